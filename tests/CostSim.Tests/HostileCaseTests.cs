using CostSim.Cli;

namespace CostSim.Tests;

/// <summary>Inputs that once ended in an unhandled exception, a hang or nonsense. Each is an answer, or an error with file and remedy.</summary>
public sealed class HostileCaseTests : IDisposable
{
    private static readonly string Cases = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "hostile");

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-hostile-").FullName;

    public HostileCaseTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        Directory.CreateDirectory(Path.Combine(folder, "prompts"));
        File.WriteAllText(Path.Combine(folder, "documents", "lease.md"), "# Lease\n\nThe term is five years.\n");
        File.WriteAllText(Path.Combine(folder, "prompts", "system.md"), "Answer from the document.");
        File.WriteAllText(Path.Combine(folder, "questions.jsonl"), "{\"id\":\"q1\",\"question\":\"What is the term?\",\"document\":\"lease.md\",\"references\":[\"The term is five years.\"]}\n");
        File.WriteAllText(Path.Combine(folder, "overlay.yaml"), "credits: [{ name: c, usd: 100 }]\n");
    }

    public static TheoryData<string> Scenarios => [.. Directory.GetFiles(Cases, "scenario-*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Logs => [.. Directory.GetFiles(Path.Combine(Cases, "logs")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Scenarios))]
    public async Task A_mutated_scenario_is_an_answer_or_an_error(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Cases, name));
        var verb = text.StartsWith("# capacity", StringComparison.Ordinal) ? "capacity" : "run";
        var path = Path.Combine(folder, "scenario.yaml");
        await File.WriteAllTextAsync(path, text);

        Judge(await Cli.Run([verb, path, "--store", "off", "-q", .. verb == "run" ? new[] { "-o", Path.Combine(folder, "out") } : []]), "scenario.yaml", "overlay.yaml");
    }

    [Theory, MemberData(nameof(Logs))]
    public async Task A_mutated_log_is_an_answer_or_an_error(string name) => Judge(await Cli.Run("fit", Path.Combine(Cases, "logs", name)), name);

    [Theory]
    [InlineData("tk1.json")]
    [InlineData("tk2.json")]
    public async Task A_tokenizer_with_values_of_another_type_is_an_error(string name) =>
        Judge(await Cli.Run("measure", Path.Combine(folder, "documents"), "--store", "off", "--tokenizer", Path.Combine(Cases, name)), name);

    [Fact]
    public async Task A_time_beyond_any_clock_is_an_error() =>
        Judge(await Cli.Run("capacity", "--replay", Path.Combine(Cases, "arr.csv"), "--limits", Path.Combine(Cases, "lim.yaml")), "arr.csv");

    [Theory]
    [InlineData("scenario.yaml", "traffic: { requests_per_day: 800\ndesigns: { a: {} }\n", "scenario.yaml:1:28: error: is not valid YAML from here on")]
    [InlineData("scenario.yaml", "scenario: \"a\\e[31mb\"\n", "scenario.yaml:1:11: error: holds the control character U+001B")]
    [InlineData("scenario.yaml", "\"a\\nb\": 1\n", "scenario.yaml:1:1: error: holds the control character U+000A")]
    public async Task Text_that_is_not_YAML_or_holds_escape_sequences_is_an_error_with_its_place(string name, string text, string error)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, name), text);

        var answer = await Cli.Run("run", Path.Combine(folder, name), "-o", "-");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_in_a_table_does_not_lead_out_of_the_price_book()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "t.json"), """{"../evil/x":{"litellm_provider":"../evil","mode":"chat","input_cost_per_token":1e-6,"output_cost_per_token":1e-6}}""");

        var answer = await Cli.Run("prices", "import", "litellm", Path.Combine(folder, "t.json"), "--as-of", "2026-11-25", "-o", Path.Combine(folder, "k", "b"));

        Assert.InRange(answer.Exit, 0, 1);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder, "*evil*", SearchOption.AllDirectories), f => !f.StartsWith(Path.Combine(folder, "k", "b"), StringComparison.Ordinal));
    }

    private static void Judge(Cli.Answer answer, params string[] files)
    {
        Assert.InRange(answer.Exit, App.Fine, App.Inconclusive);
        Assert.DoesNotContain(Failures.Fault, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter '", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\w)(NaN|Infinity)(?!\w)", answer.Output);
        if (answer.Exit == App.CouldNotAnswer)
            Assert.Contains(files, f => answer.Error.Contains(f, StringComparison.Ordinal) || answer.Error.Contains(": error: ", StringComparison.Ordinal));
    }
}
