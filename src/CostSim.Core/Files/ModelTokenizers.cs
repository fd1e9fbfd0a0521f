using CostSim.Settings;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Files;

/// <summary>Which tokenizer a model's provider counts with, from the table <c>models.yaml</c> that travels inside the tool.</summary>
public static class ModelTokenizers
{
    private const string Unknown = "o200k_base";

    private static readonly Lazy<IReadOnlyList<(string Pattern, string Tokenizer)>> Table = new(Read);

    /// <summary>The tokenizer that a scenario names, else the model's own; an unknown name is among the errors.</summary>
    public static ITokenizer Find(SettingsNode? named, string? model, Reading reading)
    {
        var name = named?.Text ?? OfModel(model ?? "") ?? Unknown;
        try
        {
            return Tokenizers.Get(name);
        }
        catch (RuleException refused)
        {
            reading.Errors.Add(named?.At ?? default, refused.Message);
            return Tokenizers.Get(Unknown);
        }
    }

    /// <summary>The name of a model's tokenizer; null where the table does not know the model.</summary>
    public static string? OfModel(string model) =>
        Table.Value.Where(row => Matches(row.Pattern, model)).Select(row => row.Tokenizer).FirstOrDefault();

    // The only wildcard is * at the end: openai/gpt-4o* stands for every name that starts so.
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
