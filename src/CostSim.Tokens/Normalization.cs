using System.Text;

namespace CostSim.Tokens;

/// <summary>
/// Unicode normalisation forms C, D, KC and KD. The framework's own does nothing where globalisation is invariant, and the tables a
/// model was trained with do not change with a runtime.
/// </summary>
internal sealed class Normalization
{
    private const int HangulFirst = 0xAC00, HangulCount = 11172, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28;

    private static readonly Lazy<Normalization> Loaded = new(() => new Normalization(Resources.Read("unicode15.normalization")));

    private readonly Dictionary<int, byte> classes = [];
    private readonly Dictionary<int, int[]> canonical = [];
    private readonly Dictionary<int, int[]> compatible = [];
    private readonly Dictionary<(int, int), int> composed = [];

    private Normalization(ReadOnlySpan<byte> file)
    {
        var point = 0;
        for (var left = Number(ref file); left > 0; left--, file = file[1..])
            classes[point += Number(ref file)] = file[0];
        point = 0;
        for (var left = Number(ref file); left > 0; left--)
        {
            point += Number(ref file);
            var kind = file[0];
            file = file[1..];
            var points = new int[kind >> 2];
            for (var i = 0; i < points.Length; i++)
                points[i] = Number(ref file);
            ((kind & 2) != 0 ? compatible : canonical)[point] = points;
            if ((kind & 1) != 0)
                composed[(points[0], points[1])] = point;
        }
    }

    /// <summary>The normalised form of a text.</summary>
    public static string Apply(string text, bool compatible, bool compose)
    {
        // Below these no character decomposes or combines, so most texts are what they are.
        var inert = compatible ? '\u00A0' : compose ? '\u0300' : '\u00C0';
        return text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(inert - 1)) < 0 ? text : Loaded.Value.Normal(text, compatible, compose);
    }

    private string Normal(string text, bool compatible, bool compose)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, compatible, points);
        Reorder(points);
        if (compose)
            Compose(points);
        var normal = new StringBuilder(text.Length);
        foreach (var point in points)
            normal.Append(new Rune(point));
        return normal.ToString();
    }

    private void Decompose(int point, bool also, List<int> points)
    {
        if (point < 0xA0)
        {
            points.Add(point);
        }
        else if (point - HangulFirst is >= 0 and < HangulCount and var syllable)
        {
            points.Add(LeadFirst + syllable / (VowelCount * TailCount));
            points.Add(VowelFirst + syllable / TailCount % VowelCount);
            if (syllable % TailCount > 0)
                points.Add(TailFirst + syllable % TailCount);
        }
        else if (canonical.TryGetValue(point, out var parts) || also && compatible.TryGetValue(point, out parts))
        {
            foreach (var part in parts)
                Decompose(part, also, points);
        }
        else
        {
            points.Add(point);
        }
    }

    // Marks in the order of their combining classes, those of one class as they were.
    private void Reorder(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (Class(points[start]) == 0)
                continue;
            var end = start;
            while (end < points.Count && Class(points[end]) != 0)
                end++;
            var ordered = points.GetRange(start, end - start).OrderBy(Class).ToList();
            for (var i = 0; i < ordered.Count; i++)
                points[start + i] = ordered[i];
            start = end;
        }
    }

    private void Compose(List<int> points)
    {
        var (starter, written, last) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var own = Class(point);
            // Blocked where something of the same or a higher class is between.
            if (starter >= 0 && (written == starter + 1 || last < own && last != 0) && Pair(points[starter], point) is var one and >= 0)
            {
                points[starter] = one;
                continue;
            }

            if (own == 0)
                (starter, last) = (written, 0);
            else
                last = own;
            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
    }

    private int Pair(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < LeadCount and var lead && second - VowelFirst is >= 0 and < VowelCount and var vowel)
            return HangulFirst + (lead * VowelCount + vowel) * TailCount;
        if (first - HangulFirst is >= 0 and < HangulCount and var syllable && syllable % TailCount == 0
            && second - TailFirst is > 0 and < TailCount and var tail)
            return first + tail;
        return composed.TryGetValue((first, second), out var one) ? one : -1;
    }

    private byte Class(int point) => classes.GetValueOrDefault(point);

    private static int Number(ref ReadOnlySpan<byte> file)
    {
        var (value, shift, read) = (0, 0, 0);
        do
        {
            value |= (file[read] & 0x7F) << shift;
            shift += 7;
        }
        while (file[read++] >= 0x80);
        file = file[read..];
        return value;
    }
}
