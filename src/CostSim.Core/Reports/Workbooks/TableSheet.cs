namespace CostSim.Reports.Workbooks;

/// <summary>A table of a run as a sheet: its keys as the head, a number format for each column.</summary>
internal static class TableSheet
{
    /// <summary>What a sheet of Excel holds, its head included.</summary>
    public const int MostRows = 1_048_576;

    private const int MeasuredRows = 200;

    public static Sheet Of(Table table, string name, int frozenColumns = 1)
    {
        if (table.Rows.Count >= MostRows)
            throw new IOException(
                $"{table.Name} has {Figures.Count(table.Rows.Count)} rows, and a sheet holds {Figures.Count(MostRows - 1)} of them; take "
                + $"--format csv");
        var formats = table.Columns.Select((column, i) => Format(column.Unit, table.Rows, i)).ToList();
        IReadOnlyList<SheetCell> head = [.. table.Columns.Select(c => SheetCell.Text(c.Key, SheetLook.Head))];
        // A table without rows has an empty one: Excel repairs a file whose tables are heads alone.
        IEnumerable<Row> rows = table.Rows.Count > 0 ? table.Rows : [new Row([.. table.Columns.Select(_ => Cell.None)])];
        return new Sheet(name, 1 + Math.Max(1, table.Rows.Count),
            rows.Select(r => (IReadOnlyList<SheetCell>)[.. r.Cells.Select((cell, i) => Of(cell, formats[i], r.Strong))]).Prepend(head))
        {
            Widths = [.. table.Columns.Select((column, i) => Width(table, i))],
            Frozen = (1, frozenColumns),
            Table = new SheetTable(name, 1, [.. table.Columns.Select(c => c.Key)], Math.Max(1, table.Rows.Count)),
        };
    }

    private static SheetCell Of(Cell cell, string format, bool strong) =>
        new(cell, new SheetStyle(cell.Value is string or Tag ? "@" : format, strong ? SheetLook.Strong : SheetLook.Plain));

    private static string Format(Unit unit, IReadOnlyList<Row> rows, int column) => unit.Measure switch
    {
        Measure.Count => "#,##0",
        Measure.Share => "0.0%",
        Measure.Date => "yyyy-mm-dd",
        Measure.Money => Money(unit.Currency, rows.Select(r => Math.Abs(r.Cells[column].Number ?? 0)).DefaultIfEmpty(0).Max()),
        Measure.Number => "#,##0.00",
        _ => "General",
    };

    /// <summary>The format of amounts up to this one: cents, and for the cost of a request six decimals.</summary>
    public static string Money(string currency, double largest)
    {
        var digits = largest is > 0 and < 1 ? "#,##0.000000" : "#,##0.00";
        return currency == "USD" ? $"\"$\"{digits}" : $"[${string.Concat(currency.Where(char.IsAsciiLetterUpper))}] {digits}";
    }

    private static double Width(Table table, int column)
    {
        var texts = table.Rows.Take(MeasuredRows).Select(r => r.Cells[column])
            .Select(c => c.Value is string or Tag ? CsvReport.Text(c).Length : 14);
        return Math.Clamp(Math.Max(table.Columns[column].Key.Length + 3, texts.DefaultIfEmpty(0).Max() + 1), 8, 60);
    }
}
