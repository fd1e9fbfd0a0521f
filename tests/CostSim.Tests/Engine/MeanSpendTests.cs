using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Tests.Engine;

/// <summary>Means without distributions.</summary>
public sealed class MeanSpendTests
{
    [Fact]
    public void Means_are_those_of_the_distributions()
    {
        using var folder = new SmallScenario();
        var scenario = ScenarioFile.Load(folder.Folder, new LoadOptions());
        var options = new SpendOptions { Seed = 7, Trials = 256, Decisions = false, Components = false, Classes = false };
        var model = Simulation.Model(scenario, new Stages(1).Requests(scenario), 1, limited: false);

        var (designs, requests) = MeanSpend.Of(model, options);

        var spend = Spend.Simulate(model, options);
        Assert.Equal(spend.Designs.Select(d => d.Bill.Total.Mean), designs.Select(d => d.Bill), Near);
        Assert.Equal(spend.Designs.Select(d => d.WithPeople.Total.Mean), designs.Select(d => d.WithPeople), Near);
        Assert.Equal(spend.Designs[0].MeanRequests, requests);
        Assert.Equal(designs, MeanSpend.Of(model, options with { Threads = 2 }).Designs);
    }

    [Fact]
    public void What_a_trial_draws_of_the_questions_is_the_same_for_all_designs()
    {
        // The same design twice: in no trial may one be cheaper than the other.
        using var folder = new SmallScenario(SmallScenario.Text.Replace("traffic:", "  same: { like: rag }\ntraffic:", StringComparison.Ordinal));
        var scenario = ScenarioFile.Load(folder.Folder, new LoadOptions());

        var requests = new Stages(1).Requests(scenario);

        Assert.Single(Samples.Of(Simulation.Model(scenario, requests, 1)));
        var pair = Simulation.Run(scenario).Spend.Pairs.Single(p => (p.First, p.Second) == ("rag", "same"));
        Assert.Equal((0, 0), (pair.Range.Low, pair.Range.High));
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Abs(a);
}
