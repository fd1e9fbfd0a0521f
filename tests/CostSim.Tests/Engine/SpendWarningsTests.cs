using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Tests.Engine;

/// <summary>Each warning appears where it should, and not where it should not.</summary>
public sealed class SpendWarningsTests
{
    [Fact]
    public void Too_few_trials_for_a_percentile_are_said_with_the_number_to_take()
    {
        // 4,096 trials leave 4 beyond P99.9; 50 are wanted, which is 50,000 trials.
        Assert.Contains(Of(Uncertain(0.2), 4_096, 99.9), w => w.Contains("P99.9 rests on 4 of 4,096 trials; take --trials 50,000", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(Uncertain(0.2), 65_536, 99.9), w => w.Contains("rests on", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cost_with_two_typical_levels_says_that_its_median_is_not_typical()
    {
        Assert.Contains(Of(TwoPrices(0.4)), w => w.Contains("two typical levels", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(TwoPrices(0.99)), w => w.Contains("two typical levels", StringComparison.Ordinal));
    }

    [Fact]
    public void A_comb_of_few_active_days_and_a_bar_at_one_end_are_not_two_levels()
    {
        Assert.False(SpendWarnings.HasTwoHumps(Curve(0.2, 0.3, 0.3, 0.2)));
        Assert.False(SpendWarnings.HasTwoHumps(Curve(0.05, 0.95)));
        Assert.True(SpendWarnings.HasTwoHumps(Curve(0.4, 0.6)));

        // Narrow humps of the given shares, evenly apart.
        static IReadOnlyList<CurvePoint> Curve(params double[] shares)
        {
            double Density(double x) => shares.Select((s, i) => s * Elementary.NormalDensity((x - (i + 1.0) / (shares.Length + 1)) / 0.02)).Sum() / 0.02;
            double Below(double x) => shares.Select((s, i) => s * Elementary.NormalCdf((x - (i + 1.0) / (shares.Length + 1)) / 0.02)).Sum();
            return [.. Enumerable.Range(0, 101).Select(i => new CurvePoint(i / 100.0, Below(i / 100.0), Density(i / 100.0)))];
        }
    }

    [Fact]
    public void Months_that_the_horizon_cuts_are_no_levels_of_a_months_cost()
    {
        // 30 days from 10 June: 21 in June and 9 in July. With two prices the horizon alone has two levels.
        Calendar cut = new(new DateOnly(2026, 6, 10), 30);
        var plain = Problems.Single(30, Problems.Constant(1_000), CountLaw.Poisson, Problems.Typed(Problems.Ln(3_000, 0.5), null, 0, 2.5, 0)) with { Calendar = cut };

        Assert.DoesNotContain(Of(plain), w => w.Contains("two typical levels", StringComparison.Ordinal));
        Assert.Contains("over the horizon", Assert.Single(Of(TwoPrices(0.4) with { Calendar = cut }), w => w.Contains("two typical levels", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_logged_length_says_that_its_tail_ends_with_the_log()
    {
        var logged = DiscreteQuantity.Empirical([100, 7_400]);
        Assert.Contains(Of(Single(logged)), w => w.Contains("no simulated length passes the longest logged one, 7,400 tokens", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(Single(Problems.Ln(3_000, 0.5))), w => w.Contains("logged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_typed_length_whose_mean_is_taken_as_known_says_so()
    {
        Assert.Contains(Of(Single(Problems.Ln(3_000, 0.5))), w => w.Contains("its mean is taken as known", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(Single(new ConstantQuantity(3_000))), w => w.Contains("taken as known", StringComparison.Ordinal));
    }

    [Fact]
    public void An_input_that_alone_moves_the_cost_twofold_is_named()
    {
        // p90/p10 of a lognormal of CV 0.5 is exp(2.563 x 0.472) = 3.4; of CV 0.1 it is 1.3.
        Assert.Contains(Of(Uncertain(0.5)), w => w.Contains("traffic.adoption alone moves the cost by more than a factor of two", StringComparison.Ordinal));
        Assert.DoesNotContain(Of(Uncertain(0.1)), w => w.Contains("factor of two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interval_that_rests_on_defaults_says_on_which()
    {
        const string mostlyDefault = """
            scenario: bare
            start: 2027-01-01
            months: 1
            designs: { base: {} }
            requests: { input: 1_000, output: 0 }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 1_000 }
            """;
        using var bare = new SmallScenario(mostlyDefault);
        using var typed = new SmallScenario(mostlyDefault.Replace("requests_per_day: 1_000", "requests_per_day: 1_000, counts: typical", StringComparison.Ordinal));

        Assert.Contains("from defaults (traffic.counts)", (await bare.Run("-v")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("from defaults", (await typed.Run("-v")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("requests_per_day: 1_000", "requests_per_day: 0", "no request is simulated: traffic is zero on every day")]
    [InlineData("{ mean: 300 to 500, cv: 0.5 }", "{ mean: 400, cv: 0.5 }", "full and 1 more: the mean of answer is taken as known")]
    [InlineData("requests_per_day: 1_000", "requests_per_day: 500 to 2_000", "full and 1 more: traffic.requests_per_day alone moves the cost by more than a factor of two")]
    public async Task What_a_scenario_leaves_open_or_empty_is_said_once_of_all_designs(string right, string wrong, string warning)
    {
        using var sound = new SmallScenario();
        using var scenario = new SmallScenario(SmallScenario.Text.Replace(right, wrong, StringComparison.Ordinal));

        var warnings = Warnings(await scenario.Run("--format", "json"));

        Assert.Single(warnings, w => w.Contains(warning.Split(": ")[1], StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains(warning, StringComparison.Ordinal));
        Assert.DoesNotContain(Warnings(await sound.Run("--format", "json")), w => w.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_designs_than_are_compared_pair_by_pair_are_told_and_a_chosen_one_is_compared()
    {
        var many = string.Join("\n", Enumerable.Range(0, 13).Select(i => $"  d{i}: {{ model: openai/gpt-4o{(i % 2 == 0 ? "" : "-mini")} }}"));
        const string head = "scenario: many\nstart: 2027-01-01\nmonths: 2\nrequests: { input: 1_000, output: 100 }\nprices: { as_of: 2026-11-01 }\ntraffic: { requests_per_day: 100 }\n";
        using var open = new SmallScenario($"{head}designs:\n{many}");
        using var chosen = new SmallScenario($"{head}chosen: d0\ndesigns:\n{many}");

        Assert.Contains(Warnings(await open.Run("--format", "json")), w => w.Contains("of 13 designs none is compared with the others", StringComparison.Ordinal));
        Assert.Single(open.Result("compare.csv").TrimEnd().Split('\n'));
        Assert.Contains(Warnings(await chosen.Run("--format", "json")), w => w.Contains("of 13 designs only 'd0' is compared with the others", StringComparison.Ordinal));
        // A header and twelve pairs.
        Assert.Equal(13, chosen.Result("compare.csv").TrimEnd().Split('\n').Length);
    }

    private static string[] Warnings(Cli.Answer answer) => answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [InlineData(", volatility: 6%", false)]
    [InlineData("", true)]
    public async Task An_old_rate_of_exchange_is_told_unless_it_says_how_far_it_may_move(string volatility, bool told)
    {
        using var scenario = new SmallScenario(SmallScenario.Text + $"\ncurrency: MYR\nfx: {{ MYR: [{{ from: 2026-06-01, per_usd: 4.10{volatility} }}] }}");

        Assert.Equal(told, (await scenario.Run("--format", "json")).Error.Contains("fx.MYR: the rate of 2026-06-01 is 214 days old", StringComparison.Ordinal));

        // What the rate moves stands beside what was typed.
        var row = scenario.Result("assumptions.csv").Split('\n').FirstOrDefault(l => l.StartsWith("fx.MYR[0].volatility,6%", StringComparison.Ordinal));
        Assert.Equal(told, row is null);
        Assert.True(row is null || row.Split(',')[7].Length > 0, row);
    }

    private static IReadOnlyList<string> Of(SpendModel model, int trials = 4_096, double percentile = 50) =>
        Spend.Simulate(model, new SpendOptions { Trials = trials, PreferPoints = true, Percentiles = [new Percentile(percentile)] }).Warnings;

    private static SpendModel Single(IQuantity input) => Problems.Single(30, Problems.Constant(1_000), CountLaw.Poisson, Problems.Typed(input, null, 0, 2.5, 0));

    private static SpendModel Uncertain(double cv)
    {
        var inputs = new UncertainInputs();
        return Problems.Single(30, inputs.Add("", "traffic.adoption", Problems.Ln(1_000, cv)), CountLaw.Poisson, Problems.Typed(Problems.Ln(3_000, 0.5), null, 0, 2.5, 0)) with { Inputs = inputs };
    }

    private static SpendModel TwoPrices(double second)
    {
        var inputs = new UncertainInputs();
        var change = inputs.Add("", "prices.change", DiscreteQuantity.Choice([1, second], [0.5, 0.5]));
        return Problems.Single(30, Problems.Constant(1_000), CountLaw.NegativeBinomial(5), Problems.Typed(Problems.Ln(3_000, 0.5), null, 0, 2.5, 0, change)) with { Inputs = inputs };
    }
}
