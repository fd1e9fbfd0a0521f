using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Capacity.Queues;
using CostSim.Files;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim capacity --queue '{ kind: M/M/c, .. }'</c>: what theory says of a queue, next to a simulation of it.</summary>
internal static class CapacityQueue
{
    private const string Place = "--queue";

    public static int Run(string text, ulong seed, int customers, string format, TextWriter output)
    {
        var reading = new Reading();
        var map = new SettingsMap(Yaml.ReadMap(Place, new StringReader(text)), "", reading);
        var kind = map.Find("kind")?.Text ?? "";
        var model = QueueKinds.All.Build(map);
        reading.Errors.ThrowIfAny();
        var metrics = QueueAnswer.Of(model!, seed, customers);
        output.Write(format switch
        {
            "json" => Json(kind, customers, seed, metrics),
            "jsonl" => string.Concat(metrics.Select(m => JsonSerializer.Serialize(Values(m)) + "\n")),
            "csv" => Csv(metrics),
            _ => Plain(kind, customers, metrics),
        });
        return App.Fine;
    }

    private static Dictionary<string, object?> Values(QueueMetric m) =>
        new() { ["metric"] = m.Name, ["exact"] = m.Exact, ["simulated"] = m.Simulated, ["standard_error"] = m.StandardError };

    private static string Json(string kind, int customers, ulong seed, IReadOnlyList<QueueMetric> metrics) =>
        JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["kind"] = kind,
            ["customers"] = customers,
            ["seed"] = seed,
            ["metrics"] = metrics.Select(Values).ToList()
        }) + "\n";

    private static string Plain(string kind, int customers, IReadOnlyList<QueueMetric> metrics)
    {
        var table = new Table("queue", kind, [new("metric", "metric", Unit.Text), new("exact", "exact", Unit.Text),
            new("simulated", "simulated", Unit.Text), new("standard_error", "standard error", Unit.Text)],
            [.. metrics.Select(m => new Row([m.Name, Short(m.Exact), Short(m.Simulated), Short(m.StandardError)]))]);
        var answer = new StringBuilder();
        answer.Append(CultureInfo.InvariantCulture,
            $"{kind}: theory, and a simulation of {customers:#,0} customers. Times in seconds.\n\n");
        foreach (var line in TextTable.Lines(table))
            answer.Append(line).Append('\n');
        return answer.ToString();
    }

    private static string Csv(IReadOnlyList<QueueMetric> metrics)
    {
        var text = new StringWriter();
        using (var csv = new CsvLines(text))
        {
            csv.Texts(["metric", "exact", "simulated", "standard_error"]);
            foreach (var m in metrics)
                csv.Texts([m.Name, Digits(m.Exact), Digits(m.Simulated), Digits(m.StandardError)]);
        }

        return text.ToString();
    }

    private static string Digits(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Short(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
