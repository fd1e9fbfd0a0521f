using System.Text.RegularExpressions;

namespace CostSim.Tokens;

/// <summary>Changes a text before it is cut into pieces.</summary>
internal delegate SourcedText TextNormalizer(SourcedText text);

/// <summary>The normalisers that tokenizer files name.</summary>
internal static class TextNormalizers
{
    /// <summary>One of the forms C, D, KC and KD of Unicode.</summary>
    public static TextNormalizer Unicode(bool compatible, bool compose) => text =>
    {
        var changes = new List<(int, int, string)>();
        // ASCII characters combine with nothing before them, so each part that begins with one stands for itself.
        for (var start = 0; start < text.Text.Length;)
        {
            var end = start + 1;
            while (end < text.Text.Length && !char.IsAscii(text.Text[end]))
                end++;
            if (end - start > 1 || !char.IsAscii(text.Text[start]))
            {
                var part = text.Text[start..end];
                var normal = Normalization.Apply(part, compatible, compose);
                if (normal != part)
                    changes.Add((start, end - start, normal));
            }

            start = end;
        }

        return text.Replace(changes);
    };

    public static TextNormalizer Prepend(string prefix, bool unlessThere = false) => text =>
        text.Text.Length == 0 || unlessThere && text.Text.StartsWith(prefix, StringComparison.Ordinal) ? text : text.Replace([(0, 0, prefix)]);

    public static TextNormalizer Replace(string from, string by) => from.Length == 1 && by.Length == 1
        ? text => text with { Text = text.Text.Replace(from[0], by[0]) }
        : Replace(new Regex(Regex.Escape(from), RegexOptions.CultureInvariant), by);

    public static TextNormalizer Replace(Regex pattern, string by) => text =>
        text.Replace([.. pattern.Matches(text.Text).Select(m => (m.Index, m.Length, by))]);

    public static TextNormalizer Lowercase() => text => text with { Text = text.Text.ToLowerInvariant() };

    public static TextNormalizer Strip(bool left, bool right) => text =>
    {
        var trimmed = left ? text.Text.TrimStart() : text.Text;
        var start = text.Text.Length - trimmed.Length;
        var kept = right ? trimmed.TrimEnd().Length : trimmed.Length;
        return text.Replace([(0, start, ""), (start + kept, text.Text.Length - start - kept, "")]);
    };
}
