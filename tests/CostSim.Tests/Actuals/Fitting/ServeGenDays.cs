using System.Globalization;
using System.IO.Compression;
using CostSim.Actuals;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Logs;

namespace CostSim.Tests.Actuals;

/// <summary>A client's seven days of requests, and its mean tokens per request of each day where the traces know them.</summary>
internal sealed record ServeGenClient(int Number, double[] Requests, double?[] Input, double?[] Output)
{
    public bool HasZeros => Requests.Contains(0);

    public bool HasTokens(int day) => Requests[day] == 0 || (Input[day] is not null && Output[day] is not null);
}

/// <summary>Production clients through the whole of what a user does: fit, run, and the bands that track shows.</summary>
internal static class ServeGenDays
{
    public const double LeastRequests = 200;
    public const int Days = 7;

    private static readonly DateOnly First = new(2026, 3, 2);

    public static IReadOnlyList<ServeGenClient> Clients(string model)
    {
        var clients = ServeGenCounts.All(model).Select((c, i) => new ServeGenClient(i, c, new double?[Days], new double?[Days])).ToList();
        using var text = new StreamReader(new GZipStream(File.OpenRead(Shared.Path("traces/servegen_token_lengths_days0-6.csv.gz")), CompressionMode.Decompress));
        var names = text.ReadLine()!.Split(',').ToList();
        int At(string name) => names.IndexOf(name);
        var sums = new Dictionary<(int, int), (double Requests, double Input, double Output)>();
        while (text.ReadLine()?.Split(',') is { } row)
        {
            if (row[0].Replace("-", "", StringComparison.Ordinal) != $"language/{model}")
                continue;
            double Of(string name) => double.Parse(row[At(name)], CultureInfo.InvariantCulture);
            var key = ((int)Of("client"), (int)(Of("t_s") / 86_400));
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Requests + Of("requests"), sum.Input + (Of("requests") * Of("input_tokens_mean")), sum.Output + (Of("requests") * Of("output_tokens_mean")));
        }

        foreach (var ((client, day), sum) in sums.Where(s => s.Key.Item1 < clients.Count && s.Key.Item2 < Days && s.Value.Requests > 0))
            (clients[client].Input[day], clients[client].Output[day]) = (sum.Input / sum.Requests, sum.Output / sum.Requests);
        return clients;
    }

    /// <summary>The forecast of the days after the fitted ones; null where nothing could be fitted.</summary>
    public static DayOutlook? Outlook(ServeGenClient client, int fitted)
    {
        var sketch = new LogSketch(TimeSpan.Zero);
        for (var day = 0; day < fitted; day++)
        {
            var (requests, start) = (client.Requests[day], new DateTimeOffset(First.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            sketch.Add(new LogRecord
            {
                At = Location.Of("trace"),
                From = start,
                Until = start.AddDays(1),
                Requests = (long)requests,
                Model = "openai/gpt-4o",
                FreshInput = (long)(requests * (client.Input[day] ?? 1_000)),
                Output = (long)(requests * (client.Output[day] ?? 100)),
                HasTokens = true,
                Currency = "USD",
            });
        }

        var yaml = FitYaml.Write(LogFit.Of(sketch, _ => true), "trace", "client", new DateOnly(2026, 2, 1), null);
        var forecast = Simulation.RunYaml(yaml.Replace("months: 12", "days: 14", StringComparison.Ordinal) + "\nsimulation: { trials: 256 }\n");
        return new DayOutlook(forecast, forecast.Designs[0]);
    }

    public static DateOnly Date(int day) => First.AddDays(day);
}
