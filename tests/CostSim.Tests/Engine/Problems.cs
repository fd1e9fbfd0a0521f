using System.Globalization;
using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using Calendar = CostSim.Scenarios.Calendar;

namespace CostSim.Tests.Engine;

/// <summary>The canonical problems of Oracles/montecarlo/problems.md as models.</summary>
internal static class Problems
{
    public static readonly DateOnly Thursday = new(2026, 1, 1);

    private static readonly double[] Weekdays = [1.10, 1.15, 1.15, 1.10, 1.00, 0.75, 0.75];

    public static SpendModel A1() => Single(30, Constant(10_000), CountLaw.Poisson, Typed(Ln(11_500, 0.6), null, 0, 2.5, 0));

    public static SpendModel A2() => Single(30, Constant(10_000), CountLaw.NegativeBinomial(20), Typed(Ln(11_500, 0.6), Ln(450, 0.8), 0.3, 2.5, 10), retries: 0.04);

    public static SpendModel A3() => Single(30, Constant(2), CountLaw.Poisson, Typed(Ln(11_500, 2), null, 0, 2.5, 0));

    public static SpendModel A4() => Single(7, Constant(50), CountLaw.Poisson, Typed(
        DiscreteQuantity.Choice([500, 2_000, 8_000, 32_000, 128_000], [0.30, 0.35, 0.25, 0.08, 0.02]), null, 0, 3, 0));

    public static SpendModel B()
    {
        var inputs = new UncertainInputs();
        var growth = inputs.Add("", "traffic.growth_per_month", new NormalQuantity(0.03, 0.01));
        (double K, IQuantity In, IQuantity Out)[] classes = [(25, Ln(11_500, 0.6), Ln(450, 0.8)), (10, Ln(4_000, 1), Ln(800, 1)), (50, Ln(1_500, 0.5), Ln(150, 0.7))];
        return new SpendModel
        {
            Calendar = Calendar.OfMonths(Thursday, 12),
            Inputs = inputs,
            Classes = [.. classes.Select((c, i) => new TrafficClass($"class{i + 1}", new Traffic
            {
                Level = Constant(10_000),
                Growth = new Growth(growth, null),
                Rhythm = new Rhythm { Weekdays = Weekdays },
                Counts = CountLaw.NegativeBinomial(c.K),
            }))],
            Designs = [new DesignCost("base", [.. classes.Select(c => Cost(0.04, (0, Typed(c.In, c.Out, 0.3, 2.5, 10))))], [])],
        };
    }

    public static SpendModel C()
    {
        var inputs = new UncertainInputs();
        var change = inputs.Add("", "prices.change", DiscreteQuantity.Choice([1, 0.75], [0.5, 0.5]));
        var rows = File.ReadAllLines(Path.Combine(Shared.Repository, "tests/CostSim.Tests/Oracles/montecarlo/problems.md"))
            .SkipWhile(l => !l.StartsWith("class,volume", StringComparison.Ordinal)).Skip(1).TakeWhile(l => !l.StartsWith("```", StringComparison.Ordinal)).Select(l => l.Split(',')).ToList();
        var (classes, costs) = (new List<TrafficClass>(), new List<ClassCost>());
        foreach (var row in rows)
        {
            double Number(int i) => double.Parse(row[i], CultureInfo.InvariantCulture);
            var growth = inputs.Add(row[0], "traffic.growth_per_month", new NormalQuantity(Number(11), 0.012), 0.6);
            var adoption = inputs.Add(row[0], "traffic.adoption", Ln(1, 0.2), 0.3);
            classes.Add(new TrafficClass(row[0], new Traffic
            {
                Level = Constant(Number(1)),
                Adoption = adoption,
                Growth = new Growth(growth, null),
                Rhythm = row[12] == "yes" ? new Rhythm { Weekdays = Weekdays } : Rhythm.Flat,
                Counts = CountLaw.NegativeBinomial(Number(2)),
            }));
            costs.Add(Cost(
                Number(8),
                (0, Typed(Ln(Number(3), Number(4)), Ln(Number(5), Number(6)), Number(7), Number(9), Number(10))),
                (181, Typed(Ln(Number(3), Number(4)), Ln(Number(5), Number(6)), Number(7), Number(9), Number(10), change))));
        }

        return new SpendModel { Calendar = Calendar.OfMonths(Thursday, 12), Inputs = inputs, Classes = classes, Designs = [new DesignCost("base", costs, [])] };
    }

    public static IQuantity Ln(double mean, double cv) => LognormalQuantity.OfMean(mean, cv);

    public static Parameter Constant(double value) => Parameter.Of(value);

    public static TypedRequests Typed(IQuantity input, IQuantity? output, double correlation, double inputUsdPerMtok, double outputUsdPerMtok, Parameter? change = null) => new()
    {
        Input = new UncertainLaw(input),
        Output = new UncertainLaw(output ?? new ConstantQuantity(0)),
        Correlation = correlation,
        Alternatives = [new TypedAlternative(Parameter.One, [new TypedTier(0, true,
        [
            new TypedPart("fresh input", TypedUnit.InputToken, inputUsdPerMtok / 1e6, change is null ? [] : [change]),
            new TypedPart("output", TypedUnit.OutputToken, outputUsdPerMtok / 1e6, change is null ? [] : [change]),
        ])])],
    };

    public static ClassCost Cost(double retries, params (int From, RequestLaw Law)[] segments) => new()
    {
        Segments = [.. segments.Select(s => new CostSegment(s.From, s.Law))],
        Attempts = retries == 0 ? Attempts.Once : Attempts.Retries(Constant(retries)),
    };

    public static SpendModel Single(int days, Parameter level, CountLaw counts, RequestLaw law, double retries = 0) => new()
    {
        Calendar = new Calendar(Thursday, days),
        Inputs = new UncertainInputs(),
        Classes = [new TrafficClass("", new Traffic { Level = level, Counts = counts })],
        Designs = [new DesignCost("base", [Cost(retries, (0, law))], [])],
    };
}
