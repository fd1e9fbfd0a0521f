using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>Seconds that an answer takes under a policy, with the falling share of answers that take longer.</summary>
internal sealed record LatencyCurve(string Policy, IReadOnlyList<(double Seconds, double Share)> Points)
{
    private const int Drawn = 160;

    /// <summary>The curve of simulated answers, given in order of size; finer towards the slow end, which is what people feel.</summary>
    public static LatencyCurve Of(string policy, IReadOnlyList<float> sorted) => new(policy, sorted.Count == 0 ? [] :
        [.. Enumerable.Range(0, Drawn + 1).Select(k => Elementary.Pow(10, -4.0 * k / Drawn))
            .Select(s => ((double)sorted[Math.Clamp((int)((1 - s) * sorted.Count), 0, sorted.Count - 1)], s)).DistinctBy(p => p.Item1)]);
}

/// <summary>The share of answers that take longer than a time, policy by policy, on a scale that shows one in a thousand.</summary>
internal static class LatencyChart
{
    private static readonly double[] Shares = [0.5, 0.1, 0.05, 0.01, 0.001];

    public static Chart Of(string design, IReadOnlyList<LatencyCurve> policies, double? target = null)
    {
        var (all, marks) = (policies, new List<Mark>());
        policies = Together(policies);
        for (var i = policies.Count - 1; i >= 0; i--)
        {
            var points = policies[i].Points.Select(p => new Spot(p.Seconds, p.Share)).ToList();
            marks.Add(i < ChartWords.Told
                ? new Line(policies[i].Policy, Ink.Of(i), points) { Naming = Naming.Legend }
                : new Line(ChartWords.Others(policies.Count), Ink.Muted, points) { Thin = true, Naming = Naming.Legend });
        }

        if (target is { } seconds)
            marks.Add(new Rule($"target {Figures.Number(seconds)} s", Ink.Limit, seconds));
        return new Chart
        {
            Name = "latency",
            Title = all.FirstOrDefault(p => p.Points.Count > 0) is { } first
                ? $"{design}: 1 in 20 answers takes longer than {Figures.Number(At(first, 0.05))} s ({first.Policy})"
                : $"How long answers take: {design}",
            Subtitle = "Read up from a time to a curve: that share of the served answers takes longer. Refused ones are not here.",
            Description = ChartWords.Sentences(all.Where(p => p.Points.Count > 0)
                .Select(p => $"{p.Policy}: 1 in 20 answers takes longer than {Figures.Number(At(p, 0.05))} s, 1 in 100 longer than "
                    + $"{Figures.Number(At(p, 0.01))} s.")),
            X = new Axis("seconds", Unit.Number, Scale.Logarithmic),
            Y = new Axis("share of answers that take longer", Unit.Share, Scale.Logarithmic),
            Marks = marks,
            WhenEmpty = "No answer was simulated.",
            Values = new Table("latency", "Seconds that a share of the answers passes",
                [new("policy", "Policy", Unit.Text),
                    .. Shares.Select(s =>
                        new Column(FormattableString.Invariant($"p{100 - (s * 100):0.#}"),
                            Figures.Share(s) + " take longer than", Unit.Number))],
                [.. all.Select(p => new Row([p.Policy, .. Shares.Select(s => (Cell)(p.Points.Count == 0 ? (double?)null : At(p, s)))]))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of("production", [.. Enumerable.Range(0, of.Count).Select(i =>
        LatencyCurve.Of(of.NameOf(i),
            [.. Enumerable.Range(1, 4_000)
                .Select(k => (float)(5 * of.Magnitude * (1 + (0.2 * i)) * Elementary.Exp(0.6 * Elementary.Log(k / (4_001.0 - k)))))]))],
                30 * of.Magnitude);

    // Curves that lie on each other are one curve with all their names: drawn one over the other only the last would be seen.
    private static List<LatencyCurve> Together(IReadOnlyList<LatencyCurve> policies)
    {
        var drawn = new List<LatencyCurve>();
        foreach (var policy in policies)
        {
            var same = drawn.FindIndex(d => d.Points.Count > 0 && policy.Points.Count > 0
                && Shares.All(s => Math.Abs(At(d, s) - At(policy, s)) <= 0.01 * At(d, s)));
            if (same < 0)
                drawn.Add(policy);
            else
                drawn[same] = drawn[same] with { Policy = $"{drawn[same].Policy}, {policy.Policy}" };
        }

        return drawn;
    }

    private static double At(LatencyCurve curve, double share) =>
        curve.Points.FirstOrDefault(p => p.Share <= share + 1e-12, curve.Points[^1]).Seconds;
}
