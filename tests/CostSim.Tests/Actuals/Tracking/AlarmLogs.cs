using CostSim.Actuals;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Randomness;

namespace CostSim.Tests.Actuals;

/// <summary>What a day of a made-up log is against a usual one.</summary>
internal readonly record struct Shape(double Volume = 1, double Input = 1, double Output = 1, double Cached = 0.5, double Price = 1)
{
    public Shape()
        : this(1)
    {
    }
}

/// <summary>Logs of a service as forecast, with noise of known size, and changes of known day.</summary>
internal static class AlarmLogs
{
    public const int ChangeAfter = 30;

    /// <summary>Half of the input is read from a cache, at half the price: as gpt-4o is sold.</summary>
    public const string Scenario = """
        scenario: alarms
        start: 2027-01-04
        months: 6
        requests: { input: 2_000, output: 300 }
        traffic: { requests_per_day: 2_000, weekdays: [1, 1, 1, 1, 1, 0.5, 0.15], counts: { negative_binomial: 60, day_to_day: 0.3 } }
        designs: { base: { model: openai/gpt-4o, cache: { hit_rate: 100%, share: 50% } } }
        prices: { as_of: 2026-11-01 }
        simulation: { trials: 256 }
        """;

    private const double Correlation = 0.3;
    private const double VolumeNoise = 0.10;
    private static readonly double[] Weekdays = [1, 1, 1, 1, 1, 0.5, 0.15];
    private static readonly Location Row = Location.Of("made.csv");

    public static DateOnly Start { get; } = new(2027, 1, 4);

    /// <param name="shape">What a day is, by its number from the change on.</param>
    /// <param name="isShared">Whether a day of longer prompts is one of longer answers; else each side has noise of its own.</param>
    public static Track Track(Forecast forecast, ulong seed, double noise, int days, Func<int, Shape> shape, TrackOptions? options = null,
        bool isShared = true)
    {
        var random = new RandomStreams(seed).For(0, 0);
        var design = forecast.Pick(null)!.Value.Design;
        var actual = new ActualLog(forecast, new LoggedModels(PriceBooks.Shipped), TimeSpan.Zero, new Dictionary<string,
            double>())
        { Terms = PaidTerms.Of(design, forecast, PriceBooks.Shipped), Assumed = design.Models[0] };
        var (tokens, volume) = (noise * random.Normal(), VolumeNoise * random.Normal());
        var answers = isShared ? tokens : noise * random.Normal();
        for (var t = 0; t < days; t++)
        {
            var now = shape(t - ChangeAfter);
            (tokens, volume) = (Next(tokens, noise), Next(volume, VolumeNoise));
            answers = isShared ? tokens : Next(answers, noise);
            var requests = (long)Math.Round(2_000 * Weekdays[t % 7] * now.Volume * Math.Exp(volume));
            var (input, output) = (2_000 * requests * now.Input * Math.Exp(tokens), (long)(300 * requests * now.Output * Math.Exp(answers)));
            var (cached, fresh) = ((long)(input * now.Cached), (long)(input * (1 - now.Cached)));
            actual.Add(new LogRecord
            {
                At = Row,
                From = new DateTimeOffset(Start.AddDays(t).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                Until = new DateTimeOffset(Start.AddDays(t + 1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                Requests = requests,
                Model = "openai/gpt-4o",
                FreshInput = fresh,
                CachedInput = cached,
                Output = output,
                HasTokens = true,
                // $2.50, $1.25 and $10 a million.
                Cost = (decimal)(now.Price * ((fresh * 2.5e-6) + (cached * 1.25e-6) + (output * 1e-5))),
                Currency = "USD",
            });
        }

        return Tracker.Of("made.csv", new DayOutlook(forecast, design), actual, options ?? new TrackOptions());

        double Next(double last, double sd) => (Correlation * last) + (sd * Math.Sqrt(1 - (Correlation * Correlation)) * random.Normal());
    }
}
