using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using Calendar = CostSim.Scenarios.Calendar;

namespace CostSim.Tests.Engine;

/// <summary>Months billed on simulated paths, against closed forms; <see cref="AgreementTests"/> holds them against days drawn one by one.</summary>
public sealed class PathsTests
{
    private static readonly SpendOptions Options = new() { Trials = 8_192, Threads = 2, CurvePoints = 0, BudgetUsdPerMonth = 300, Seed = 5 };

    [Fact]
    public void A_tariff_that_is_linear_gives_the_closed_form_itself()
    {
        var model = Cases.All["months billed by a contract"]();
        var linear = Spend.Simulate(model with { Tariff = null }, Options);

        // Nothing is ever beyond a million: the lines are nil on every path.
        var paths = Spend.Simulate(model with { Tariff = Cases.Overage("a", 1e6, 0.5) }, Options);

        foreach (var (exact, drawn) in linear.Designs.Zip(paths.Designs))
        {
            Assert.Equal(exact.Bill.Total.Mean, drawn.Bill.Total.Mean, 1e-9 * exact.Bill.Total.Mean);
            Assert.Equal(exact.Components.Select(c => c.Component), drawn.Components.Select(c => c.Component));
            // The paths' own spread agrees with total cumulance: 2 % is four standard errors of 8,192 trials.
            Assert.Equal(exact.Bill.Total.StandardDeviation, drawn.Bill.Total.StandardDeviation, 0.03 * exact.Bill.Total.StandardDeviation);
            foreach (var p in exact.Bill.Total.Percentiles)
                Assert.Equal(p.Usd, drawn.Bill.Total[p.Percentile.Percent].Usd, 0.01 * p.Usd);
        }
    }

    [Fact]
    public void A_flat_surcharge_raises_every_figure_by_its_share()
    {
        var model = Cases.All["months billed by a contract"]();
        var linear = Spend.Simulate(model with { Tariff = null }, Options);

        // Every dollar of account a is beyond nothing: usage of a costs 10 % more, in closed form.
        var paths = Spend.Simulate(model with { Tariff = Cases.Overage("a", 0, 0.1) }, Options);

        var usage = linear.Designs[0].Components.Where(c => c.Component == "fresh input").Sum(c => c.Mean);
        var repeats = linear.Designs[0].Components.Single(c => c.Component == "retries").Mean;
        var onAccount = usage + (repeats * usage / linear.Designs[0].Components.Where(c => c.Component != "retries").Sum(c => c.Mean));
        var line = paths.Designs[0].Components.Single(c => c.Component == "overage");
        Assert.Equal(0.1 * onAccount, line.Mean, 0.004 * onAccount);
        Assert.Equal(line.Mean + linear.Designs[0].Bill.Total.Mean, paths.Designs[0].Bill.Total.Mean, 1e-9 * paths.Designs[0].Bill.Total.Mean);
    }

    [Fact]
    public void Components_add_up_to_the_mean_and_to_the_P90()
    {
        var result = Spend.Simulate(Cases.All["months billed by a contract"](), Options);

        foreach (var design in result.Designs)
        {
            Assert.Equal(design.Bill.Total.Mean, design.Components.Sum(c => c.Mean), 1e-9 * design.Bill.Total.Mean);
            Assert.Equal(design.Bill.Total.P90, design.Components.Sum(c => c.AtP90), 1e-9 * design.Bill.Total.P90);
            Assert.Equal(1, design.Drivers.Sum(d => d.Share), 1e-9);
        }
    }

    [Fact]
    public void Designs_three_percent_apart_stay_apart_on_every_path()
    {
        // Only the counts vary, k = 5 for a month: laws drawn independently would call it 60 to 40.
        var law = Cases.OnAccount(Cases.Typed(), "a");
        var dearer = law with { Alternatives = [law.Alternatives[0] with { Tiers = [.. law.Alternatives[0].Tiers.Select(t => t with { Parts = [.. t.Parts.Select(p => p with { UsdPerUnit = 1.03 * p.UsdPerUnit })] })] }] };
        var model = new SpendModel
        {
            Calendar = new Calendar(Problems.Thursday, 31),
            Inputs = new UncertainInputs(),
            Classes = [new TrafficClass("", new Traffic { Level = Parameter.Of(2_000), Counts = CountLaw.NegativeBinomial(5) })],
            Designs = [new DesignCost("a", [Problems.Cost(0, (0, law))], []), new DesignCost("b", [Problems.Cost(0, (0, dearer))], [])],
            Tariff = Cases.Overage("a", 500, 0.2),
        };

        Assert.Equal(1, Spend.Simulate(model, Options).Pairs.Single().Cheaper);
    }

    [Fact]
    public void Paths_are_the_same_on_any_number_of_threads()
    {
        var model = Cases.All["a sample of questions under a contract"]();
        double[] Of(int threads) => [.. Spend.Simulate(model, Options with { Threads = threads, Trials = 4_096 }).Designs.SelectMany(d => d.Bill.Total.Percentiles).Select(p => p.Usd)];

        Assert.Equal(Of(1), Of(3));
    }
}
