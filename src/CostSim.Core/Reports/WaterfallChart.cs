using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>A step from one total to the next; what it adds, negative for what it saves.</summary>
internal sealed record WaterfallStep(string Name, double Adds);

/// <summary>From the pilot's bill to production's, cause by cause.</summary>
internal static class WaterfallChart
{
    private const double Half = 0.32;

    public static Chart Of(string from, double start, IReadOnlyList<WaterfallStep> steps, string to, Unit money)
    {
        var texts = Texts(start, steps, money);
        var changes = steps.Select((s, i) => (s.Adds > 0 ? "+" : "") + texts[i + 1]).ToList();
        var end = start + steps.Sum(s => s.Adds);
        var (rows, notes, up, down, joins) =
            (new List<string> { from }, new List<string> { texts[0] }, new List<Bar>(), new List<Bar>(), new List<Mark>());
        var level = start;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var bar = new Bar(Math.Min(level, level + step.Adds), Math.Max(level, level + step.Adds), i + 1 - Half, i + 1 + Half,
                Hint: $"{step.Name}: {changes[i]}");
            (step.Adds < 0 ? down : up).Add(bar);
            joins.Add(new Line("", Ink.Muted, [new(level, i + Half), new(level, i + 1 - Half)]) { Thin = true });
            level += step.Adds;
            rows.Add(step.Name);
            notes.Add(changes[i]);
        }

        joins.Add(new Line("", Ink.Muted, [new(level, steps.Count + Half), new(level, steps.Count + 1 - Half)]) { Thin = true });
        rows.Add(to);
        notes.Add(texts[^1]);
        var marks = new List<Mark> { new Bars("total", Ink.Part(0),
            [new(Math.Min(0, start), Math.Max(0, start), -Half, Half),
                new(Math.Min(0, level), Math.Max(0, level), rows.Count - 1 - Half, rows.Count - 1 + Half)]) { Naming = Naming.Legend } };
        if (up.Count > 0)
            marks.Add(new Bars("adds", Ink.Part(1), up) { Naming = Naming.Legend });
        if (down.Count > 0)
            marks.Add(new Bars("saves", Ink.Part(4), down) { Naming = Naming.Legend });
        return new Chart
        {
            Name = "waterfall",
            Title = $"From {from}, {money.Write(start)}, to {to}, "
                + $"{money.Write(end)}{(start > 0 && end > 1.1 * start ? $": {Figures.Number(end / start)} times as much" : "")}",
            Subtitle = "Mean of a month; each step is what changes next, with all steps above it in place.",
            Description = $"{from}: {texts[0]}. {ChartWords.Sentences(steps.Select((s, i) => $"{s.Name}: {changes[i]}."))} {to}: "
                + $"{texts[^1]}.",
            X = new Axis($"{money.InWords} a month", money) { From = 0 },
            Y = Axis.OfCategories("", rows) with { RowHeight = ChartWords.RowHeight(rows.Count, 36, 26), RowColumns = [new("", notes)] },
            Marks = [.. joins, .. marks],
            Values = new Table("waterfall", $"From {from} to {to}",
                [new("step", "Step", Unit.Text), new("adds", "Adds", money), new("total", "Total so far", money)],
                [.. Totals(from, start, steps, to)]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] names = ["volume: 20 to 10,000 a day", "growth over the year", "retries", "review of answers", "prompt caching", "tax"];
        double[] adds = [9_900, 1_900, 240, 5_200, -6_300, 800];
        return Of("pilot", of.Magnitude * 20, [.. Enumerable.Range(0, of.Count == 3 ? names.Length : of.Count).Select(i =>
            new WaterfallStep(of.Names == "design" ? names[i % names.Length] : of.NameOf(i), of.Magnitude * adds[i % adds.Length]))],
                "production", Unit.Money());
    }

    // Rounded as running totals, so that the steps as written add up to the total as written: to cents where the first amount needs them.
    private static List<string> Texts(double start, IReadOnlyList<WaterfallStep> steps, Unit money)
    {
        var totals = new List<double> { start };
        foreach (var step in steps)
            totals.Add(totals[^1] + step.Adds);
        var most = totals.Max(Math.Abs);
        var decimals = most == 0 ? 0 : Math.Clamp(3 - (int)Math.Floor(Elementary.Log10(start > 0 ? Math.Min(start, most) : most)), 0,
            most >= 1e6 ? 0 : most >= 1 ? 2 : 6);
        var rounded = totals.Select(t => Math.Round(t, decimals)).ToList();
        string Written(double amount) =>
            Figures.Signed(amount, money.Currency, Math.Abs(amount).ToString($"N{decimals}", CultureInfo.InvariantCulture));
        return [Written(rounded[0]), .. rounded.Zip(rounded.Skip(1), (a, b) => Written(Math.Round(b - a, decimals))), Written(rounded[^1])];
    }

    private static IEnumerable<Row> Totals(string from, double start, IReadOnlyList<WaterfallStep> steps, string to)
    {
        var level = start;
        yield return new Row([from, Cell.None, level], Strong: true);
        foreach (var step in steps)
            yield return new Row([step.Name, step.Adds, level += step.Adds]);
        yield return new Row([to, Cell.None, level], Strong: true);
    }
}
