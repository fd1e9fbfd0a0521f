using CostSim.Billing;
using CostSim.Capacity;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim;

/// <summary>The whole program: documents, tokens, chunks, requests, prices, traffic, distribution, decision.</summary>
public static class Simulation
{
    /// <summary>Forecasts a scenario file, or the <c>scenario.yaml</c> of a folder. Amounts are in the currency of the scenario.</summary>
    /// <exception cref="InputException">The scenario, or a file that it names, has errors; it holds all of them.</exception>
    /// <example><code>Forecast forecast = Simulation.Run("scenarios/contract-qa", new RunOptions { Trials = 10_000 });</code></example>
    public static Forecast Run(string path, RunOptions? options = null, CancellationToken stop = default)
    {
        var given = options ?? new RunOptions();
        return ForecastOf(ScenarioFile.Load(path, Loading(given), stop), given, stop);
    }

    /// <summary>
    /// Forecasts a scenario given as YAML. Files that it names are relative to <paramref name="folder"/>, or to the current folder.
    /// </summary>
    /// <exception cref="InputException">The scenario, or a file that it names, has errors; it holds all of them.</exception>
    public static Forecast RunYaml(string yaml, string folder = "", RunOptions? options = null, CancellationToken stop = default)
    {
        var given = options ?? new RunOptions();
        return ForecastOf(ScenarioFile.Parse(yaml, folder, Loading(given), stop), given, stop);
    }

    private static LoadOptions Loading(RunOptions options) =>
        new() { Designs = options.Designs, Overrides = [.. options.Set.Select(s => new Override(s.Key, s.Value))] };

    private static Forecast ForecastOf(Scenario scenario, RunOptions options, CancellationToken stop) =>
        Run(scenario, Stated(scenario) with
        {
            Trials = options.Trials ?? scenario.Trials,
            Seed = options.Seed ?? scenario.Seed,
            Threads = options.Threads
        }, stop: stop).Record;

    /// <summary>Runs a scenario with the seed, trials and budget that it states.</summary>
    internal static Result Run(Scenario scenario, CancellationToken stop = default) => Run(scenario, Stated(scenario), stop: stop);

    private static SpendOptions Stated(Scenario scenario) => new()
    {
        Seed = scenario.Seed,
        Trials = scenario.Trials,
        BudgetUsdPerMonth = (double?)scenario.Budget?.PerMonth,
        BudgetWithPeople = scenario.Budget?.WithPeople ?? false,
    };

    internal static Result Run(Scenario scenario, SpendOptions options, Stages? kept = null, CancellationToken stop = default)
    {
        var stages = kept ?? new Stages(options.Threads);
        if (scenario.Members.Count > 0)
            return Portfolio.Run(scenario, options, stages, stop);
        var requests = stages.Requests(scenario);
        stop.ThrowIfCancellationRequested();

        // What designs retrieve and what limits do to them does not depend on the trials; computed concurrently.
        var measuring = new BackgroundValue<Measured>(options.Threads, () => Measured.Of(scenario, requests, options, stages));
        var model = Model(scenario, requests, options.Threads);
        var spend = Spend.Simulate(model, options, stop);
        var measured = measuring.Value;

        var designs = scenario.Designs.Select((design, i) =>
            DesignResults.Of(scenario, design, requests[i], model.Designs[i], spend.Designs[i],
                measured.Recalls[i]) with
            { Accuracy = measured.Accuracies[i] }).ToList();
        var verdict = Verdict.Of(scenario, spend, measured.Recalls, measured.Accuracies, [.. designs.Select(d => d.Latency?.P95Seconds)]);
        return new Result
        {
            Scenario = scenario,
            Spend = spend,
            Designs = designs,
            Verdict = verdict,
            RecallDifferences = measured.RecallDifferences,
            Capacity = measured.Capacity,
            Defaults = measured.Defaults is { } found
                ? AssumedDefaults.Of(found, spend, verdict.Design, scenario.Calendar.Months.Any(m => !m.IsPartial))
                : null,
            TuneHint = measured.TuneHint,
            GroupRecalls = measured.GroupRecalls,
            Warnings = [.. Warnings.Of(scenario, designs), .. measured.RetrievalNotes, .. spend.Warnings],
        };
    }

    /// <summary>What the requests tell without a trial.</summary>
    private sealed record Measured(
        IReadOnlyList<RecallMeasure?> Recalls,
        IReadOnlyList<AccuracyMeasure?> Accuracies,
        IReadOnlyList<RecallDifference> RecallDifferences,
        IReadOnlyList<GroupRecall> GroupRecalls,
        ScenarioCapacity? Capacity,
        AssumedDefaults.Recomputation? Defaults,
        string? TuneHint,
        IReadOnlyList<string> RetrievalNotes)
    {
        public static Measured Of(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests,
            SpendOptions options, Stages stages)
        {
            var (recalls, differences) = Quality.Of(scenario, requests);
            return new Measured(
                recalls,
                AccuracyMeasure.Of(scenario),
                options.Decisions ? differences : [],
                options.Decisions ? Quality.Groups(scenario, requests) : [],
                options.Decisions && scenario.Service.IsLimited ? ScenarioCapacity.Of(scenario, requests, false, options.Threads) : null,
                options.Decisions ? AssumedDefaults.Recompute(scenario, stages, options) : null,
                options.Decisions ? TuneHints.Of(scenario, stages, recalls) : null,
                options.Decisions ? [.. RetrievalWarnings.Of(scenario, stages)] : []);
        }
    }

    // Limits change what a design costs: what they refuse, pass on or cut off is added to what its requests pay.
    private static DesignCost Cost(Scenario scenario, int design, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests, int threads)
    {
        var cost = DesignBilling.Cost(scenario, scenario.Designs[design], requests[design]);
        return LimitLines.With(scenario, design, cost, requests, threads);
    }

    /// <summary>
    /// One shard of a scenario's trials: everything up to their spend, written for whoever puts the shards together. Gives how many trials.
    /// </summary>
    internal static int RunShard(Scenario scenario, SpendOptions options, int shard, int shards, Stream to,
        CancellationToken stop = default) =>
        scenario.Members.Count > 0
            ? throw new InputException(Location.Of("--shard"), "the trials of a portfolio cannot be split; shard its members")
        : TrialShard.Write(Model(scenario, new Stages(options.Threads).Requests(scenario), options.Threads), options,
            shard, shards, to, stop);

    /// <param name="limited">Whether what limits do to the cost is simulated, too.</param>
    internal static SpendModel Model(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests, int threads,
        bool limited = true) => new()
        {
            Calendar = scenario.Calendar,
            Inputs = scenario.Inputs,
            Classes = [.. scenario.Workloads.Select(w => new TrafficClass(w.Name, w.Traffic))],
            Designs = InParallel.Of([.. Enumerable.Range(0, scenario.Designs.Count)], threads, i =>
                limited ? Cost(scenario, i, requests, threads) : DesignBilling.Cost(scenario, scenario.Designs[i], requests[i])),
            Tariff = ContractTariff.Of(scenario),
        };
}
