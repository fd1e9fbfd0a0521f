namespace CostSim.Tests.Packaging;

/// <summary>The example of docs/library.md is compiled with the tests, runs, and prints what the page says.</summary>
public sealed class LibraryExampleTests
{
    private static readonly string Page = Path.Combine(Shared.Repository, "docs", "library.md");

    [Fact]
    public void The_example_of_the_page_is_the_one_that_is_compiled()
    {
        var lines = File.ReadAllLines(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Packaging", "LibraryExample.cs"));
        var body = lines.SkipWhile(l => l.Trim() != "// example").Skip(1).TakeWhile(l => l.Trim() != "// end").Select(l => l.Length > 8 ? l[8..] : "");
        var usings = lines.Where(l => l.StartsWith("using ", StringComparison.Ordinal));

        // This project lives inside CostSim's name space, so the file needs no using of it; a reader's program does.
        Assert.Equal(string.Join('\n', usings.Prepend("using CostSim;").Append("").Concat(body)) + "\n", Block("csharp"));
    }

    [Fact]
    public void The_example_prints_what_the_page_says()
    {
        var (console, printed) = (Console.Out, new StringWriter { NewLine = "\n" });
        try
        {
            Console.SetOut(printed);
            LibraryExample.Run();
        }
        finally
        {
            Console.SetOut(console);
        }

        // 7 tokens; 11,507 x $2.50 / 1e6 + 400 x $10 / 1e6 = 0.0287675 + 0.004 = $0.0327675.
        Assert.StartsWith("7 tokens, $0.0327675 a request; P50 $", printed.ToString(), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
            File.WriteAllText(Page, File.ReadAllText(Page).Replace($"```text\n{Block("text")}```", $"```text\n{printed}```", StringComparison.Ordinal));
        Assert.Contains($"```text\n{printed}```", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_read_from_text_is_the_one_read_from_its_file()
    {
        using var scenario = new SmallScenario();
        var text = File.ReadAllText(Path.Combine(scenario.Folder, "scenario.yaml"));
        var options = new CostSim.Scenarios.LoadOptions();

        var parsed = Simulation.Run(CostSim.Scenarios.ScenarioFile.Parse(text, scenario.Folder));
        var loaded = Simulation.Run(CostSim.Scenarios.ScenarioFile.Load(scenario.Folder, options));

        Assert.Equal(loaded.Scenario.Files, parsed.Scenario.Files);
        Assert.Equal(loaded.Designs.Select(d => d.Spend.Bill.Pooled.P90), parsed.Designs.Select(d => d.Spend.Bill.Pooled.P90));
        Assert.Equal((loaded.Scenario.Seed, loaded.Spend.Trials), (7ul, parsed.Spend.Trials));
    }

    [Fact]
    public void Errors_of_a_scenario_from_text_name_line_and_column() =>
        Assert.StartsWith("scenario.yaml:2:", Assert.Throws<CostSim.Files.InputException>(() => CostSim.Scenarios.ScenarioFile.Parse("designs: { a: { model: openai/gpt-4o } }\ntraffic: { requests_per_day: many }\nrequests: { input: 1, output: 1 }\n")).Errors[0].ToString(), StringComparison.Ordinal);

    private static string Block(string language)
    {
        var page = File.ReadAllText(Page);
        var from = page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return page[from..page.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
