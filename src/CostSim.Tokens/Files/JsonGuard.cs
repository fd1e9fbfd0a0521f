using System.Text;
using System.Text.Json;

namespace CostSim.Files;

/// <summary>
/// The one place where JSON that was written elsewhere becomes values. A text that is cut inside an emoji (\ud83d without its second half)
/// is read with U+FFFD in its place; what is not JSON is an error with its place.
/// </summary>
internal static class JsonGuard
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document.</summary>
    /// <param name="at">Where its first line is.</param>
    /// <param name="text">The JSON.</param>
    /// <param name="remedy">What helps where it is not valid.</param>
    public static JsonDocument Parse(Location at, string text, string remedy = "it may have been cut; write or download it again")
    {
        try
        {
            return JsonDocument.Parse(WithoutHalves(text.TrimStart('\uFEFF')), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException broken)
        {
            var line = Math.Max(1, at.Line) + (int)Math.Min(int.MaxValue / 2, broken.LineNumber ?? 0);
            var column = broken.LineNumber is > 0 || at.Column > 0
                ? (int)Math.Min(int.MaxValue / 2, broken.BytePositionInLine ?? 0) + 1
                : 0;
            var deep = broken.Message.Contains("maximum configured depth", StringComparison.Ordinal);
            throw new InputException(new Location(at.File, line, column), deep
                ? $"is nested deeper than {MaxDepth} levels"
                : $"is not valid JSON; {remedy}");
        }
        catch (ArgumentException)
        {
            throw new InputException(at, $"holds text that is not Unicode; {remedy}");
        }
    }

    /// <summary>The text with each half of a pair of UTF-16, written out or escaped, as U+FFFD.</summary>
    internal static string WithoutHalves(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !HasEscapedHalf(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
                clean.Append(pair ? c : '\uFFFD');
                if (pair)
                    clean.Append(text[++i]);
            }
            else if (c == '\\' && i + 1 < text.Length)
            {
                i = Escape(text, i, clean);
            }
            else
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    private static bool HasEscapedHalf(string text)
    {
        for (var at = text.IndexOf("\\u", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\\u", at + 2, StringComparison.Ordinal))
        {
            if (at + 3 < text.Length && text[at + 2] is 'd' or 'D'
                && text[at + 3] is >= '8' and <= '9' or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'))
                return true;
        }

        return false;
    }

    // Copies the escape that begins at a place; gives the place of its last character.
    private static int Escape(string text, int at, StringBuilder clean)
    {
        if (Unit(text, at) is not { } first || !char.IsSurrogate(first))
        {
            clean.Append(text, at, 2);
            return at + 1;
        }

        if (char.IsHighSurrogate(first) && Unit(text, at + 6) is { } second && char.IsLowSurrogate(second))
        {
            clean.Append(text, at, 12);
            return at + 11;
        }

        clean.Append("\\uFFFD");
        return at + 5;
    }

    private static char? Unit(string text, int at) =>
        at + 6 <= text.Length && text[at] == '\\' && text[at + 1] == 'u'
            && ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier,
                System.Globalization.CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
