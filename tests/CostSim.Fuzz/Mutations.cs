using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Fuzz;

/// <summary>Changes a file in a few places. The same seed gives the same changes on any machine.</summary>
internal sealed partial class Mutations(ulong seed)
{
    private static readonly string[] Values =
    [
        "", "0", "-1", "1e308", "-1e308", "1e-308", ".inf", "-.inf", ".nan", "NaN", "Infinity", "9223372036854775807", "9223372036854775808", "99999999999999999999",
        "9999-12-31", "0001-01-01", "2027-02-30", "100%", "101%", "-5%", "0 to 1", "5 to 1", "1e300 to 1e301", "null", "~", "true", "[]", "{}", "[[]]", "{ a: 1 }", "\"\"", "'",
        "../evil", "/dev/null", "a\\u0000b", "\\ud83d", "\\u001b[31m", "=1+1", "::error::x", "<script>alert(1)</script>", "$(touch evil)", "😀", "契約", "\u202e", "1_000", "0x10", "1,5", "1e", "--", "{ mean: 1, cv: -1 }",
        "{ pareto: { min: 1, alpha: 0.1, max: 1e300 } }", "{ beta: { a: 0, b: 0 } }", "{ gamma: { mean: 1, cv: 1e9 } }", "{ lognormal: { mean: 1, cv: 1e9 } }",
    ];

    private ulong state = unchecked(seed * 0x9E3779B97F4A7C15) ^ 0xD1B54A32D192ED03;

    public byte[] Of(byte[] original)
    {
        var changed = original;
        for (var i = 0; i < 1 + Below(3); i++)
            changed = One(changed);
        return changed.Length > 2_000_000 ? changed[..2_000_000] : changed;
    }

    /// <summary>A number from 0 to below a bound (splitmix64).</summary>
    public int Below(int bound)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)Math.Max(1, bound));
        }
    }

    private byte[] One(byte[] bytes) => bytes.Length == 0 ? Encoding.UTF8.GetBytes(Pick(Values)) : Below(12) switch
    {
        0 => Edit(bytes, Below(bytes.Length), 1, [(byte)Below(256)]),
        1 => Edit(bytes, Below(bytes.Length), Below(20), []),
        2 => bytes[..Below(bytes.Length)],
        3 => Edit(bytes, Below(bytes.Length), 0, Encoding.UTF8.GetBytes(Pick(Values))),
        4 or 5 or 6 => Token(bytes, Number()),
        7 => Token(bytes, Text()),
        8 => Lines(bytes),
        9 => Edit(bytes, Below(bytes.Length), 0, Slice(bytes)),
        10 => Edit(bytes, Below(bytes.Length), 0, Encoding.UTF8.GetBytes(new string(Pick(["{", "[", "(", "<", "\"", "- ", "> ", "a,", "[a]("])[0], 1 + Below(2_000)))),
        _ => Key(bytes),
    };

    // A number, word or value in place of one that is there.
    private byte[] Token(byte[] bytes, Regex what)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var found = what.Matches(text);
        if (found.Count == 0)
            return Edit(bytes, Below(bytes.Length), 1, [(byte)Below(256)]);
        var at = found[Below(found.Count)];
        return Edit(bytes, at.Index, at.Length, Encoding.UTF8.GetBytes(Pick(Values)));
    }

    private byte[] Key(byte[] bytes)
    {
        var found = Name().Matches(Encoding.Latin1.GetString(bytes));
        if (found.Count < 2)
            return bytes;
        var (one, other) = (found[Below(found.Count)], found[Below(found.Count)]);
        return Edit(bytes, one.Index, one.Length, bytes.AsSpan(other.Index, other.Length).ToArray());
    }

    // A line twice, gone, or in another's place.
    private byte[] Lines(byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var (from, to) = (Below(lines.Count), Below(lines.Count));
        var line = lines[from];
        if (Below(2) == 0)
            lines.RemoveAt(from);
        lines.Insert(Math.Min(to, lines.Count), line);
        if (Below(3) == 0)
            lines.RemoveAt(Below(lines.Count));
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] Slice(byte[] bytes)
    {
        var from = Below(bytes.Length);
        return bytes[from..Math.Min(bytes.Length, from + 1 + Below(200))];
    }

    private static byte[] Edit(byte[] bytes, int at, int length, byte[] with)
    {
        at = Math.Min(at, bytes.Length);
        return [.. bytes[..at], .. with, .. bytes[Math.Min(bytes.Length, at + length)..]];
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public override string ToString() => seed.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![A-Za-z_])-?\d[\d_.]*(e-?\d+)?%?")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=[:,\[""] ?)[A-Za-z][\w./-]*")]
    private static partial Regex Text();

    [GeneratedRegex(@"[A-Za-z_][\w]*(?="" ?:|:|,|=)")]
    private static partial Regex Name();
}
