using System.Globalization;
using CostSim.Documents;
using CostSim.Randomness;
using CostSim.Settings;

namespace CostSim.Scenarios;

/// <summary>Reads <c>popularity</c>: which documents are asked about, and how often.</summary>
internal static class PopularityReader
{
    /// <summary>Shares of the documents that sum to 1; null where the questions themselves weigh alike.</summary>
    public static IReadOnlyList<double>? Read(ScenarioReading reading, SettingsMap map, SettingsNode? node, IReadOnlyList<Document> documents, bool hasQuestions)
    {
        map.Record("popularity", node?.Text ?? "uniform", node is null ? Origin.Default : Origin.Typed);
        switch (node)
        {
            case null or ScalarNode { Value: "uniform" }:
                return [.. documents.Select(_ => 1.0 / documents.Count)];
            case ScalarNode { Value: "questions" } when hasQuestions:
                return null;
            case ScalarNode { Value: "questions" }:
                map.Refuse("popularity", "questions: there are none; name a file under questions, or leave popularity out");
                return null;
            case MapNode { Entries: [{ Key: "zipf" } zipf] } when Numbers.TryDouble(zipf.Value.Text, out var exponent) && exponent is >= 0 and <= 10:
                return Normalised(documents.Select((_, rank) => Elementary.Pow(rank + 1, -exponent)));
            case MapNode given when given.Find("file") is ScalarNode file && given.Find("column") is ScalarNode column:
                return FromFile(reading, map, file, column, documents);
            default:
                map.Refuse("popularity", $"must be uniform, questions, {{ zipf: 0.8 }} or {{ file: views.csv, column: views }}, but is {node.Text}");
                return null;
        }
    }

    private static IReadOnlyList<double>? FromFile(ScenarioReading reading, SettingsMap map, ScalarNode file, ScalarNode column, IReadOnlyList<Document> documents)
    {
        var values = reading.Files.Column(file.Value, column.Value);
        if (values.Count == documents.Count && values.All(v => v >= 0) && values.Any(v => v > 0))
            return Normalised(values);
        map.Refuse("popularity", string.Create(CultureInfo.InvariantCulture,
            $"{file.Value} must have a row for each of the {documents.Count} documents in the order of their names, none negative, but has {values.Count}"));
        return null;
    }

    private static double[] Normalised(IEnumerable<double> weights)
    {
        var all = weights.ToArray();
        var total = all.Sum();
        return [.. all.Select(w => w / total)];
    }
}
