using System.Globalization;
using CostSim.Billing;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;
using CostSim.Units;

namespace CostSim.Capacity;

/// <summary>What one policy makes of the month at a percentile.</summary>
internal sealed record PolicyOutcome(DegradationPolicy Policy, double Percentile, CapacityOutcome Outcome);

/// <summary>The peak minute of a month, in requests and tokens.</summary>
internal sealed record PeakMinute(int Month, double Percentile, double Requests, double Tokens);

/// <summary>
/// The smallest amount of something that reaches the target; null where no amount does, and then the best that was reached.
/// </summary>
internal sealed record CapacityNeed(string Quantity, double Percentile, double? Smallest, string Best);

/// <summary>Everything found about one design's capacity.</summary>
internal sealed record DesignCapacity
{
    public required Design Design { get; init; }

    public required RequestLimits Limits { get; init; }

    public required IReadOnlyList<PolicyOutcome> Outcomes { get; init; }

    public required IReadOnlyList<PeakMinute> Peaks { get; init; }

    public required IReadOnlyList<CapacityNeed> Needs { get; init; }

    public required double MeanInput { get; init; }

    public required double MeanOutput { get; init; }
}

/// <summary>Plays a design's busiest month against its limits, and looks for what its target needs.</summary>
internal sealed class CapacityPlan(Scenario scenario, ServiceTerms service,
    IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests, int threads)
{
    /// <summary>The percentile that answers are given for unless they say another.</summary>
    public const double Cautious = 0.9;

    private const string Batch = "batch";

    // One month's dropped share varies by some points where days do.
    private const int MonthsTogether = 12;
    private const int FewMonths = 3;

    // Seconds after which a line outlasts the stretches that a large month is played in.
    private const double LongLine = 150;

    /// <summary>The percentiles of the busiest month's volume that are asked about.</summary>
    public static IReadOnlyList<double> Percentiles { get; } = [0.5, 0.9, 0.99];

    private readonly VolumeForecast volumes = new(scenario);

    public VolumeForecast Volumes => volumes;

    public DesignCapacity Of(int index, bool withNeeds)
    {
        var design = scenario.Designs[index];
        var limits = LimitsOf(design);
        var months = Percentiles.Zip(InParallel.Of(Percentiles, threads, p => Month(index, volumes.Busiest, p)))
            .ToDictionary(m => m.First, m => m.Second);
        RefuseTooSmall(design, limits, months[Cautious]);
        var cases = service.Policies.SelectMany(policy => Percentiles.Select(p => (Policy: policy, Percentile: p))).ToList();
        var outcomes = InParallel.Of(cases, threads, c => new PolicyOutcome(c.Policy, c.Percentile, RequestSimulation.Run(
            c.Policy.OvernightShare > 0 ? Month(index, volumes.Busiest, c.Percentile, c.Policy.OvernightShare) : months[c.Percentile],
            Terms(index, limits, c.Policy), scenario.Seed)));
        var peaks = new PeakMinutes(scenario, design, requests[index], limits, volumes).Of([0.5, Cautious], threads);
        var needs = withNeeds
            ? InParallel.Of(Percentiles, threads, p =>
                new CapacitySearch(months[p], service.Target, scenario.Seed).Needs(Terms(index, limits, service.Policies[0]), Tiers(design))
                .Select(n => n with { Percentile = p }).ToList()).SelectMany(n => n).ToList()
            : [];
        return new DesignCapacity
        {
            Design = design,
            Limits = limits,
            Outcomes = outcomes,
            Peaks = peaks,
            Needs = needs,
            MeanInput = months[Cautious].Length == 0 ? 0 : months[Cautious].Average(r => r.Input),
            MeanOutput = months[Cautious].Length == 0 ? 0 : months[Cautious].Average(r => r.Output),
        };
    }

    /// <summary>What the first policy makes of the cautious month of a design.</summary>
    public PolicyOutcome First(int index)
    {
        var (limits, policy) = (LimitsOf(scenario.Designs[index]), service.Policies[0]);
        return new PolicyOutcome(policy, Cautious, RequestSimulation.Run(Month(index, volumes.Busiest, Cautious, policy.OvernightShare),
            Terms(index, limits, policy), scenario.Seed));
    }

    /// <summary>
    /// What the first policy makes of days of so many requests, by workload; incidents by chance count, an outage that is asked about does
    /// not.
    /// </summary>
    internal CapacityOutcome Days(int index, IReadOnlyList<double[]> counts)
    {
        var policy = service.Policies[0];
        var terms = Terms(index, LimitsOf(scenario.Designs[index]),
            policy) with
        { Outages = OutageTimes.Of(service.Failures with { Typed = null }, counts[0].Length, scenario.Seed) };
        return RequestSimulation.Run(Requests(index, counts, policy.OvernightShare), terms, scenario.Seed);
    }

    public static bool Holds(IReadOnlyList<ServiceTarget> target, CapacityOutcome outcome) =>
        target.All(t => t.AtMost ? outcome.Figure(t.Figure) <= t.Bound : outcome.Figure(t.Figure) >= t.Bound);

    /// <summary>The limits that a design meets: typed, or those of the named tier for its own model.</summary>
    public RequestLimits LimitsOf(Design design) => design.ServiceTier == Batch ? InQueue(Stated(design)) : Stated(design);

    // A batch has a queue of its own; what holds by the minute does not hold for it.
    private static RequestLimits InQueue(RequestLimits stated) => RequestLimits.None with
    {
        Tier = stated.Tier,
        Provisioned = stated.Provisioned,
        Gpus = stated.Gpus,
        BatchQueueTokens = stated.BatchQueueTokens,
        Batch = stated.Provisioned is null && stated.Gpus is null ? new BatchTerms(stated.BatchQueueTokens, stated.BatchSeconds) : null,
    };

    private RequestLimits Stated(Design design) => service.Tier is { } tier ? Tier(tier, design) is { } found ? service.Limits with
    {
        Tier = tier,
        RequestsPerMinute = service.Limits.RequestsPerMinute ?? found.RequestsPerMinute,
        TokensPerMinute = service.Limits.TokensPerMinute ?? found.TokensPerMinute,
        InputTokensPerMinute = service.Limits.InputTokensPerMinute ?? found.InputTokensPerMinute,
        OutputTokensPerMinute = service.Limits.OutputTokensPerMinute ?? found.OutputTokensPerMinute,
        RequestsPerDay = service.Limits.RequestsPerDay ?? found.RequestsPerDay,
        BatchQueueTokens = service.Limits.BatchQueueTokens ?? found.BatchQueueTokens,
        CachedReadsCount = found.CachedReadsCount,
    } : service.Limits : service.Limits;

    // A request larger than a minute's quota is never let in.
    private void RefuseTooSmall(Design design, RequestLimits limits, SimulatedRequest[] month)
    {
        if (month.Length == 0)
            return;
        Check("tokens", limits.TokensPerMinute, month.Min(r => LimitCounts.Tokens(limits, r)));
        Check("input tokens", limits.InputTokensPerMinute, month.Min(r => LimitCounts.Input(limits, r)));

        void Check(string what, double? most, double smallest)
        {
            if (most is { } allowed && smallest > allowed)
                throw new InputException(service.At,
                    string.Create(CultureInfo.InvariantCulture,
                        $"limits: not even one request of {design.Name} can be served: the smallest counts {smallest:#,0} {what}, and "
                        + $"{allowed:#,0} a minute are allowed; raise the limit or shorten the requests"));
        }
    }

    private RequestLimits? Tier(string name, Design design)
    {
        if (scenario.Prices.Book is not { } book)
            return null;
        try
        {
            return Of(book.Limits.Find(name, design.Routes[0].Name, scenario.Prices.AsOf));
        }
        catch (RuleException refused)
        {
            throw new InputException(service.At, refused.Message);
        }
    }

    private static RequestLimits Of(RateLimitRecord record)
    {
        return new RequestLimits
        {
            Tier = record.Name,
            RequestsPerMinute = record.RequestsPerMinute,
            TokensPerMinute = record.TokensPerMinute,
            InputTokensPerMinute = record.InputTokensPerMinute,
            OutputTokensPerMinute = record.OutputTokensPerMinute,
            RequestsPerDay = record.RequestsPerDay,
            BatchQueueTokens = record.BatchQueueTokens,
            CachedReadsCount = record.CachedReadsCount ?? true,
        };
    }

    // Every tier of the named one's provider that has limits for the model, from the lowest quota up.
    private List<RequestLimits> Tiers(Design design)
    {
        if (scenario.Prices.Book is not { } book || service.Tier is not { } named)
            return [];
        var provider = named.Split('/')[0];
        return [.. book.Limits.All.Where(r => r.Provider == provider).Select(r => r.Name).Distinct()
            .Select(name => { try { return Tier(name, design); } catch (InputException) { return null; } })
            .OfType<RequestLimits>().OrderBy(l => l.TokensPerMinute ?? l.InputTokensPerMinute ?? double.PositiveInfinity)];
    }

    private SimulatedRequest[] Month(int index, int month, double percentile, double overnight = 0)
    {
        // An outage is in every month once; without one, and where days vary by chance, several months are one answer.
        var months = service.Failures is { Typed: null, IncidentsPerYear: 0 } && scenario.Workloads.Any(w => VariesByDay(w.Traffic))
            ? PlaysDays(LimitsOf(scenario.Designs[index])) ? FewMonths : MonthsTogether
            : 1;
        return Requests(index, volumes.DaysOf(month, percentile, months), overnight, months);
    }

    // What lasts from one hour to the next is seen in whole days only.
    private bool PlaysDays(RequestLimits limits) => limits.RequestsPerDay is not null || limits.TokensPerDay is not null
        || limits.Batch is not null || limits.Gpus is not null
        || service.Failures is not { Typed: null, IncidentsPerYear: 0 }
            || service.Policies.Any(p => p.OnRefusal == Refusal.Queue && p.MaxWaitSeconds > LongLine);

    private static bool VariesByDay(Traffic traffic) => traffic.DayFactor is not null || traffic.Counts.Kind is CountKind.NegativeBinomial
        || traffic.Log is { Use: LogUse.Resampled }
        || traffic.ZeroDays is not ConstantParameter { Number: 0 } || traffic.DriftPerMonth is not ConstantParameter { Number: 0 };

    private SimulatedRequest[] Requests(int index, IReadOnlyList<double[]> counts, double overnight, int months = 1)
    {
        var limits = LimitsOf(scenario.Designs[index]);
        return new MonthOfRequests(scenario, scenario.Designs[index], requests[index], counts)
        {
            Overnight = overnight,
            Months = months,
            WholeDays = PlaysDays(limits),
            // An outage that is asked about begins in the middle of the month.
            Always = service.Failures.Typed is { } outage
                ? [.. Enumerable.Range(counts[0].Length / 2, 1 + (int)((outage.FromHour + (outage.Seconds / 3_600)) / 24))
                    .Where(d => d < counts[0].Length)]
                : [],
        }.All();
    }

    private CapacityTerms Terms(int index, RequestLimits limits, DegradationPolicy policy)
    {
        var (design, day) = (scenario.Designs[index], scenario.Calendar.DateOf(scenario.Calendar.Months[volumes.Busiest].FirstDay));
        var rate = (double)scenario.Money.RateFrom(MoneyTerms.Usd, day);
        var days = scenario.Calendar.Months[volumes.Busiest].Days;
        return new CapacityTerms
        {
            Limits = limits,
            Latency = service.Latency,
            ErrorShare = service.Failures.ErrorShare,
            Outages = OutageTimes.Of(service.Failures, days, scenario.Seed),
            Policy = policy,
            Rates = [.. scenario.Workloads.Select(w => RatesOf(w, design.Routes[0]))],
            FallbackRates = policy.Fallback is { } fallback ? TokenRates.Of(fallback.Prices, day, rate) : default,
            SwitchedInput = policy.Switch is { } to ? InputOf(to.Design) / Math.Max(1, InputOf(design.Name)) : 1,
            GoodSeconds = service.Target.Where(t => t.Figure.StartsWith('p')).Select(t => (double?)t.Bound).FirstOrDefault(),
        };
    }

    // What a class pays on the first day of the busiest month: its own prices, and its changes in their mean.
    private TokenRates RatesOf(Workload workload, DesignRoute route)
    {
        var day = scenario.Calendar.Months[volumes.Busiest].FirstDay;
        var factor = DesignBilling.Factors(scenario, workload, route, day).Tokens.Aggregate(Parameter.One, (product, f) => product * f);
        return TokenRates.Of(route.PricesOf(workload), scenario.Calendar.DateOf(day), factor.Expected());
    }

    private double InputOf(string design)
    {
        var index = scenario.Designs.Select(d => d.Name).ToList().IndexOf(design);
        return index < 0
            ? throw new InputException(Location.Of("policies"),
                $"switch.to: '{design}' is not a design; {Spelling.Suggestion(design, [.. scenario.Designs.Select(d => d.Name)])}")
            : requests[index].Average(r =>
                new RequestSource(scenario.Designs[index], r, volumes.Requests(volumes.Busiest, 0.5)).MeanInput());
    }
}
