namespace CostSim.Reports;

/// <summary>A step from one total to the next; what it adds, negative for what it saves.</summary>
internal sealed record WaterfallStep(string Name, double Adds);

/// <summary>From the pilot's bill to production's, cause by cause.</summary>
internal static class WaterfallChart
{
    private const double Half = 0.32;

    public static Chart Of(string from, double start, IReadOnlyList<WaterfallStep> steps, string to, Unit money)
    {
        // One number of decimals for all: a rest of nothing needs no six of them.
        var texts = money.WriteColumn([start, .. steps.Select(s => (Cell)s.Adds), start + steps.Sum(s => s.Adds)]);
        var changes = steps.Select((s, i) => (s.Adds > 0 ? "+" : "") + texts[i + 1]).ToList();
        var (rows, notes, up, down, joins) = (new List<string> { from }, new List<string> { texts[0] }, new List<Bar>(), new List<Bar>(), new List<Mark>());
        var level = start;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var bar = new Bar(Math.Min(level, level + step.Adds), Math.Max(level, level + step.Adds), i + 1 - Half, i + 1 + Half, Hint: $"{step.Name}: {changes[i]}");
            (step.Adds < 0 ? down : up).Add(bar);
            joins.Add(new Line("", Ink.Muted, [new(level, i + Half), new(level, i + 1 - Half)]) { Thin = true });
            level += step.Adds;
            rows.Add(step.Name);
            notes.Add(changes[i]);
        }

        joins.Add(new Line("", Ink.Muted, [new(level, steps.Count + Half), new(level, steps.Count + 1 - Half)]) { Thin = true });
        rows.Add(to);
        notes.Add(texts[^1]);
        var marks = new List<Mark> { new Bars("total", Ink.Of(0), [new(Math.Min(0, start), Math.Max(0, start), -Half, Half), new(Math.Min(0, level), Math.Max(0, level), rows.Count - 1 - Half, rows.Count - 1 + Half)]) { Naming = Naming.Legend } };
        if (up.Count > 0)
            marks.Add(new Bars("adds", Ink.Of(1), up) { Naming = Naming.Legend, Patterned = true });
        if (down.Count > 0)
            marks.Add(new Bars("saves", Ink.Of(2), down) { Naming = Naming.Legend, Patterned = true });
        return new Chart
        {
            Name = "waterfall",
            Title = $"From {from} to {to}",
            Subtitle = "Mean of a month; each step is what changes next, with all steps above it in place.",
            Description = $"{from}: {texts[0]}. {ChartWords.Sentences(steps.Select((s, i) => $"{s.Name}: {changes[i]}."))} {to}: {texts[^1]}.",
            X = new Axis($"{money.InWords} a month", money) { From = 0 },
            Y = Axis.OfCategories("", rows) with { RowHeight = ChartWords.RowHeight(rows.Count, 36, 26), RowNotes = notes },
            Marks = [.. joins, .. marks],
            Values = new Table("waterfall", $"From {from} to {to}", [new("step", "Step", Unit.Text), new("adds", "Adds", money), new("total", "Total so far", money)],
                [.. Totals(from, start, steps, to)]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] names = ["volume: 20 to 10,000 a day", "growth over the year", "retries", "review of answers", "prompt caching", "tax"];
        double[] adds = [9_900, 1_900, 240, 5_200, -6_300, 800];
        return Of("pilot", of.Magnitude * 20, [.. Enumerable.Range(0, of.Count == 3 ? names.Length : of.Count).Select(i =>
            new WaterfallStep(of.Names == "design" ? names[i % names.Length] : of.NameOf(i), of.Magnitude * adds[i % adds.Length]))], "production", Unit.Money());
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
