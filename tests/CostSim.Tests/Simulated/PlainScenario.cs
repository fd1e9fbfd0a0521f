using System.Globalization;

namespace CostSim.Tests.Simulated;

/// <summary>A law of one number as a scenario writes it, and how it is drawn; nothing here knows the engine.</summary>
internal sealed record PlainLaw(string Text, Func<PlainRandom, double> Draw)
{
    private const double Z95 = 1.6448536269514722;

    public static PlainLaw Constant(double value) => new(Number(value), _ => value);

    /// <summary>A 90 % interval of a size: lognormal.</summary>
    public static PlainLaw Size(double low, double high)
    {
        var (mu, sigma) = ((Math.Log(low) + Math.Log(high)) / 2, (Math.Log(high) - Math.Log(low)) / (2 * Z95));
        return new($"{Number(low)} to {Number(high)}", r => Math.Exp(mu + (sigma * r.Normal())));
    }

    /// <summary>A 90 % interval of a rate: normal.</summary>
    public static PlainLaw Rate(double low, double high) =>
        new($"{Number(low * 100)}% to {Number(high * 100)}%", r => ((low + high) / 2) + ((high - low) / (2 * Z95) * r.Normal()));

    public static PlainLaw Uniform(double low, double high) =>
        new($"{{ uniform: [{Number(low)}, {Number(high)}] }}", r => low + ((high - low) * r.Uniform()));

    public static PlainLaw Gamma(double mean, double cv) =>
        new($"{{ gamma: {{ mean: {Number(mean)}, cv: {Number(cv)} }} }}", r => mean * cv * cv * r.Gamma(1 / (cv * cv)));

    public static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}

/// <summary>Token lengths that are lognormal; the mean may be unknown.</summary>
internal sealed record PlainLength(PlainLaw Mean, double Cv)
{
    // "a to b" alone is the spread of single requests; an unknown mean needs a spread as well.
    public double Cv { get; } = Cv == 0 && Mean.Text.Contains(" to ", StringComparison.Ordinal) ? 0.05 : Cv;

    public string Text => Cv == 0 ? Mean.Text : $"{{ mean: {Mean.Text}, cv: {PlainLaw.Number(Cv)} }}";

    public double At(double mean, double z)
    {
        var variance = Math.Log(1 + (Cv * Cv));
        return mean * Math.Exp((Math.Sqrt(variance) * z) - (variance / 2));
    }
}

/// <summary>A design: prices a million tokens, and what is paid a month whatever the traffic.</summary>
internal sealed record PlainDesign(double Input, double Output, double Monthly);

/// <summary>A scenario of typed requests, as text for the tool and as numbers for the plain simulator.</summary>
internal sealed record PlainScenario
{
    public required DateOnly Start { get; init; }

    public required int Days { get; init; }

    public required PlainLaw Level { get; init; }

    public PlainLaw Growth { get; init; } = PlainLaw.Constant(0);

    public double[] Weekdays { get; init; } = [1, 1, 1, 1, 1, 1, 1];

    /// <summary>Size of the negative binomial; 0 for Poisson, below 0 for counts at their mean.</summary>
    public double Size { get; init; }

    public double DayToDay { get; init; }

    public double ZeroDays { get; init; }

    public double Drift { get; init; }

    public PlainLaw? DayFactor { get; init; }

    public required PlainLength Input { get; init; }

    public required PlainLength Output { get; init; }

    public double Correlation { get; init; }

    public required IReadOnlyList<PlainDesign> Designs { get; init; }

    /// <summary>Probabilities of one, two, .. paid attempts.</summary>
    public double[] Attempts { get; init; } = [1];

    public bool FreshOutput { get; init; }

    /// <summary>Share of calls paid again, unknown, in place of attempts.</summary>
    public PlainLaw? Retries { get; init; }

    public double ReviewShare { get; init; }

    public PlainLaw ReviewMinutes { get; init; } = PlainLaw.Constant(2);

    public double Budget { get; init; }

    public string Text
    {
        get
        {
            static string N(double x) => PlainLaw.Number(x);
            var counts = Size switch
            {
                0 => "poisson",
                < 0 => "fixed",
                _ => DayToDay > 0 ? $"{{ negative_binomial: {N(Size)}, day_to_day: {N(DayToDay)} }}" : $"{{ negative_binomial: {N(Size)} }}",
            };
            List<string> traffic =
            [
                $"requests_per_day: {Level.Text}", $"weekdays: [{string.Join(", ", Weekdays.Select(N))}]", $"counts: {counts}", $"growth_per_month: {Growth.Text}",
            ];
            if (ZeroDays > 0)
                traffic.Add($"zero_days: {N(ZeroDays)}");
            if (Drift > 0)
                traffic.Add($"drift_per_month: {N(Drift)}");
            if (DayFactor is not null)
                traffic.Add($"day_factor: {DayFactor.Text}");
            List<string> reliability = [];
            if (Retries is not null)
                reliability.Add($"retries: {Retries.Text}");
            if (Attempts.Length > 1)
                reliability.Add($"attempts: [{string.Join(", ", Attempts.Select(N))}], repeat: {{ output: {(FreshOutput ? "fresh" : "same")} }}");
            if (ReviewShare > 0)
                reliability.Add($"review: {{ share: {N(ReviewShare)}, minutes: {ReviewMinutes.Text}, usd_per_hour: 30 }}");
            return string.Join('\n',
            [
                $"start: {Start:yyyy-MM-dd}", $"days: {Days}",
                $"requests: {{ input: {Input.Text}, output: {Output.Text}, correlation: {N(Correlation)} }}",
                $"traffic: {{ {string.Join(", ", traffic)} }}",
                .. reliability.Count > 0 ? [$"reliability: {{ {string.Join(", ", reliability)} }}"] : Array.Empty<string>(),
                "designs:",
                .. Designs.Select((d, i) => $"  d{i}: {{ prices: {{ inline: {{ input_usd_per_mtok: {N(d.Input)}, output_usd_per_mtok: {N(d.Output)} }} }}"
                    + (d.Monthly > 0 ? $", monthly: [{{ name: host, usd: {N(d.Monthly)} }}]" : "") + " }"),
                $"budget: {{ usd_per_month: {N(Budget)} }}", "",
            ]);
        }
    }
}
