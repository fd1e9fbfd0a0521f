namespace CostSim.Tests.Prices;

/// <summary>Rounds rows so that they still add up to the rounded total.</summary>
internal static class RoundedRows
{
    // ISO 4217: currencies without cents, and those with thousandths.
    private static readonly string[] Whole = ["JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF"];
    private static readonly string[] Thousandths = ["BHD", "JOD", "KWD", "OMR", "TND"];

    public static int DecimalsOf(string currency) => Whole.Contains(currency) ? 0 : Thousandths.Contains(currency) ? 3 : 2;

    /// <summary>
    /// Each row rounded down, then one smallest unit more for the rows that lost most, until the sum is the total's (the method
    /// of largest remainders; rows that lost as much go in their order).
    /// </summary>
    public static IReadOnlyList<decimal> Of(IReadOnlyList<decimal> rows, int decimals)
    {
        var unit = new decimal(1, 0, 0, false, (byte)decimals);
        var rounded = rows.Select(r => Math.Floor(r / unit) * unit).ToArray();
        var missing = (int)((decimal.Round(rows.Sum(), decimals, MidpointRounding.AwayFromZero) - rounded.Sum()) / unit);
        foreach (var row in Enumerable.Range(0, rows.Count).OrderByDescending(i => rows[i] - rounded[i]).Take(missing))
            rounded[row] += unit;
        return rounded;
    }
}
