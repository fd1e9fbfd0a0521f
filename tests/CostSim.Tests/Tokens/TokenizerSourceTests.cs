using CostSim.Scenarios;
using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

public sealed class TokenizerSourceTests : IDisposable
{
    // All 256 bytes as the byte-level alphabet writes them, so that any text has tokens, and one merge: "ab" is token 256.
    private static readonly string Json = $$"""{ "model": { "type": "BPE", "vocab": { {{Bytes()}}, "ab": 256 }, "merges": ["a b"] }, "pre_tokenizer": { "type": "ByteLevel", "add_prefix_space": false, "use_regex": false } }""";

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-tokenizer").FullName;

    public TokenizerSourceTests() => File.WriteAllText(Path.Combine(folder, "tokenizer.json"), Json);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Measure_counts_by_a_tokenizer_file_beside_a_known_one()
    {
        File.WriteAllText(Path.Combine(folder, "a.txt"), "abab");

        var answer = await Cli.Run("measure", Path.Combine(folder, "a.txt"), "--tokenizer", $"o200k_base,{folder}/tokenizer.json", "--ids", "--format", "csv", "--store", "off");

        // "abab" is one token of o200k_base; here it is "ab" twice.
        Assert.Equal("", answer.Error);
        Assert.StartsWith($"{folder}/a.txt,4,4,1,2,1,.,,false,", answer.Output.Split('\n')[1], StringComparison.Ordinal);
        Assert.EndsWith(",256 256", answer.Output.Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer: { file: tokenizer.json }", "")]
    [InlineData("tokenizer: tokenizer.json", "")]
    [InlineData("tokenizer: { file: other.json }", "'other.json' is not a file in")]
    [InlineData("tokenizer: { path: tokenizer.json }", "tokenizer: must be a name or { file: tokenizer.json }, but is { path: tokenizer.json }")]
    [InlineData("tokenizer: o200k_bas", "unknown tokenizer 'o200k_bas'; did you mean 'o200k_base'?")]
    [InlineData("tokenizer: { file: broken.json }", "broken.json:1:2: error: is not valid JSON")]
    public async Task A_design_names_its_tokenizer_or_the_file_of_one(string line, string error)
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("  full: {", $"  full: {{ {line},", StringComparison.Ordinal));
        scenario.Write("tokenizer.json", Json);
        scenario.Write("broken.json", "nothing");

        var answer = await scenario.Run();

        Assert.Equal(error.Length == 0 ? 0 : 1, answer.Exit);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
        if (error.Length == 0)
            Assert.Contains("designs.full.tokenizer,\"tokenizer.json, exact\",typed", scenario.Result("assumptions.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai/gpt-4o", "o200k_base")]
    [InlineData("openai/gpt-4-turbo", "cl100k_base")]
    [InlineData("anthropic/claude-sonnet-4-5-20250929", "claude")]
    [InlineData("anthropic/claude-opus-4-7", "claude-opus-4-7")]
    [InlineData("google/gemini-2.5-flash", "gemini")]
    [InlineData("mistral/mistral-large-2512", "approximate")]
    [InlineData("typed prices", "o200k_base")]
    public void A_model_has_its_own_tokenizer_or_an_estimate(string model, string tokenizer) =>
        Assert.Equal(tokenizer, ModelTokenizers.OfModel(model));

    [Fact]
    public async Task The_error_of_a_closed_tokenizer_moves_the_bill_and_stands_among_the_assumptions()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("openai/gpt-4o", "anthropic/claude-sonnet-4-5-20250929", StringComparison.Ordinal)
            .Replace("system: prompts/system.md", "system: 20_000", StringComparison.Ordinal));

        var answer = await scenario.Run("-v");

        var drivers = scenario.Result("drivers.csv").Split('\n').Single(l => l.StartsWith("full,tokenizers.claude,", StringComparison.Ordinal));
        Assert.InRange(double.Parse(drivers.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture), 1e-6, 1);
        var assumption = scenario.Result("assumptions.csv").Split('\n').Single(l => l.StartsWith("tokenizers.claude,", StringComparison.Ordinal));
        // English prose alone: 1.05 / 1.16 and 1.28 / 1.16 of the estimate.
        Assert.Contains("factor on input tokens 0.91 to 1.10", assumption, StringComparison.Ordinal);
        Assert.Contains("VentureBeat", assumption, StringComparison.Ordinal);
        Assert.Contains("input tokens are an estimate for claude, off by -9 to +10 %", answer.Output.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_path_says_what_may_stand_there() =>
        Assert.Contains("'nope.json' is not a file; name a tokenizer.json, or one of o200k_base", Assert.Throws<Units.RuleException>(() => TokenizerSource.Get("nope.json")).Message, StringComparison.Ordinal);

    private static string Bytes()
    {
        var own = Enumerable.Range(0, 256).Where(b => b is >= 33 and <= 126 or >= 161 and <= 172 or >= 174).ToList();
        var others = Enumerable.Range(0, 256).Except(own).Select((b, i) => (b, (char)(256 + i)));
        var letters = own.Select(b => (b, (char)b)).Concat(others).Select(l => $"\"\\u{(int)l.Item2:X4}\": {l.Item1}");
        return string.Join(", ", letters);
    }
}
