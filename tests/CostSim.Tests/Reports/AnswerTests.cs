using System.Collections.Concurrent;
using CostSim.Answers;
using CostSim.Cli;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Reports;

public sealed class AnswerTests
{
    public static TheoryData<string> Scenarios => [.. Directory.GetDirectories(Path.Combine(Shared.Repository, "scenarios")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Scenarios))]
    public void The_answer_of_every_shipped_scenario_has_at_most_25_lines_of_80_columns(string scenario)
    {
        var result = Run(scenario);
        foreach (var style in new[] { new AnswerStyle(), new AnswerStyle(Drawn: true) })
        {
            var lines = Answer.Lines(result, "out/report.html", style);

            Assert.InRange(lines.Count, 8, 25);
            Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 0, 80));
            Assert.All(result.Designs, d => Assert.Contains(lines, line => line.StartsWith(d.Design.Name + "  ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_warning_is_shown_whole_or_counted()
    {
        var result = Run("support-capacity");
        var lines = Answer.Lines(result, "out/report.html");
        var text = string.Join(' ', lines.Select(l => l.Trim()));

        foreach (var line in lines.Where(l => l.StartsWith("! ", StringComparison.Ordinal)))
            Assert.True(line.EndsWith("in all: -v shows them", StringComparison.Ordinal) || Answer.Warnings(result).Any(w => w.StartsWith(line[2..], StringComparison.Ordinal) && text.Contains(w, StringComparison.Ordinal)), line);
    }

    [Fact]
    public void A_terminal_that_draws_gets_the_course_of_the_months_and_with_v_their_spread()
    {
        var result = Run("support-capacity");

        Assert.DoesNotContain(Answer.Lines(result, null, new AnswerStyle(All: true)), line => line.Contains('█', StringComparison.Ordinal));
        var drawn = Answer.Lines(result, null, new AnswerStyle(Drawn: true, All: true));
        // Twelve months that grow by 3 %: short February is the lowest, the last is the highest.
        var course = Assert.Single(drawn, line => line.StartsWith("Months (P50): ", StringComparison.Ordinal));
        var blocks = course.Split(": ")[1].Split(' ')[0];
        Assert.Equal((12, '▁', '█'), (blocks.Length, blocks[1], blocks[^1]));
        Assert.InRange(drawn.Count(line => line.EndsWith(" %", StringComparison.Ordinal) && line.Contains('█', StringComparison.Ordinal)), 3, 8);
    }

    [Fact]
    public void A_narrow_terminal_drops_columns_before_it_cuts_names()
    {
        // 12 letters, P50, P90, the budget and recall need 49 columns; the cost of a request would make it 60.
        var lines = Answer.Lines(Run("contract-qa"), null, new AnswerStyle(54));

        Assert.Contains(lines, line => line.StartsWith("full-context  ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("$/request", StringComparison.Ordinal));
    }

    [Fact]
    public void With_v_each_quantity_is_said_as_it_was_read_with_its_place()
    {
        var text = string.Join(' ', Answer.Lines(Run("from-log-to-landing"), null, new AnswerStyle(All: true)).Select(l => l.Trim()));

        Assert.Contains("- traffic.growth_per_month: normal, mean 0.03, p5 0.01, p95 0.05 (typed, sales plan)", text, StringComparison.Ordinal);
        // The file says 67.42 to 97.54, a 90 % interval.
        Assert.Matches(@"- traffic\.requests_per_day: lognormal, mean [0-9.]+, p5 67\.42, p95 97\.54 \(fitted to usage-september\.csv\)", text);
        Assert.DoesNotContain("How each quantity was read", string.Join(' ', Answer.Lines(Run("from-log-to-landing"), null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    public void A_narrow_terminal_breaks_sentences_and_never_numbers(int width)
    {
        var lines = Answer.Lines(Run("support-capacity"), null, new AnswerStyle(width));

        Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 0, width));
        Assert.Contains(lines, line => line.Contains("$9,6", StringComparison.Ordinal) || line.Contains("$9,7", StringComparison.Ordinal));
    }

    [Fact]
    public void Colour_marks_warnings_and_the_design_that_is_built_and_a_pipe_gets_none()
    {
        var coloured = Terminal.Plain with { Colours = true };

        Assert.Equal("\e[33m! quality is not measured\e[0m", coloured.Show("! quality is not measured", "production"));
        Assert.Equal("\e[1mproduction  11,950\e[0m", coloured.Show("production  11,950", "production"));
        Assert.Equal("production costs", coloured.Show("production costs", "production"));
        Assert.Equal("! quality is not measured", Terminal.Plain.Show("! quality is not measured", "production"));
        Assert.Equal(Terminal.Plain, Terminal.Of(new StringWriter()));
    }

    [Theory]
    [InlineData(0, 80)]
    [InlineData(20, 40)]
    [InlineData(66, 66)]
    [InlineData(200, 80)]
    public void The_width_is_that_of_the_window_within_what_reads_well(int window, int width) => Assert.Equal(width, Terminal.WidthOf(window));

    // A scenario with limits takes seconds, and several tests read the same result.
    private static readonly ConcurrentDictionary<string, Lazy<Result>> Results = new();

    private static Result Run(string scenario) => Results.GetOrAdd(scenario, name => new Lazy<Result>(() =>
        Simulation.Run(ScenarioFile.Load(Path.Combine(Shared.Repository, "scenarios", name), new LoadOptions()) with { Trials = 256 }))).Value;
}
