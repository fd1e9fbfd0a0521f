using CostSim.Files;

namespace CostSim.Tests.Files;

public sealed class SettingsPathTests
{
    private static readonly MapNode Scenario = Yaml.ReadMap("s.yaml", new StringReader(
        """
        traffic: { requests_per_day: 10 }
        documents: [a, b]
        designs:
          full: { context: whole-document }
          rag: { context: top-chunks }
        names: { v1.5: { x: 1 }, v1: { x: 1 } }
        """));

    [Theory]
    [InlineData("traffic.requests_per_day", "500", "{ requests_per_day: 500 }", "traffic")]
    [InlineData("traffic.growth_per_month", "2%", "{ requests_per_day: 10, growth_per_month: 2% }", "traffic")]
    [InlineData("documents[1]", "c", "[a, c]", "documents")]
    [InlineData("designs.rag.context.k", "8", "{ full: { context: whole-document }, rag: { context: { kind: top-chunks, k: 8 } } }", "designs")]
    [InlineData("designs.*.model", "m", "{ full: { context: whole-document, model: m }, rag: { context: top-chunks, model: m } }", "designs")]
    [InlineData("names.v1.5.x", "2", "{ v1.5: { x: 2 }, v1: { x: 1 } }", "names")]
    [InlineData("names.v1.x", "2", "{ v1.5: { x: 1 }, v1: { x: 2 } }", "names")]
    [InlineData("budget.usd_per_month", "9", "{ usd_per_month: 9 }", "budget")]
    public void A_value_is_set_where_the_path_says(string path, string value, string expected, string top) =>
        Assert.Equal(expected, SettingsPath.Parse(path).Set(Scenario, new ScalarNode(Location.Of("--set"), value)).Find(top)!.Text);

    [Theory]
    [InlineData("documents[7]", "documents: has 2 items, counted from [0]")]
    [InlineData("documents.x", "documents: is a list; name an item as [0]")]
    [InlineData("traffic[0]", "traffic: is not a list")]
    [InlineData("a..b", "is not a path")]
    [InlineData("a[", "is not a path")]
    public void A_path_that_leads_nowhere_is_refused(string path, string reason)
    {
        var refused = Assert.Throws<InputException>(() => SettingsPath.Parse(path).Set(Scenario, new ScalarNode(Location.Of("--set"), "1")));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
