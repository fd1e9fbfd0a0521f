using CostSim.Files;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>
/// The tidy tables of a sweep: a row for each point and design, or for each of its months; a failed point is one row with its error.
/// </summary>
internal sealed class SweepTable
{
    private readonly SweepHead head;
    private readonly bool byMonth;

    private SweepTable(SweepHead head, bool byMonth)
    {
        (this.head, this.byMonth) = (head, byMonth);
        Columns = [new Column("point", "point", Unit.Text), .. head.Paths.Select(p => new Column(p, p, Unit.Text)), .. byMonth
            ? head.MonthColumns
            : head.Columns, new Column("error", "error", Unit.Text)];
    }

    public IReadOnlyList<Column> Columns { get; }

    public static SweepTable OfPoints(SweepHead head) => new(head, false);

    public static SweepTable OfMonths(SweepHead head) => new(head, true);

    /// <summary>The rows of a point.</summary>
    public IEnumerable<IReadOnlyList<Cell>> Rows(SweepRecord record)
    {
        Cell[] place = [record.Point, .. record.Values.Select(ValueOf)];
        var figures = byMonth ? head.MonthColumns.Count : head.Columns.Count;
        if (record.Error is { } error)
            return [[.. place, .. Enumerable.Repeat(Cell.None, figures), error]];
        return (byMonth ? record.Months : record.Designs).Select(row => (IReadOnlyList<Cell>)[.. place, .. row, Cell.None]);
    }

    // A value that is a number is one for programs too, in the digits that it was given.
    private static Cell ValueOf(string value) => Numbers.TryDecimal(value, out var number)
        && AxisNumber.Plain(number) == value ? number : value;
}
