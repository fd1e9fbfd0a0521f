using System.Globalization;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>How often documents are asked about.</summary>
/// <param name="Shares">Mean share of each document; null where the questions themselves weigh alike.</param>
/// <param name="RankShares">Shares by rank where a trial draws which document has which rank; else empty.</param>
internal sealed record Popularity(IReadOnlyList<double>? Shares, IReadOnlyList<double> RankShares)
{
    public static Popularity Uniform(int documents) => new([.. Enumerable.Repeat(1.0 / documents, documents)], []);
}

/// <summary>Reads <c>popularity</c>: which documents are asked about, and how often.</summary>
internal static class PopularityReader
{
    /// <summary>Mean shares of the documents that sum to 1; null where the questions themselves weigh alike.</summary>
    public static Popularity Read(ScenarioReading reading, SettingsMap map, SettingsNode? node,
        IReadOnlyList<Document> documents, bool hasQuestions)
    {
        map.Record("popularity", node?.Text ?? "uniform", node is null ? Origin.Default : Origin.Typed);
        switch (node)
        {
            case null or ScalarNode { Value: "uniform" }:
                return Popularity.Uniform(documents.Count);
            case ScalarNode { Value: "questions" } when hasQuestions:
                return new Popularity(null, []);
            case ScalarNode { Value: "questions" }:
                map.Refuse("popularity", "questions: there are none; name a file under questions, or leave popularity out");
                return new Popularity(null, []);
            case MapNode given when given.Find("zipf") is ScalarNode exponent && given.Entries.All(e => e.Key is "zipf" or "ranks"):
                return Zipf(map, exponent, given.Find("ranks"), documents);
            case MapNode given when given.Find("file") is ScalarNode file && given.Find("column") is ScalarNode column:
                return new Popularity(FromFile(reading, map, file, column, documents), []);
            default:
                map.Refuse("popularity",
                    $"must be uniform, questions, {{ zipf: 0.8 }} or {{ file: views.csv, column: views }}, but is {node.Text}");
                return new Popularity(null, []);
        }
    }

    // Which document is asked about most is not known from its name: a trial draws the ranks, unless the scenario states them.
    private static Popularity Zipf(SettingsMap map, ScalarNode stated, SettingsNode? ranks, IReadOnlyList<Document> documents)
    {
        if (!Numbers.TryDouble(stated.Value, out var exponent) || exponent is < 0 or > 10)
        {
            map.Refuse("popularity", $"zipf: must be an exponent between 0 and 10, but is '{stated.Value}'");
            return Popularity.Uniform(documents.Count);
        }

        var byRank = Normalised(documents.Select((_, rank) => Elementary.Pow(rank + 1, -exponent)));
        if (ranks is null)
            return exponent == 0 ? Popularity.Uniform(documents.Count) : Popularity.Uniform(documents.Count) with { RankShares = byRank };
        var order = ranks is ListNode list ? list.Items.Select(i => i.Text).ToList() : [ranks.Text];
        var names = documents.Select(d => d.Name).ToList();
        foreach (var unknown in order.Where(o => !names.Contains(o)))
            map.Refuse("popularity", $"ranks: '{unknown}' is not a document of this workload; {Spelling.Suggestion(unknown, names)}");
        if (order.Count != names.Count || order.Distinct().Count() != names.Count)
            map.Refuse("popularity",
                $"ranks: must name each of the {names.Count} documents once, the most asked first, but names {order.Distinct().Count()}; "
                + $"leave ranks out to have them drawn by chance");
        return new Popularity([.. names.Select(n => order.IndexOf(n) is >= 0 and var rank && rank < byRank.Length ? byRank[rank] : 0)], []);
    }

    private static IReadOnlyList<double>? FromFile(ScenarioReading reading, SettingsMap map, ScalarNode file, ScalarNode column,
        IReadOnlyList<Document> documents)
    {
        var values = reading.Files.Column(file.Value, column.Value);
        if (values.Count == documents.Count && values.All(v => v >= 0) && values.Any(v => v > 0))
            return Normalised(values);
        map.Refuse("popularity", string.Create(CultureInfo.InvariantCulture,
            $"{file.Value} must have a row for each of the {documents.Count} documents in the order of their names, none negative, but has "
            + $"{values.Count}"));
        return null;
    }

    private static double[] Normalised(IEnumerable<double> weights)
    {
        var all = weights.ToArray();
        var total = all.Sum();
        return [.. all.Select(w => w / total)];
    }
}
