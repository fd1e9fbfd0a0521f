using System.Text;

namespace CostSim.Tokens;

/// <summary>How SentencePiece normalises a text: its table of characters, then spaces, which become a sign of their own.</summary>
internal sealed record SentencePieceText
{
    private const char Sign = '\u2581';

    /// <summary>The table of replacements; null where characters stay as they are.</summary>
    public CharacterMap? Characters { get; init; }

    /// <summary>Symbols that stay as they are wherever they occur.</summary>
    public TokenPrefixes? UserDefined { get; init; }

    /// <summary>Whether a text begins with a space of its own.</summary>
    public bool AddsPrefix { get; init; } = true;

    /// <summary>Whether spaces at the ends, and all but one of a run, are left out.</summary>
    public bool RemovesExtraSpaces { get; init; } = true;

    /// <summary>Whether a space becomes the sign.</summary>
    public bool EscapesSpaces { get; init; } = true;

    public SourcedText Normalize(SourcedText source)
    {
        // Written in UTF-8 as the table is, and each byte's place in the text.
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(source.Text.Length)];
        var places = new int[utf8.Length + 1];
        var (length, unit) = (0, 0);
        foreach (var rune in source.Text.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(utf8.AsSpan(length));
            places.AsSpan(length, size).Fill(unit);
            length += size;
            unit += rune.Utf16SequenceLength;
        }

        places[length] = source.Text.Length;
        return Spaces(source, utf8.AsSpan(0, length), places);
    }

    private SourcedText Spaces(SourcedText source, ReadOnlySpan<byte> utf8, int[] places)
    {
        var (text, origins, at) = (new StringBuilder(source.Text.Length + 1), new List<int>(source.Text.Length + 2), 0);
        while (RemovesExtraSpaces && at < utf8.Length && Prefix(source, utf8[at..], places[at], out var space) == " ")
            at += space;
        var sign = EscapesSpaces ? Sign : ' ';
        if (at < utf8.Length && AddsPrefix)
            Append(sign, at);
        for (var afterSpace = RemovesExtraSpaces; at < utf8.Length;)
        {
            var part = Prefix(source, utf8[at..], places[at], out var read).AsSpan();
            while (afterSpace && part is [' ', ..])
                part = part[1..];
            foreach (var character in part)
                Append(character == ' ' ? sign : character, at);
            if (!part.IsEmpty)
                afterSpace = RemovesExtraSpaces && part[^1] == ' ';
            at += read;
        }

        while (RemovesExtraSpaces && text.Length > 0 && text[^1] == sign)
        {
            text.Length--;
            origins.RemoveAt(origins.Count - 1);
        }

        origins.Add(source.Origin(source.Text.Length));
        return new SourcedText(text.ToString(), [.. origins]);

        void Append(char character, int place)
        {
            text.Append(character);
            origins.Add(source.Origin(places[place]));
        }
    }

    // What the beginning of the rest becomes, and how many bytes it is.
    private string Prefix(SourcedText source, ReadOnlySpan<byte> rest, int unit, out int read)
    {
        if (UserDefined is not null)
        {
            var found = new List<(int Length, int Value)>();
            if (UserDefined.Find(source.Text.AsSpan(unit), found) > 0)
            {
                var symbol = source.Text.Substring(unit, found[^1].Length);
                read = Encoding.UTF8.GetByteCount(symbol);
                return symbol;
            }
        }

        if (Characters is not null && Characters.Longest(rest, out read) is { } by)
            return by;

        Rune.DecodeFromUtf8(rest, out var rune, out read);
        return rune.IsAscii ? Ascii[rune.Value] : rune.ToString();
    }

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];
}
