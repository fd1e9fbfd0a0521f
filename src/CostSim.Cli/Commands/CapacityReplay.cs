using System.Text;
using System.Text.Json;
using CostSim.Capacity;
using CostSim.Capacity.Replays;
using CostSim.Files;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>
/// <c>costsim capacity --replay arrivals.csv --limits limits.yaml</c>: what a limit does to each of a list of requests, exactly.
/// </summary>
internal static class CapacityReplay
{
    public static int Run(string arrivalsPath, string limitsPath, string format, string? output, TextWriter standard)
    {
        var (policy, refused) = Policy(limitsPath);
        // Errors of both files show in one run.
        using var text = arrivalsPath == "-" ? Console.In : new StreamReader(arrivalsPath);
        var read = refused.Try(Location.Of(arrivalsPath), () => new Replayed(ArrivalsFile.Read(arrivalsPath, text)));
        refused.ThrowIfAny();

        var (columns, rows, arrivals) = read!.File;
        var added = policy!.Columns;
        var kept = Enumerable.Range(0, columns.Count).Where(i => !added.Contains(columns[i])).ToArray();
        var header = kept.Select(i => columns[i]).Concat(added).ToArray();
        var table = policy.Replay(arrivals)
            .Select((cells, i) => (string[])[.. kept.Select(k => rows[i].Fields[k]), .. cells.Select(c => c ?? "")]).ToList();
        using var file = new OutputFile(output, standard);
        file.Writer.Write(Written(header, table, kept.Length, format));
        file.MoveIntoPlace();
        return App.Fine;
    }

    private sealed record Replayed((IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows, IReadOnlyList<Arrival> Arrivals) File);

    private static (IReplayPolicy? Policy, InputErrors Errors) Policy(string path)
    {
        using var text = new StreamReader(path);
        var reading = new Reading();
        var root = reading.Errors.Try(Location.Of(path), () => Yaml.ReadMap(path, text));
        return (root is null ? null : ReplayPolicies.All.Build(new SettingsMap(root, "", reading)), reading.Errors);
    }

    private static string Written(string[] header, IReadOnlyList<string[]> rows, int outcome, string format)
    {
        var answer = new StringBuilder();
        switch (format)
        {
            case "csv":
                using (var csv = new CsvLines(new StringWriter(answer)))
                {
                    foreach (var row in rows.Prepend(header))
                        csv.Texts(row);
                }

                return answer.ToString();
            case "text":
                var counts = new Table("outcomes", "Requests by outcome",
                    [new("outcome", "outcome", Unit.Text), new("requests", "requests", Unit.Count), new("share", "share", Unit.Share)],
                    [.. rows.GroupBy(r => r[outcome]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
                        .Select(g => new Row([g.Key, g.Count(), (double)g.Count() / rows.Count]))]);
                answer.Append($"{Figures.Count(rows.Count)} requests replayed.\n");
                foreach (var line in rows.Count == 0 ? [] : TextTable.Lines(counts))
                    answer.Append(line).Append('\n');
                return answer.Append("--format csv gives each request with what happened to it.\n").ToString();
            default:
                var objects = rows.Select(r => JsonSerializer.Serialize(header.Zip(r).ToDictionary(p => p.First, p => p.Second)));
                return answer.Append(format == "json" ? $"[{string.Join(",\n", objects)}]" : string.Join('\n', objects))
                    .Append('\n').ToString();
        }
    }
}
