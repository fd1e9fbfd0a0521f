using System.Globalization;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Tells by a workbook's styles which numbers are dates, and writes those as people read them.</summary>
internal sealed class XlsxDates(bool startsIn1904) : IPartReader
{
    private readonly HashSet<int> dateFormats = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47];
    private readonly HashSet<int> elapsedFormats = [46];
    private readonly List<(bool IsDate, bool IsElapsed)> styles = [];
    private bool inCellFormats;

    /// <summary>A number in the style of its cell: dates as 2027-01-31, times as 14:30:00, else the shortest form of the number.</summary>
    public string Show(string number, int style)
    {
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return number;
        var (isDate, isElapsed) = style < 0 || style >= styles.Count ? default : styles[style];
        if (isElapsed && Math.Abs(value) < 1e6)
            return Elapsed(value);
        // As many digits as a spreadsheet shows: 0.1 + 0.2 is 0.3.
        if (!isDate || value is < 0 or >= 2_958_466)
            return double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture);
        // Excel counts a 29 February 1900 that never was; from March on its day 0 is 30 December 1899.
        var zero = startsIn1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, value < 60 ? 31 : 30);
        var time = zero.AddSeconds(Math.Round(value * 86_400));
        var form = value < 1 ? "HH:mm:ss" : time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return time.ToString(form, CultureInfo.InvariantCulture);
    }

    public bool Begin(XmlReader element)
    {
        switch (element.LocalName)
        {
            case "numFmt" when HasElapsedPart(element.Attribute("formatCode") ?? ""):
                elapsedFormats.Add(element.Number("numFmtId"));
                break;
            case "numFmt" when HasDatePart(element.Attribute("formatCode") ?? ""):
                dateFormats.Add(element.Number("numFmtId"));
                break;
            case "cellXfs":
                inCellFormats = true;
                break;
            case "xf" when inCellFormats:
                styles.Add((dateFormats.Contains(element.Number("numFmtId")), elapsedFormats.Contains(element.Number("numFmtId"))));
                break;
        }

        return true;
    }

    public void Text(string text)
    {
    }

    public void End(string name) => inCellFormats &= name != "cellXfs";

    // Hours go on beyond a day: 1.5 is 36:00:00.
    private static string Elapsed(double days)
    {
        var seconds = (long)Math.Round(Math.Abs(days) * 86_400);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(days < 0 ? "-" : "")}{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    private static bool HasElapsedPart(string format) => format.Contains("[h", StringComparison.OrdinalIgnoreCase)
        || format.Contains("[mm", StringComparison.OrdinalIgnoreCase)
        || format.Contains("[m]", StringComparison.OrdinalIgnoreCase) || format.Contains("[s", StringComparison.OrdinalIgnoreCase);

    // A letter of a date outside of quoted text, escapes and [Red].
    private static bool HasDatePart(string format)
    {
        var (quoted, bracketed) = (false, false);
        for (var i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '[' or ']' when !quoted:
                    bracketed = format[i] == '[';
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S' when !quoted && !bracketed:
                    return true;
            }
        }

        return false;
    }
}
