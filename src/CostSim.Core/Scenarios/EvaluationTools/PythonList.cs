using System.Text;

namespace CostSim.Scenarios;

/// <summary>A list of texts as Python prints it, which is how tables of pandas hold one: <c>['first', "it's the second"]</c>.</summary>
internal static class PythonList
{
    /// <summary>Null where the text is not such a list.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        var items = new List<string>();
        var at = Skip(text, 0);
        if (at >= text.Length || text[at] != '[')
            return null;
        at = Skip(text, at + 1);
        while (at < text.Length && text[at] != ']')
        {
            if (text[at] is not ('\'' or '"'))
                return null;
            at = Item(text, at, items);
            if (at < 0)
                return null;
            at = Skip(text, at);
            if (at < text.Length && text[at] == ',')
                at = Skip(text, at + 1);
        }

        return at < text.Length && Skip(text, at + 1) == text.Length ? items : null;
    }

    // The place after the closing quotation mark; -1 where there is none.
    private static int Item(string text, int at, List<string> items)
    {
        var quote = text[at];
        var item = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                items.Add(item.ToString());
                return at + 1;
            }

            if (text[at] != '\\' || at + 1 >= text.Length)
            {
                item.Append(text[at]);
                continue;
            }

            at++;
            switch (text[at])
            {
                case 'n':
                    item.Append('\n');
                    break;
                case 't':
                    item.Append('\t');
                    break;
                case 'r':
                    item.Append('\r');
                    break;
                case 'x' when Hex(text, at + 1, 2) is { } code:
                    item.Append((char)code);
                    at += 2;
                    break;
                case 'u' when Hex(text, at + 1, 4) is { } code:
                    item.Append((char)code);
                    at += 4;
                    break;
                default:
                    item.Append(text[at]);
                    break;
            }
        }

        return -1;
    }

    private static int? Hex(string text, int at, int digits) =>
        at + digits <= text.Length && int.TryParse(text.AsSpan(at, digits), System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : null;

    private static int Skip(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
