using System.Globalization;
using CostSim.Randomness;
using CostSim.Reports.Drawing;

namespace CostSim.Reports;

/// <summary>What a value measures; it decides how the value is written and aligned.</summary>
internal enum Measure
{
    Text,
    Number,
    Count,
    Share,
    Money,
    Date,
}

/// <summary>A measure with its currency: writes cells, whole columns and the ticks of an axis.</summary>
internal sealed record Unit(Measure Measure, string Currency = "")
{
    public static Unit Text { get; } = new(Measure.Text);

    public static Unit Number { get; } = new(Measure.Number);

    public static Unit Count { get; } = new(Measure.Count);

    public static Unit Share { get; } = new(Measure.Share);

    public static Unit Date { get; } = new(Measure.Date);

    public static Unit Money(string currency = "USD") => new(Measure.Money, currency);

    public bool IsNumeric => Measure is not (Measure.Text or Measure.Date);

    /// <summary>The name of the currency as a sentence says it.</summary>
    public string InWords => Currency switch { "" => "", "USD" => "US dollars", var code => code };

    public string Write(double value) => Measure switch
    {
        Measure.Money => Figures.Money(value, Currency),
        Measure.Share => Figures.Share(value),
        Measure.Count => Figures.Count(value),
        Measure.Date => double.IsFinite(value)
            ? Figures.Date(DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber)))
            : Figures.Missing,
        _ => Figures.Number(value),
    };

    public string Write(Cell cell) => cell.Value switch
    {
        null => Figures.Missing,
        string text => text,
        Tag tag => tag.Text,
        DateOnly date => Figures.Date(date),
        decimal exact when Measure == Measure.Money => Figures.Exact(exact, Currency),
        _ when cell.Number is { } number => Write(number),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>
    /// A tick of an axis: as many decimals as the step needs, thousands and millions as k and M where the axis reaches them.
    /// </summary>
    public string Tick(double value, double step, double top)
    {
        if (Measure == Measure.Share)
            return Figures.WithSign(value,
                Math.Abs(value * 100).ToString("#,0." + new string('#', Ticks.Decimals(step * 100)), CultureInfo.InvariantCulture)) + " %";
        var (divisor, suffix) = Math.Abs(top) switch
        {
            >= 1e15 => (0, ""),
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "B"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        var size = Math.Abs(value);
        // Amounts below a thousand have no decimals or cents.
        var decimals = divisor == 0 ? 0 : Ticks.Decimals(step / divisor) is 1 && divisor == 1 && Measure == Measure.Money
            ? 2
            : Ticks.Decimals(step / divisor);
        var digits = divisor == 0
            ? size.ToString("0.##E+0", CultureInfo.InvariantCulture)
            : (size / divisor).ToString("#,0" + (size > 0 && decimals > 0 ? "." + new string('0', decimals) : ""),
                CultureInfo.InvariantCulture)
                + (size == 0 ? "" : suffix);
        return Measure == Measure.Money ? Figures.Signed(value, Currency, digits) : Figures.WithSign(value, digits);
    }

    /// <summary>A column's cells as texts; amounts below 1,000 share their number of decimals, so that decimal points line up.</summary>
    public IReadOnlyList<string> WriteColumn(IReadOnlyList<Cell> cells)
    {
        var decimals = Measure == Measure.Money ? CommonDecimals(cells) : null;
        return [.. cells.Select(cell => decimals is { } common && cell.Value is double amount && double.IsFinite(amount)
            ? InColumn(amount, Math.Abs(amount) < 999.5 ? common : Figures.DecimalsOf(amount))
            : Write(cell))];
    }

    // What is something is not written as nothing: "<$0.01".
    private string InColumn(double amount, int decimals)
    {
        var text = Figures.Signed(amount, Currency, Figures.Estimate(amount, decimals));
        return amount <= 0 || text.Any(c => c is >= '1' and <= '9')
            ? text
            : "<" + Figures.Signed(1, Currency, Figures.Estimate(Elementary.Pow(10, -decimals), decimals));
    }

    // At most two decimals more than the largest amount asks for: one tiny amount must not lengthen the whole column.
    private static int? CommonDecimals(IReadOnlyList<Cell> cells)
    {
        var small = cells.Select(c => c.Value).OfType<double>().Where(v => double.IsFinite(v) && v != 0 && Math.Abs(v) < 999.5)
            .Select(Figures.DecimalsOf).ToList();
        return small.Count == 0 ? null : Math.Min(small.Max(), small.Min() + 2);
    }
}
