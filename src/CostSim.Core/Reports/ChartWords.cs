namespace CostSim.Reports;

/// <summary>Phrases and choices that several charts share, so that they say the same thing in the same words.</summary>
internal static class ChartWords
{
    /// <summary>More series than this cannot be told apart; the others are in the background.</summary>
    public const int Told = 6;

    public const string P50 = "P50: half of months cost this or less";
    public const string P90 = "P90: 9 of 10 simulated months cost this or less";

    /// <summary>The colour of the design at this place; the same place has the same colour in every chart.</summary>
    public static Ink InkOf(int design) => design < Told ? Ink.Of(design) : Ink.Muted;

    public static string Others(int designs) => designs - Told == 1 ? "1 other design" : $"{designs - Told} other designs";

    /// <summary>The first sentences, and how many more there would be.</summary>
    public static string Sentences(IEnumerable<string> sentences, int most = 8)
    {
        var all = sentences.ToList();
        return string.Join(" ", all.Take(most)) + (all.Count > most ? $" And {all.Count - most} more, in the table." : "");
    }

    /// <summary>Amounts further apart than this share an axis only on a logarithmic scale.</summary>
    public static Scale ScaleFor(IEnumerable<double> amounts, double span = 40)
    {
        var sizes = amounts.Where(a => double.IsFinite(a) && a != 0).ToList();
        return sizes.Count > 0 && sizes.Min() > 0 && sizes.Max() / sizes.Min() > span ? Scale.Logarithmic : Scale.Linear;
    }

    /// <summary>The height of a row that keeps a chart of many rows on one screen.</summary>
    public static double RowHeight(int rows, double few, double many) => rows <= 6 ? few : rows <= 14 ? (few + many) / 2 : many;
}
