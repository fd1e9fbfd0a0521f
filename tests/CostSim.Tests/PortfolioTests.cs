using CostSim.Answers;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests;

/// <summary>Scenarios forecast together.</summary>
public sealed class PortfolioTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-portfolio-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Means_add_and_members_without_a_common_cause_have_variances_that_add()
    {
        Member("a", "growth_per_month: 1% to 5%");
        Member("b", "adoption: { lognormal: { mean: 1, cv: 0.2 } }");
        var together = Run("portfolio: { a: a.yaml, b: b.yaml }");

        var (sum, a, b) = (together.Designs[0].Spend.Bill.Total, together.Designs[1].Spend.Bill.Total, together.Designs[2].Spend.Bill.Total);
        Assert.Equal(a.Mean + b.Mean, sum.Mean, sum.Mean * 1e-9);
        // Var(A + B) = Var A + Var B; the outer law is quadrature on 64 x 64 nodes together, on 256 alone.
        Assert.Equal(Math.Sqrt((a.StandardDeviation * a.StandardDeviation) + (b.StandardDeviation * b.StandardDeviation)), sum.StandardDeviation, sum.StandardDeviation * 1e-4);
        Assert.True(sum.P90 < a.P90 + b.P90, "percentiles do not add");
    }

    [Fact]
    public void A_price_change_of_the_portfolio_moves_all_members_by_one_draw()
    {
        Member("a", "counts: fixed");
        Member("b", "counts: fixed");
        var together = Run("portfolio: { a: a.yaml, b: b.yaml }\nprices: { change: [{ from: 2027-01-01, factor: { choice: { values: [1, 0.5], shares: [0.5, 0.5] } } }] }");

        // Two equal members that move as one: the sd of the sum is the sum of the sds, but for the spread of the lengths.
        var (sum, a) = (together.Designs[0].Spend.Bill.Total, together.Designs[1].Spend.Bill.Total);
        Assert.Equal(2 * a.StandardDeviation, sum.StandardDeviation, sum.StandardDeviation * 1e-3);
        Assert.Contains(together.Recommended.Spend.Drivers, d => d.Input.StartsWith("prices.change", StringComparison.Ordinal) && d.Share > 0.99);
    }

    [Fact]
    public void What_each_member_does_not_know_is_its_own()
    {
        Member("a", "growth_per_month: 1% to 5%");
        Member("b", "growth_per_month: 1% to 5%");
        var together = Run("portfolio: { a: a.yaml, b: b.yaml }");

        Assert.Equal(["a", "b"], together.Scenario.Inputs.All.Select(i => i.Scope));
        // Equal and independent: the sd of the sum is sqrt 2 of one.
        var (sum, a) = (together.Designs[0].Spend.Bill.Total, together.Designs[1].Spend.Bill.Total);
        Assert.Equal(Math.Sqrt(2) * a.StandardDeviation, sum.StandardDeviation, sum.StandardDeviation * 1e-4);
    }

    [Fact]
    public void Without_a_cache_a_portfolio_costs_what_its_members_cost_without_theirs()
    {
        var company = Simulation.Run(ScenarioFile.Load(Path.Combine(Shared.Repository, "scenarios", "company"), new LoadOptions()));
        var designs = OutcomeReport.Of(company).Sections.SelectMany(s => s.Blocks).OfType<WhatIf>().Single().Designs;

        var (together, members) = (designs[0], designs.Skip(1).ToList());
        Assert.Equal("portfolio", together.Design);
        Assert.True(together.Mean(1, 1, 0) > together.Mean(1, 1), "a cache that serves nothing makes one member dearer, so also the whole");
        // The members are simulated apart from the whole: their means agree but for the error of a few thousand trials.
        foreach (var share in new double?[] { null, 0, 1 })
            Assert.Equal(members.Sum(m => m.Mean(1, 1, share)), together.Mean(1, 1, share), together.Mean(1, 1) * 1e-3);
    }

    [Fact]
    public void Members_of_other_horizons_are_refused_unless_the_portfolio_states_one()
    {
        Member("a", "counts: fixed");
        File.WriteAllText(Path.Combine(folder, "b.yaml"), File.ReadAllText(Path.Combine(folder, "a.yaml")).Replace("months: 2", "months: 3", StringComparison.Ordinal));

        var refused = Assert.Throws<InputException>(() => Run("portfolio: { a: a.yaml, b: b.yaml }"));
        Assert.Contains("state start and months in the portfolio", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, Run("months: 4\nportfolio: { a: a.yaml, b: b.yaml }").Scenario.Calendar.Months.Count);
    }

    [Theory]
    [InlineData("portfolio: { a: nowhere.yaml }", "scenario.yaml:1:17: error: a: 'nowhere.yaml' does not exist; write the path relative to the portfolio")]
    [InlineData("portfolio: { a: a.yaml }\ndesigns: { x: {} }", "scenario.yaml:2:1: error: designs: cannot be combined with portfolio; state it in the scenarios that the portfolio names")]
    [InlineData("portfolio: {}", "portfolio: names no scenario; write it as 'portfolio: { qa: ../contract-qa, bot: ../support-bot }'")]
    [InlineData("portfolio: { a: { design: base } }", "scenario: is missing in portfolio.a; give the path of a scenario")]
    [InlineData("portfolio: { a: { scenario: a.yaml, design: bse } }", "is not a design of")]
    [InlineData("portfolio: { a: scenario.yaml }", "a: 'scenario.yaml' is a portfolio itself; name its scenarios here")]
    public void What_is_no_portfolio_is_refused_with_its_place(string text, string error)
    {
        Member("a", "counts: fixed");

        var refused = Assert.Throws<InputException>(() => Run(text));
        Assert.Contains(refused.Errors, e => e.ToString().Contains(error, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_choice_the_recommended_design_is_in_the_sum_and_the_answer_says_so()
    {
        File.WriteAllText(Path.Combine(folder, "a.yaml"),
            """
            start: 2027-01-01
            months: 1
            requests: { context: 1_000, output: 100 }
            prices: { inline: { input_usd_per_mtok: 2, output_usd_per_mtok: 10 } }
            designs: { dear: { system: 5_000 }, cheap: {} }
            traffic: { requests_per_day: 100 }
            """);
        var together = Run("portfolio: { a: a.yaml }");

        Assert.Equal("a: cheap", together.Designs[1].Design.Name);
        Assert.Contains("a: no design is chosen; the recommended one, cheap, is in the sum", together.Warnings);
    }

    [Fact]
    public void A_value_of_a_member_names_the_member_and_the_file_and_what_the_portfolio_says_its_own()
    {
        Member("a", "growth_per_month: 1% to 5%");
        Member("b", "counts: fixed");
        var together = Run("portfolio: { a: a.yaml, b: b.yaml }\nsimulation: { trials: 256 }\nmonths: 3");

        Assert.Equal("a/a.yaml", together.Scenario.Ledger.All.Single(v => v.Path == "a.traffic.growth_per_month").FileName);
        Assert.Equal("b/b.yaml", together.Scenario.Ledger.All.Single(v => v.Path == "b.traffic.counts").FileName);
        Assert.Equal("scenario.yaml", together.Scenario.Ledger.All.Single(v => v.Path == "a.months").FileName);
    }

    [Fact]
    public void A_design_that_a_member_lacks_is_refused_where_the_portfolio_names_it()
    {
        Member("a", "counts: fixed");
        Member("b", "counts: fixed");

        var refused = Assert.Throws<InputException>(() => Run("portfolio:\n  a: a.yaml\n  b: { scenario: b.yaml, design: bas }"));

        Assert.Equal(("scenario.yaml", 3), (Path.GetFileName(refused.Errors[0].At.File), refused.Errors[0].At.Line));
        Assert.StartsWith("b: 'bas' is not a design of ", refused.Errors[0].Message, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'base'?", refused.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_and_tags_of_a_portfolio_are_its_own_and_checked()
    {
        Member("a", "growth_per_month: 1% to 5%");
        Member("b", "counts: fixed");
        var together = Run("portfolio: { a: a.yaml, b: b.yaml }\nnotes: { a.traffic.growth_per_month: sales plan }\ntags: { cost_center: A1 }");

        Assert.Equal("sales plan", together.Scenario.Notes["a.traffic.growth_per_month"]);
        Assert.Equal("A1", together.Scenario.Tags["cost_center"]);
        Assert.Contains("did you mean 'a.traffic.growth_per_month'?",
            Assert.Throws<InputException>(() => Run("portfolio: { a: a.yaml, b: b.yaml }\nnotes: { a.traffic.growth_per_mnth: sales plan }")).Message, StringComparison.Ordinal);
    }

    private void Member(string name, string traffic) => File.WriteAllText(Path.Combine(folder, $"{name}.yaml"),
        $$"""
        start: 2027-01-01
        months: 2
        requests: { input: { lognormal: { mean: 1000, cv: 0.5 } }, output: 0 }
        prices: { inline: { input_usd_per_mtok: 2, output_usd_per_mtok: 0 } }
        designs: { base: {} }
        traffic: { requests_per_day: 10_000, {{traffic}} }
        """);

    private Result Run(string text)
    {
        File.WriteAllText(Path.Combine(folder, "scenario.yaml"), text);
        return Simulation.Run(ScenarioFile.Load(folder, new LoadOptions()), new SpendOptions { Trials = 1024 });
    }
}
