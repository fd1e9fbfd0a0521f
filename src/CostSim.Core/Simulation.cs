using CostSim.Billing;
using CostSim.Decisions;
using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim;

/// <summary>The whole program: documents, tokens, chunks, requests, prices, traffic, distribution, decision.</summary>
public static class Simulation
{
    /// <summary>Runs a scenario with the seed, trials and budget that it states.</summary>
    public static Result Run(Scenario scenario, CancellationToken stop = default) => Run(scenario, new SpendOptions
    {
        Seed = scenario.Seed,
        Trials = scenario.Trials,
        BudgetUsdPerMonth = (double?)scenario.Budget?.PerMonth,
        BudgetWithPeople = scenario.Budget?.WithPeople ?? false,
    }, stop: stop);

    public static Result Run(Scenario scenario, SpendOptions options, Stages? kept = null, CancellationToken stop = default)
    {
        var stages = kept ?? new Stages(options.Threads);
        if (scenario.Members.Count > 0)
            return Portfolio.Run(scenario, options, stages, stop);
        var requests = stages.Requests(scenario);
        stop.ThrowIfCancellationRequested();

        var model = new SpendModel
        {
            Calendar = scenario.Calendar,
            Inputs = scenario.Inputs,
            Classes = [.. scenario.Workloads.Select(w => new TrafficClass(w.Name, w.Traffic))],
            Designs = [.. scenario.Designs.Select((design, i) => DesignBilling.Cost(scenario, design, requests[i]))],
            Tariff = ContractTariff.Of(scenario),
        };
        var spend = Spend.Simulate(model, options, stop);

        var recalls = Quality.Of(scenario, requests);
        var accuracies = AccuracyMeasure.Of(scenario);
        var designs = scenario.Designs.Select((design, i) => Findings.Of(scenario, design, requests[i], model.Designs[i], spend.Designs[i], recalls[i]) with { Accuracy = accuracies[i] }).ToList();
        return new Result
        {
            Scenario = scenario,
            Spend = spend,
            Designs = designs,
            Verdict = Verdict.Of(scenario, spend, recalls, accuracies),
            RecallDifferences = options.Decisions ? Quality.Differences(scenario, requests) : [],
            GroupRecalls = options.Decisions ? Quality.Groups(scenario, requests) : [],
            Warnings = [.. Warnings.Of(scenario, designs), .. spend.Warnings],
        };
    }
}
