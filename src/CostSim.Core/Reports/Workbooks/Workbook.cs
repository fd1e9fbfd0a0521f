namespace CostSim.Reports.Workbooks;

/// <summary>A spreadsheet file as data: its sheets, and the cells that formulas know by name.</summary>
internal sealed record Workbook(IReadOnlyList<Sheet> Sheets)
{
    /// <summary>Names with the cell that each stands for, as <c>Volume</c> and <c>Summary!$B$8</c>.</summary>
    public IReadOnlyList<(string Name, string Place)> Names { get; init; } = [];
}

/// <summary>One sheet: rows of cells, made as they are written, and what Excel is told about them.</summary>
internal sealed record Sheet(string Name, int RowCount, IEnumerable<IReadOnlyList<SheetCell>> Rows)
{
    /// <summary>Width of each column in characters.</summary>
    public IReadOnlyList<double> Widths { get; init; } = [];

    /// <summary>Rows and columns that stay in sight.</summary>
    public (int Rows, int Columns) Frozen { get; init; }

    public SheetTable? Table { get; init; }

    public SheetChart? Chart { get; init; }

    /// <summary>Cells that a reader changes, each a number of at least zero.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];
}

/// <summary>
/// A range with a head that Excel sorts and filters; the head is in <paramref name="Row"/>, counted from 1, the rows below.
/// </summary>
internal sealed record SheetTable(string Name, int Row, IReadOnlyList<string> Columns, int Rows)
{
    public string Place => $"A{Row}:{SheetPlace.Column(Columns.Count)}{Row + Rows}";
}

/// <summary>A line per series over the same categories; every part is a range of the workbook.</summary>
internal sealed record SheetChart(string Title, string ValueFormat, IReadOnlyList<SheetSeries> Series)
{
    /// <summary>The row above the chart, counted from 1.</summary>
    public int Below { get; init; }
}

/// <summary>A line of a chart: the cell of its name, the ranges of its categories and values.</summary>
internal sealed record SheetSeries(string Name, string Categories, string Values);

/// <summary>A value with its look; a formula keeps the value that it has in the file.</summary>
internal readonly record struct SheetCell(Cell Value, SheetStyle Style, string? Formula = null)
{
    public static SheetCell None => new(Cell.None, SheetStyle.Plain);

    public static SheetCell Text(string text, SheetLook look = SheetLook.Plain) => new(text, new SheetStyle("@", look));
}

/// <summary>How a cell looks: Excel's number format, and the face.</summary>
internal readonly record struct SheetStyle(string Format, SheetLook Look = SheetLook.Plain)
{
    public static SheetStyle Plain => new("General");
}

internal enum SheetLook
{
    Plain,
    Title,
    Strong,
    Head,
    Wrapped,
    Input,
}

/// <summary>Names of cells as spreadsheets write them.</summary>
internal static class SheetPlace
{
    /// <summary>The letters of a column, counted from 1: A, Z, AA.</summary>
    public static string Column(int number)
    {
        var letters = "";
        for (; number > 0; number = (number - 1) / 26)
            letters = (char)('A' + ((number - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>A range of one column that does not move when it is copied, as <c>Months!$D$2:$D$13</c>.</summary>
    public static string Range(string sheet, int column, int from, int to) => $"{sheet}!${Column(column)}${from}:${Column(column)}${to}";
}
