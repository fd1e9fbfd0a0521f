using System.Globalization;

namespace CostSim.Engine;

/// <summary>The words of a warning that holds of several designs.</summary>
internal static class WarningWords
{
    /// <summary>The first few of many names, and how many more there are.</summary>
    public static string Few(IReadOnlyList<string> names, int shown = 3) => names.Count <= shown + 1
        ? string.Join(", ", names)
        : string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{string.Join(", ", names.Take(shown))} and {names.Count - shown:#,0} more");

    public static string Designs(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : string.Create(CultureInfo.InvariantCulture, $"{names[0]} and {names.Count - 1:#,0} more");

    /// <summary>Whole percents, as a range where they differ.</summary>
    public static string Percent(IReadOnlyList<double> percents) => percents.Min() == percents.Max()
        ? string.Create(CultureInfo.InvariantCulture, $"{percents[0]:0} %")
        : string.Create(CultureInfo.InvariantCulture, $"{percents.Min():0} to {percents.Max():0} %");
}
