using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

public sealed class NotesTests
{
    private const string Text =
        """
        requests: { input: { mean: 900 to 1_100, cv: 0.4 }, output: 300 }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        designs: { base: {} }
        traffic: { requests_per_day: 80 to 120, growth_per_month: 1% to 5%, weekdays: [1, 1, 1, 1, 1, 0.4, 0.3] }
        notes:
          traffic: fitted to september.csv
          traffic.growth_per_month: sales plan
          requests.output: "Measured: 200 answers"

        """;

    [Theory]
    [InlineData("traffic.requests_per_day", Origin.Fitted, "fitted to september.csv")]
    [InlineData("traffic.weekdays", Origin.Fitted, "fitted to september.csv")]
    [InlineData("traffic.growth_per_month", Origin.Typed, "sales plan")]
    [InlineData("traffic.adoption", Origin.Default, null)]
    [InlineData("requests.output", Origin.Measured, "Measured: 200 answers")]
    [InlineData("requests.input", Origin.Typed, null)]
    public void A_note_on_a_section_stands_beside_what_was_written_in_it_and_says_how_it_is_known(string path, Origin origin, string? note)
    {
        var scenario = ScenarioFile.Parse(Text);

        Assert.Equal(origin, scenario.Ledger.All.Single(a => a.Path == path).Origin);
        Assert.Equal(note, scenario.Notes.GetValueOrDefault(path));
    }

    [Fact]
    public void A_note_on_nothing_is_refused_with_its_place()
    {
        var refused = Assert.Throws<InputException>(() => ScenarioFile.Parse(Text + "  traffic.growth: sales plan\n"));

        Assert.Contains("notes: 'traffic.growth' is not a value of this scenario", Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
    }
}
