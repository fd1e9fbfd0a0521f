using CostSim.Engine;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// A workload's requests as one design sends them: measured on documents, or of typed lengths; then the population is null.
/// </summary>
internal sealed record WorkloadRequests(Workload Workload, Design Design, Population? Population, BillingTerms? Terms)
{
    /// <summary>The typed request; null where requests are measured.</summary>
    public TypedRequest? Typed { get; } = Population is null && Workload.Typed is { } lengths ? TypedRequest.Of(lengths, Design) : null;

    public double MeanInput => Typed?.MeanInput ?? Population?.Mean(Terms!.InputTokens) ?? 0;

    public double MeanOutput => Typed?.MeanOutput ?? Population?.Mean(w => Terms!.OutputTokens(w)) ?? 0;

    /// <summary>Tokens of each document of the workload; empty where the design shows none.</summary>
    public IReadOnlyList<TokenCount> DocumentTokens { get; init; } = [];
}

/// <summary>Brings a design's requests and prices together: the law of its cost in every segment of constant prices.</summary>
internal static class DesignBilling
{
    public static DesignCost Cost(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> workloads)
    {
        try
        {
            return CostOf(scenario, design, workloads);
        }
        catch (RuleException refused)
        {
            throw new InputException(design.At, $"{design.Name}: {refused.Message}");
        }
    }

    private static DesignCost CostOf(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> workloads)
    {
        var starts = SegmentStarts(scenario, design);
        var classes = workloads.Select((w, i) => new ClassCost
        {
            Segments = [.. starts.Select(day => new CostSegment(day, Law(scenario, design, w, day)))],
            Attempts = new Attempts(design.Reliability[i].Attempts, design.Reliability[i].FreshOutput),
            Incidents = [.. Incidents.Of(design.Reliability[i])],
        }).ToList();
        return new DesignCost(design.Name, classes,
        [
            .. Taxes.WithTax(scenario,
                [.. design.Lines, .. Indexing.Lines(scenario, design, workloads), .. Vectors.Lines(scenario, design, workloads)]),
            // A mean request's cost has its tax in it already.
            .. EvaluationRuns.Lines(scenario, classes, design.Routes[0].Name),
        ]);
    }

    /// <summary>The law of one paid attempt at the prices of a day.</summary>
    private static RequestLaw Law(Scenario scenario, Design design, WorkloadRequests requests, int day)
    {
        var ways = design.Routes.SelectMany(route => InBands(scenario, requests.Workload, route, day), (route, band) =>
            new Route(route.Share * band.Share,
                Law(design, route.Name, requests, band.Price, Factors(scenario, requests.Workload, route, day), day, scenario))).ToList();
        var law = ways.Count == 1 ? ways[0].Requests : new RoutedRequests(ways);
        // What a contract makes of a month is taxed after it.
        return scenario.BillsMonths ? law : Taxes.On(law, (double)scenario.Money.TaxShare(scenario.Calendar.DateOf(day)));
    }

    private static RequestLaw Law(Design design, string route, WorkloadRequests requests, ModelPrice price, PriceFactors factors,
        int day, Scenario scenario)
    {
        var law = LawOf(design, requests, price, factors, scenario.Calendar.DateOf(day));
        return scenario.BillsMonths ? Accounts.On(law, design, route) : law;
    }

    private static RequestLaw LawOf(Design design, WorkloadRequests requests, ModelPrice price, PriceFactors factors, DateOnly date)
    {
        var terms = (requests.Typed is { } one ? TypedBilling.Terms(one) : requests.Terms!) with
        {
            Embedding = design.Embedding?.At(date).Price,
            Reranker = design.Reranker?.At(date).Price,
            Query = requests.Terms is { } measured ? Vectors.Query(design, measured, date) : null,
        };
        return requests.Typed is { } typed
            ? TypedBilling.Law(typed, design, price, terms, factors)
            : SampledBilling.Law(requests.Population!, price, terms, factors, design.TypedCache);
    }

    // Where a provider prices parts of the day apart, requests fall into them by the hours of the traffic.
    internal static IEnumerable<(ModelPrice Price, double Share)> InBands(Scenario scenario, Workload workload, DesignRoute route, int day)
    {
        var date = scenario.Calendar.DateOf(day);
        var schedule = route.PricesOf(workload);
        var bands = schedule.At(date).Bands;
        if (bands.Count == 1)
            return [(bands[0].Price, 1.0)];
        // Every hour until the next price counts with its own traffic: peaks of price and of volume may meet, or miss each other.
        var end = schedule.Segments.Select(s => s.From).Where(from => from > date)
            .Append(scenario.Calendar.DateOf(scenario.Calendar.Days)).Min();
        var rhythm = workload.Traffic.Rhythm;
        var volumes = new double[7 * 24];
        for (var ahead = 0; ahead < Math.Clamp(end.DayNumber - date.DayNumber, 1, MostBandDays); ahead++)
            for (var hour = 0; hour < 24; hour++)
                volumes[(ahead % 7 * 24) + hour] += rhythm.VolumeOfHour(date.AddDays(ahead), hour);
        var all = volumes.Sum();
        return bands.Select(b =>
            (b.Price, volumes.Select((v, i) =>
                (all > 0 ? v / all : 1.0 / volumes.Length) * b.Band.ShareOfHour(date.AddDays(i / 24), i % 24)).Sum()));
    }

    // The shares of whole weeks hardly change after a year.
    private const int MostBandDays = 364;

    /// <summary>The changes of a model's price for a class up to a day, and the rate of exchange on it.</summary>
    internal static PriceFactors Factors(Scenario scenario, Workload workload, DesignRoute route, int day)
    {
        var date = scenario.Calendar.DateOf(day);
        var exchange = new[] { Parameter.Of((double)scenario.Money.RateFrom(MoneyTerms.Usd, date)),
            scenario.Money.Drift(MoneyTerms.Usd, date) }.Where(p => p is not ConstantParameter { Number: 1 }).ToList();
        var changes = ChangesOf(scenario, workload, route)
            .Where(c => c.FromDay <= day && (c.Change.Model is null || c.Change.Model == route.Name)).Select(c => c.Change.Factor);
        return new PriceFactors([.. exchange, .. changes], exchange);
    }

    private static IEnumerable<(int FromDay, PriceChange Change)> ChangesOf(Scenario scenario, Workload workload, DesignRoute route) =>
        (workload.PriceChanges ?? scenario.Prices.Changes)
            .Select(c => (scenario.Prices.DayOf(c, route.PricesOf(workload), scenario.Calendar), c));

    private static List<int> SegmentStarts(Scenario scenario, Design design)
    {
        var dates = design.SchedulesFor(scenario.Workloads).SelectMany(s => s.Segments.Select(segment => segment.From))
            .Concat(scenario.Money.Changes)
            .Where(date => date > scenario.Calendar.Start)
            .Select(scenario.Calendar.DayOf);
        return [.. dates.Concat(scenario.Workloads.SelectMany(w => design.Routes.SelectMany(r => ChangesOf(scenario, w, r)))
            .Select(c => c.FromDay)).Append(0).Where(d => d >= 0 && d < scenario.Calendar.Days).Distinct().Order()];
    }
}

/// <summary>Says of every part of a request's cost on which model's account it is billed, so that contracts find their models.</summary>
internal static class Accounts
{
    public static RequestLaw On(RequestLaw law, Design design, string model) =>
        law.Select(parts => parts.Select(p => p with { Ledger = Of(p.Component, design, model) }));

    private static string Of(string component, Design design, string model) => component switch
    {
        RequestBill.QueryEmbedding => design.Embedding?.Model ?? model,
        RequestBill.Rerank => design.Reranker?.Model ?? model,
        Vectors.Queries => design.VectorStore?.Prices.Model ?? model,
        _ => model,
    };
}
