using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostSim.Answers;

/// <summary>A sweep as JSON: the content of <c>sweep.json</c>, a line for each row.</summary>
internal static class SweepJson
{
    public static void Write(SweepSummary summary, IEnumerable<SweepRecord> records, TextWriter output)
    {
        var (head, words) = (summary.Head, new SweepWords(summary));
        output.Write("{\n");
        Member(output, "format", SweepHead.CurrentFormat);
        Member(output, "version", head.Version);
        Member(output, "scenario", head.Scenario);
        Member(output, "hash", head.Hash);
        Member(output, "seed", head.Seed);
        Member(output, "currency", head.Currency);
        Member(output, "points", head.Points);
        Member(output, "failed", summary.Failed);
        Member(output, "paths", head.Paths);
        Member(output, "sentences", summary.Designs.Count == 0 ? [] : words.Sentences().ToList());
        Member(output, "effects", summary.Designs.Select(d => new
        {
            design = d.Name,
            shares = SweepEffect.Of(head.Paths, d.Points).ToDictionary(e => e.Path, e => e.Share),
        }));
        output.Write("  \"rows\": [");
        var table = SweepTable.OfPoints(head);
        var isFirst = true;
        foreach (var row in records.SelectMany(table.Rows))
        {
            output.Write(isFirst ? "\n    " : ",\n    ");
            output.Write(JsonLines.Line(table.Columns, row));
            isFirst = false;
        }

        output.Write("\n  ]\n}\n");
    }

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static void Member<T>(TextWriter output, string name, T value) =>
        output.Write($"  \"{name}\": {JsonSerializer.Serialize(value, Readable)},\n");
}
