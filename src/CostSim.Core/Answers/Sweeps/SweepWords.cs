using System.Globalization;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>What a sweep found, in sentences and a table.</summary>
internal sealed class SweepWords(SweepSummary summary)
{
    private const int Width = 80;

    private readonly IReadOnlyList<(string Name, IReadOnlyList<SweptFigures> Points)> designs = summary.Designs;
    // A value may change what is found without changing the bill.
    private readonly Lazy<Dictionary<string, HashSet<string>>> moving = new(() =>
        summary.Designs.ToDictionary(d => d.Name, d => new[] { d.Points, [.. d.Points.Select(p => p with { P50 = p.Quality ?? 0 })] }
        .SelectMany(points => SweepEffect.Of(summary.Head.Paths, points)).Where(e => e.Moves).Select(e => e.Path).ToHashSet()));

    private readonly Unit money = Unit.Money(summary.Head.Currency);

    /// <summary>The answer in a terminal.</summary>
    public IEnumerable<string> Lines()
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"{summary.Head.Scenario}: {Plural(summary.Points, "point")} over {string.Join(", ", summary.Head.Paths)}, "
            + $"{(summary.Head.Currency == "USD" ? "US dollars" : summary.Head.Currency)}, seed {summary.Head.Seed}");
        foreach (var line in TextTable.Wrap(head, Width))
            yield return line;
        if (designs.Count > 0)
        {
            yield return "";
            foreach (var line in Sentences().SelectMany(s => TextTable.Wrap(s, Width)))
                yield return line;
            yield return "";
            foreach (var line in TextTable.Lines(Table(), Width))
                yield return line;
        }

        foreach (var line in Failures().SelectMany(s => TextTable.Wrap($"! {s}", Width, "  ")))
            yield return line;
    }

    /// <summary>What comes first where, what mattered, and what a good point is.</summary>
    public IEnumerable<string> Sentences()
    {
        var worked = summary.Points - summary.Failed;
        yield return designs.Count == 1
            ? $"{designs[0].Name} costs {Range(designs[0].Points.Select(p => p.P50))} a month (P50)."
            : $"First choice: {string.Join(", ", designs.Where(d => d.Points.Any(p => p.IsFirst)).Take(4).Select((d, i) => string.Create(CultureInfo.InvariantCulture, $"{d.Name} at {d.Points.Count(p => p.IsFirst):#,0}{(i == 0 ? $" of {worked.ToString("#,0", CultureInfo.InvariantCulture)} points" : "")}")))}.";
        if (Mattered() is { } mattered)
            yield return mattered;
        if (Best() is { } best)
            yield return best;
    }

    private string? Mattered()
    {
        var effects = SweepEffect.Of(summary.Head.Paths, designs[0].Points);
        if (effects.Count == 0 || effects[0].Share <= 0)
            return null;
        var named = effects.Where(e => e.Share >= 0.005).Take(4).Select(e => $"{NameOf(e.Path)} {Figures.Share(e.Share)}");
        var together = 1 - effects.Sum(e => e.Share);
        return $"Moves the bill of {designs[0].Name} most: "
            + $"{string.Join(", ", named)}{(summary.Head.IsCartesian && together >= 0.01 ? $", together {Figures.Share(together)}" : "")} "
                + $"of the spread of its P50 over the points (in ratios).";
    }

    // Per request: a bill is lowest where nobody asks anything.
    private string? Best()
    {
        var all = designs.SelectMany(d => d.Points).Where(p => double.IsFinite(p.PerRequest)).ToList();
        var enough = all.Where(p => summary.Head.AtLeast is not { } least || p.Quality is null || p.Quality >= least).ToList();
        if (enough.Count == 0)
            return all.Count == 0
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"No point reaches {summary.Head.Quality} {summary.Head.AtLeast:0.00}.");
        var best = enough.MinBy(p => p.PerRequest)!;
        var asked = summary.Head.AtLeast is { } target
            ? string.Create(CultureInfo.InvariantCulture, $" with {summary.Head.Quality} {target:0.00} or more")
            : "";
        var quality = best.Quality is { } found
            ? string.Create(CultureInfo.InvariantCulture, $", {summary.Head.Quality} {found:0.00}")
            : "";
        return $"Cheapest request{asked}: {money.Write(best.PerRequest)} by "
            + $"{best.Design}{(ValuesOf(best) is { Length: > 0 } values ? $" at {values}" : "")}{quality} (point {best.At.Point}).";
    }

    /// <summary>The values of a point that change anything about its design: "requests a day 1,000, k 4".</summary>
    internal string ValuesOf(SweptFigures point)
    {
        var matter = moving.Value[point.Design];
        return string.Join(", ", summary.Head.Paths.Select((path, i) => (path, Value: point.At.Values[i]))
            .Where(v => matter.Contains(v.path)).Select(v => $"{NameOf(v.path)} {ValueOf(v.Value)}"));
    }

    /// <summary>A row per design: where it comes first, and between which ends its figures lie.</summary>
    public Table Table()
    {
        var several = designs.Count > 1;
        var measured = designs.Any(d => d.Points.Any(p => p.Quality is not null));
        return new Table("sweep", "The designs over all points",
            [
                new("design", "design", Unit.Text), .. several ? [new("first", "first", Unit.Count)] : Array.Empty<Column>(),
                new("p50_low", "P50 from", money), new("p50_high", "to", money),
                new("request_low", $"{(money.Currency == "USD" ? "$" : "")}/request".TrimStart('/'), money), .. measured
                    ? [new("quality", summary.Head.Quality, Unit.Text)]
                    : Array.Empty<Column>(),
            ],
            [.. designs.Select(d => new Row(
            [
                d.Name, .. several ? [d.Points.Count(p => p.IsFirst)] : Array.Empty<Cell>(), d.Points.Min(p => p.P50),
                d.Points.Max(p => p.P50), d.Points.Min(p => p.PerRequest),
                .. measured ? [Qualities(d.Points)] : Array.Empty<Cell>(),
            ]))]);
    }

    private IEnumerable<string> Failures()
    {
        if (summary.Failed == 0)
            yield break;
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{Plural(summary.Failed, "point")} failed and {(summary.Failed == 1 ? "has its" : "have their")} error in the table:");
        foreach (var error in summary.Errors.Take(3))
            yield return error;
    }

    /// <summary>A path by its last key where that says which it is, else whole.</summary>
    public string NameOf(string path)
    {
        var plain = Answers.Sentences.Plain(path);
        return summary.Head.Paths.Count(p => Answers.Sentences.Plain(p) == plain) == 1 ? plain : path;
    }

    private static string Qualities(IEnumerable<SweptFigures> points)
    {
        var known = points.Select(p => p.Quality).OfType<double>().ToList();
        if (known.Count == 0)
            return Figures.Missing;
        var (low, high) = (known.Min().ToString("0.00", CultureInfo.InvariantCulture),
            known.Max().ToString("0.00", CultureInfo.InvariantCulture));
        return low == high ? low : $"{low} to {high}";
    }

    private string Range(IEnumerable<double> amounts)
    {
        var all = amounts.Where(double.IsFinite).ToList();
        return all.Count == 0 ? Figures.Missing : all.Min() == all.Max()
            ? money.Write(all[0])
            : $"{money.Write(all.Min())} to {money.Write(all.Max())}";
    }

    /// <summary>A number with thousands separators, anything else as it is.</summary>
    internal static string ValueOf(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) >= 1000 ? Figures.Count(number) : value;

    private static string Plural(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
