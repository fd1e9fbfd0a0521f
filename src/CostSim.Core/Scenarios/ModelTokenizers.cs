using CostSim.Files;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Which tokenizer a model's provider counts with, from the table <c>models.yaml</c> that travels inside the tool.</summary>
internal static class ModelTokenizers
{
    // Typed prices name no model: the tokenizer of the most models that are known exactly.
    private const string Usual = "o200k_base";

    private static readonly Lazy<IReadOnlyList<(string Pattern, string Tokenizer)>> Table = new(Read);

    /// <summary>
    /// The tokenizer that a scenario names (a name, or <c>{ file: tokenizer.json }</c>), else the model's own; what is wrong is among the
    /// errors.
    /// </summary>
    public static ITokenizer Find(SettingsNode? named, string? model, Func<ScalarNode, Reading, string?> existing, Reading reading)
    {
        var found = reading.Errors.Try(named?.At ?? default, () => named switch
        {
            null => Tokenizers.Get(OfModel(model)),
            MapNode map => OfFile(map, existing, reading),
            ScalarNode path when TokenizerSource.IsPath(path.Value) => Read(path, existing, reading),
            _ => Tokenizers.Get(named.Text),
        });
        return found ?? Tokenizers.Get(Usual);
    }

    /// <summary>The name of a model's tokenizer; an estimate where the table does not know the model.</summary>
    public static string OfModel(string? model) =>
        Table.Value.Where(row => Matches(row.Pattern, model ?? "")).Select(row => row.Tokenizer).FirstOrDefault()
        ?? (model?.Contains('/', StringComparison.Ordinal) == true ? "approximate" : Usual);

    private static ITokenizer OfFile(MapNode map, Func<ScalarNode, Reading, string?> existing, Reading reading)
    {
        if (map.Entries is [{ Key: "file", Value: ScalarNode file }])
            return Read(file, existing, reading);
        throw new RuleException("tokenizer", $"must be a name or {{ file: tokenizer.json }}, but is {map.Text}");
    }

    // After an error a tokenizer is used instead, so that the others are found too.
    private static ITokenizer Read(ScalarNode file, Func<ScalarNode, Reading, string?> existing, Reading reading) =>
        existing(file, reading) is { } path ? TokenizerSource.Read(file.Value, path) : Tokenizers.Get(Usual);

    // The only wildcard is * at the end: openai/gpt-4o* matches every name that starts so.
    private static bool Matches(string pattern, string model) => pattern.EndsWith('*')
        ? model.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : model.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<(string, string)> Read()
    {
        using var text = new StreamReader(typeof(ModelTokenizers).Assembly.GetManifestResourceStream("models.yaml")!);
        var table = Yaml.ReadMap("models.yaml", text);
        return [.. ((ListNode)table.Find("tokenizers")!).Items.Cast<MapNode>().SelectMany(row =>
            ((ListNode)row.Find("models")!).Items.Select(m => (m.Text, row.Find("tokenizer")!.Text)))];
    }
}
