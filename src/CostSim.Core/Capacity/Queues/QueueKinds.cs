using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Capacity.Queues;

/// <summary>The table of the queues that <c>capacity --queue</c> knows.</summary>
internal static class QueueKinds
{
    private static readonly double[] UsualWaits = [1, 2, 5];

    public static Registry<IQueueModel> All { get; } = new("queue")
    {
        { "M/M/1", "{ kind: M/M/1, lambda: 0.8, mu: 1 }", "one server", s => Servers(s, 1) },
        { "M/M/c", "{ kind: M/M/c, lambda: 8, mu: 1, c: 10 }", "c servers, all wait", s => Servers(s, s.Whole("c", min: 1)) },
        { "M/G/c/c", "{ kind: M/G/c/c, lambda: 10, mean_service: 2.5, c: 30 }", "c servers, nobody waits (Erlang B)", s =>
            new LossQueue(Rate(s, "lambda"), Service(s), s.Whole("c", min: 1)) },
        { "M/D/1", "{ kind: M/D/1, lambda: 0.7, mean_service: 1 }", "one server, a fixed service time", s => General(s, 0) },
        { "M/G/1", "{ kind: M/G/1, lambda: 0.5, mean_service: 1.2, scv: 1 }", "one server, lognormal service (Pollaczek-Khinchine)", s =>
            General(s, Variation(s, "scv", "cv", 1)) },
        { "GI/M/1", "{ kind: GI/M/1, lambda: 0.7, iat_cv: 1.4, mu: 1 }", "one server, gamma gaps between arrivals", GammaArrivals },
        { "M/M/c/K", "{ kind: M/M/c/K, lambda: 12, mu: 1, c: 10, K: 25 }", "c servers, K in the system at most", Finite },
        { "M/M/c+M", "{ kind: M/M/c+M, lambda: 30, mean_service: 2, c: 55, mean_patience: 10 }",
            "c servers, who waits too long leaves (Erlang A)", s =>
            new ImpatientQueue(Rate(s, "lambda"), 1 / Service(s), s.Whole("c", min: 1), Rate(s, "mean_patience")) },
        { "M/G/1-priority", "{ kind: M/G/1-priority, classes: [{ lambda: 0.3, mean: 1, scv: 1 }, { lambda: 0.2, mean: 2, scv: 0.25 }] }",
            "one server, the first class first (Cobham)", Ranked },
        { "M/G/1-PS", "{ kind: M/G/1-PS, lambda: 0.6, mean_service: 1.25 }", "one server that all share", s => Shared(s, 1) },
        { "M/G/c-PS", "{ kind: M/G/c-PS, lambda: 6, mean_service: 1.25, c: 10 }", "full speed up to c, then shared (a GPU)", s =>
            Shared(s, s.Whole("c", min: 1)) },
        { "M/G/inf", "{ kind: M/G/inf, lambda: 6.9, mean_service: 8 }", "calls at a time without a limit", s =>
            new EndlessQueue(Rate(s, "lambda"), Service(s)) },
        { "staffing", "{ kind: staffing, lambda: 0.00694, mean_service: 120, target_service_level: 90%, within_s: 300 }",
            "servers that a service level needs (Erlang C)", Staffing },
        { "retries", "{ kind: retries, p_fail: 5%, max_attempts: 4 }", "attempts that fail by chance", s =>
            new RepeatedAttempts(s.Share("p_fail").Value, s.Whole("max_attempts", min: 1)) },
    };

    private static ServersQueue Servers(SettingsMap map, int servers)
    {
        var (lambda, mu) = (Rate(map, "lambda"), 1 / Service(map));
        Stable(lambda, servers * mu, servers, mu);
        return new ServersQueue(lambda, mu, servers, Within(map));
    }

    private static SingleServerQueue General(SettingsMap map, double scv)
    {
        var (lambda, service) = (Rate(map, "lambda"), Service(map));
        Stable(lambda, 1 / service, 1, 1 / service);
        return new SingleServerQueue(lambda, service, scv, Within(map));
    }

    private static GammaArrivalsQueue GammaArrivals(SettingsMap map)
    {
        var (lambda, mu) = (Rate(map, "lambda"), 1 / Service(map));
        var shape = map.Has("iat_gamma_shape") ? Rate(map, "iat_gamma_shape") : 1 / Variation(map, "iat_scv", "iat_cv", 1);
        _ = map.Find("iat_cv");
        Stable(lambda, mu, 1, mu);
        return new GammaArrivalsQueue(lambda, shape, mu);
    }

    private static FiniteQueue Finite(SettingsMap map)
    {
        var servers = map.Whole("c", min: 1);
        return new FiniteQueue(Rate(map, "lambda"), 1 / Service(map), servers,
            map.Whole(map.Has("K_total") ? "K_total" : "K", min: servers, max: 10_000_000));
    }

    private static SharedQueue Shared(SettingsMap map, int fullSpeed)
    {
        var (lambda, service) = (Rate(map, "lambda"), Service(map));
        Stable(lambda, fullSpeed / service, fullSpeed, 1 / service);
        return new SharedQueue(lambda, service, fullSpeed);
    }

    private static StaffingQueue Staffing(SettingsMap map)
    {
        var level = map.Share("target_service_level").Value;
        if (level >= 1)
            map.Refuse("target_service_level", "must be below 100 %, which no number of servers reaches");
        return new StaffingQueue(Rate(map, "lambda"), Service(map), Math.Min(level, 1 - 1e-12), map.Number("within_s", min: 0));
    }

    private static RankedQueue Ranked(SettingsMap map)
    {
        var ranks = new List<Rank>();
        foreach (var node in map.List("classes"))
        {
            if (node is not MapNode keys)
            {
                map.Errors.Add(node.At, $"classes: must be a list such as [{{ lambda: 0.3, mean: 1, scv: 1 }}], but has '{node.Text}'");
                continue;
            }

            var rank = new SettingsMap(keys, map.PathOf("classes"), map.Reading);
            ranks.Add(new Rank(Rate(rank, "lambda"), Rate(rank, rank.Has("mean_service") ? "mean_service" : "mean"),
                Variation(rank, "scv", "cv", 1)));
            rank.RejectUnread();
        }

        if (ranks.Count == 0)
            map.Errors.Add(map.At, "classes: must name at least one, such as [{ lambda: 0.3, mean: 1, scv: 1 }]");
        var queue = new RankedQueue(ranks);
        Stable(queue.Load, 1, 1, 1);
        return queue;
    }

    // A line that gets longer without end has no mean; what can be said is how fast it grows.
    private static void Stable(double arrivals, double served, int servers, double mu)
    {
        if (arrivals < served)
            return;
        var growth = arrivals - served;
        throw new RuleException("lambda", string.Create(CultureInfo.InvariantCulture,
            $"gives a load of {arrivals / served:0.####}, which is not below 1: the queue never settles; it grows by {growth:#,0.####} a "
            + $"second ({growth * 3_600:#,0.#} an hour). At least {Math.Floor(arrivals / mu) + 1:#,0} servers are needed, not "
                + $"{servers:#,0}"));
    }

    private static double Service(SettingsMap map) => map.Has("mean_service") ? Rate(map, "mean_service") : 1 / Rate(map, "mu");

    private static double Variation(SettingsMap map, string squared, string plain, double absent)
    {
        if (!map.Has(squared) && map.Has(plain))
            return map.Number(plain, min: 0) is var cv ? cv * cv : absent;
        return map.Number(squared, absent, min: 0);
    }

    private static IReadOnlyList<double> Within(SettingsMap map)
    {
        var items = map.List("within");
        var seconds = items.Select(i => Numbers.TryDouble(i.Text, out var t) ? t : -1).ToList();
        if (seconds.Any(t => t < 0))
            map.Refuse("within", "must be seconds such as [1, 5]");
        return items.Count == 0 ? UsualWaits : seconds;
    }

    private static double Rate(SettingsMap map, string key)
    {
        var value = map.Number(key);
        if (value > 0)
            return value;
        map.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"must be above 0, but is {value}"));
        return 1;
    }
}
