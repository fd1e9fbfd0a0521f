using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>A sweep over two values: a cell for each pair, darker where it costs more, the best one framed by its words.</summary>
internal static class HeatMapChart
{
    /// <summary>The cell of row r and column c is <c>cells[r][c]</c>; NaN where there is none.</summary>
    public static Chart Of(string rowTitle, IReadOnlyList<string> rows, string columnTitle, IReadOnlyList<string> columns,
        IReadOnlyList<IReadOnlyList<double>> cells, Unit unit, string what)
    {
        var known = cells.SelectMany(r => r).Where(double.IsFinite).ToList();
        var (low, high) = known.Count == 0 ? (0, 0) : (known.Min(), known.Max());
        // Amounts far apart are shaded by their ratio, or one dear cell would leave all others alike.
        var byRatio = low > 0 && high / low > 20;
        // A hint for each of thousands of cells would double the bytes; the table has them all.
        var hinted = rows.Count * columns.Count <= 400;
        var (bars, best) = (new List<Bar>(), "");
        for (var r = 0; r < rows.Count; r++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                var value = cells[r][c];
                if (!double.IsFinite(value))
                    continue;
                var says = $"{rows[r]}, {columns[c]}: {unit.Write(value)}";
                best = value == low && best.Length == 0 ? says : best;
                bars.Add(new Bar(c - 0.48, c + 0.48, r - 0.47, r + 0.47, unit.Write(value), hinted ? says : "", Shade(value)));
            }
        }

        return new Chart
        {
            Name = "heat-map",
            Title = best.Length == 0
                ? $"{what} by {rowTitle} and {columnTitle}"
                : $"{what} is least at {rowTitle} and {columnTitle} {best}",
            Subtitle = bars.Count == 0 ? "" : "The stronger the colour, the more.",
            Description = bars.Count == 0 ? "" : $"{what} lies between {unit.Write(low)} and {unit.Write(high)}. Least: {best}.",
            X = Axis.OfCategories(columnTitle, columns),
            Y = Axis.OfCategories(rowTitle, rows) with { RowHeight = ChartWords.RowHeight(rows.Count, 38, 24) },
            Marks = bars.Count == 0 ? [] : [new Bars("", Ink.Of(0), bars)],
            WhenEmpty = "No point of the sweep has a value.",
            Values = new Table("heat-map", $"{what} by {rowTitle} and {columnTitle}",
                [new("row", rowTitle, Unit.Text), .. columns.Select((c, i) => new Column($"column_{i + 1}", c, unit))],
                [.. rows.Select((r, i) => new Row([r, .. cells[i].Select(v => (Cell)(double.IsFinite(v) ? v : (double?)null))]))]),
        };

        double Shade(double value) =>
            high <= low ? 0.5 : byRatio ? Elementary.Log(value / low) / Elementary.Log(high / low) : (value - low) / (high - low);
    }

    public static Chart Example(ExampleOf of)
    {
        string[] sizes = ["256", "512", "1,024", "2,048"];
        var rows = of.Count == 3 ? sizes : [.. Enumerable.Range(0, of.Count).Select(of.NameOf)];
        var columns = Enumerable.Range(1, of.Count == 3 ? 6 : of.Count).Select(k => of.Names == "design" ? $"{k}" : of.NameOf(k)).ToList();
        return Of("chunk size", rows, "chunks", columns, [.. rows.Select((_, r) => (IReadOnlyList<double>)[.. columns.Select((_, c) =>
            of.Magnitude * 900 * (1 + 0.7 * r) * (1 + 0.4 * c))])], Unit.Money(), "Bill P50");
    }
}
