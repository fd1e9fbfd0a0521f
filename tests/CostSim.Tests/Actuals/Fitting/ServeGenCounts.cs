using System.Globalization;
using System.IO.Compression;
using CostSim.Actuals;
using CostSim.Logs;
using CostSim.Randomness;

namespace CostSim.Tests.Actuals;

/// <summary>Daily requests of the production clients in the shared traces: seven days each.</summary>
internal static class ServeGenCounts
{
    public const int FittedDays = 5;

    private static readonly DateOnly First = new(2026, 3, 2);

    /// <summary>Day totals of every client, in the order of the trace.</summary>
    public static IReadOnlyList<double[]> All(string model)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Shared.Path($"traces/servegen_{model}_counts10min_days0-6.csv.gz")), CompressionMode.Decompress));
        var clients = text.ReadLine()!.Split(',').Skip(1).Select(_ => new double[7]).ToList();
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            var day = int.Parse(fields[0], CultureInfo.InvariantCulture) / 86_400;
            for (var client = 0; client < clients.Count; client++)
                clients[client][day] += int.Parse(fields[client + 1], CultureInfo.InvariantCulture);
        }

        return clients;
    }

    /// <summary>Day totals of every client with at least 200 requests a day over the days that are fitted.</summary>
    public static IReadOnlyList<double[]> Clients(string model) => [.. All(model).Where(c => c.Take(FittedDays).Average() >= 200)];

    public static TrafficFit Fit(double[] client) =>
        TrafficFitter.Fit([.. client.Take(FittedDays).Select((requests, day) => new DayCount(First.AddDays(day), requests))]);

    /// <summary>The 5 and 95 % points of one day and of the sum of two, drawn from the law as a scenario states it.</summary>
    public static ((double Low, double High) Day, (double Low, double High) Sum) Outlook(TrafficFit fit, int trials = 4_000)
    {
        var level = LognormalQuantity.OfInterval(fit.Level.Low, fit.Level.High);
        var size = LognormalQuantity.OfInterval(fit.Spread!.Size.Low, fit.Spread!.Size.High);
        var zeros = fit.ZeroDays is { } z ? BetaQuantity.OfInterval(z.Low, z.High) : null;
        var (days, sums) = (new double[trials], new double[trials]);
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new RandomStreams(7).For(trial, 0);
            var (mean, k, silent) = (level.At(random.Normal()), size.At(random.Normal()), zeros?.At(random.Normal()) ?? 0);
            double Day() => random.Uniform() < silent ? 0 : random.NegativeBinomial(mean, k);
            (days[trial], sums[trial]) = (Day(), Day());
            sums[trial] += days[trial];
        }

        return (Points(days), Points(sums));
    }

    private static (double, double) Points(double[] values)
    {
        Array.Sort(values);
        return (values[(int)(0.05 * values.Length)], values[(int)(0.95 * values.Length)]);
    }
}
