using CostSim.Billing;
using CostSim.Capacity;
using CostSim.Engine;
using CostSim.Forecasts;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Results;

/// <summary>What a run found. Tables, charts and reports read only this.</summary>
internal sealed class Result
{
    private readonly Lazy<Forecast> record;

    public Result() => record = new Lazy<Forecast>(() => Recording.Of(this));

    public required Scenario Scenario { get; init; }

    public required SpendResult Spend { get; init; }

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<DesignResult> Designs { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Every pair of designs whose recall is measured, by the paired bootstrap.</summary>
    public IReadOnlyList<RecallDifference> RecallDifferences { get; init; } = [];

    /// <summary>What every design retrieves in every group of documents that has questions.</summary>
    public IReadOnlyList<GroupRecall> GroupRecalls { get; init; } = [];

    /// <summary>What limits do in the busiest month; null where the scenario states none.</summary>
    public ScenarioCapacity? Capacity { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Defaults whose alternatives were recomputed; null where that was not asked for.</summary>
    public IReadOnlyList<AssumedDefault>? Defaults { get; init; }

    /// <summary>How a retrieving design that fails the quality would reach it; null where none does.</summary>
    public string? TuneHint { get; init; }

    /// <summary>What is kept of the run; made once for the tables and the file that hold it.</summary>
    public Forecast Record => record.Value;

    public DesignResult Recommended => Designs.First(d => d.Design.Name == Verdict.Design);
}

/// <summary>What was found about one design.</summary>
internal sealed record DesignResult
{
    public required Design Design { get; init; }

    public required DesignSpend Spend { get; init; }

    /// <summary>What the simulation was given for this design.</summary>
    public required DesignCost Cost { get; init; }

    /// <summary>The requests of each workload, with what turns them into costs.</summary>
    public required IReadOnlyList<WorkloadRequests> Requests { get; init; }

    /// <summary>The requests of each workload; null where its lengths are typed.</summary>
    public IReadOnlyList<Population?> Populations => [.. Requests.Select(r => r.Population)];

    /// <summary>Mean tokens of a request that go in and come out.</summary>
    public required double InputTokens { get; init; }

    public required double OutputTokens { get; init; }

    /// <summary>Null where no question's evidence is known.</summary>
    public RecallMeasure? Recall { get; init; }

    /// <summary>Null where no evaluation measured it.</summary>
    public AccuracyMeasure? Accuracy { get; init; }

    /// <summary>Null where the scenario states nothing of wrong answers.</summary>
    public WrongAnswerFunnel? WrongAnswers { get; init; }

    /// <summary>What the prompt cache serves at both ends of the horizon, by workload; empty where no cache is derived.</summary>
    public IReadOnlyList<CacheOutlook> Caches { get; init; } = [];

    /// <summary>Share of the requests that find some of their prompt cached, over the horizon; null where nothing is cached.</summary>
    public double? CacheHitRate => Design.TypedCache is { } typed ? typed.HitRate.Expected() : OverCaches(c => c.HitRate);

    /// <summary>Share of the input tokens that is read from the cache; null where nothing is cached.</summary>
    public double? CacheReadShare =>
        Design.TypedCache is { } typed ? typed.HitRate.Expected() * typed.Share.Expected() : OverCaches(c => c.ReadShare);

    /// <summary>Null where the scenario does not say how long an answer takes.</summary>
    public DesignLatency? Latency { get; init; }

    // Workloads weigh by their requests; a workload without documents has no cache that is derived.
    private double? OverCaches(Func<CacheAtVolume, double> share) => Caches.Sum(c => c.Overall.RequestsPerDay) is var all and > 0
        ? Caches.Sum(c => c.Overall.RequestsPerDay * share(c.Overall)) / all
        : null;

    public double TokensPerRequest => InputTokens + OutputTokens;

    /// <summary>Share of each workload among the requests of the first day, in their order.</summary>
    public required IReadOnlyList<double> WorkloadShares { get; init; }

    /// <summary>Mean calls of the model that one request makes.</summary>
    public double CallsPerRequest => Weighted(p => p.Mean(w => w.Calls.Count), 1);

    /// <summary>Mean tokens of a part of the prompt; null where lengths are typed.</summary>
    public double? PartTokens(PromptPart part) =>
        Populations.Any(p => p is null) ? null : Weighted(p => p.Summary(r => r.Tokens(part)).Mean, 0);

    /// <summary>Cost of an answer that is right, with people; null where wrong answers are not stated.</summary>
    public double? CostPerRightAnswer => WrongAnswers is { ShareMade: < 1 } wrong && Spend.MeanRequests > 0
        ? Spend.WithPeople.Total.Mean / (Spend.MeanRequests * (1 - wrong.ShareMade))
        : null;

    private double Weighted(Func<Population, double> measure, double typed) =>
        Populations.Select((p, i) => WorkloadShares[i] * (p is null ? typed : measure(p))).Sum();

    /// <summary>Mean bill over mean requests: E[cost] / E[units].</summary>
    public double CostPerRequest => Spend.MeanRequests > 0 ? Spend.Bill.Total.Mean / Spend.MeanRequests : 0;
}
