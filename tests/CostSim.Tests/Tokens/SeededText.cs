using System.Text;

namespace CostSim.Tests.Tokens;

/// <summary>Texts of mixed scripts, spaces and quirks, the same for a seed (SplitMix64).</summary>
internal sealed class SeededText(ulong seed)
{
    private static readonly string[] Fragments =
    [
        " ", "  ", "   ", "\n", "\r\n", "\r", "\t", "\u00A0", "\u3000", "\u0085", "\u2028", "\u200B", "'", "''", "'s", "'S", "'\u017F", "'ll", "'lL", "'re", "'D", "'x",
        "a", "A", "ab", "AB", "aB", "Ab", "the", " the", "The", "HTTPServer", "camelCase", "\u00E9", "e\u0301", "\u0301", "\u0300\u0301", "\u01C5", "\u02B0", "\u00AA",
        "\u4E2D", "\u4E2D\u6587", "\u3042", "\u30AB\u30BF", "\uD55C", "\u0E01\u0E34", "\u0643\u0644", "\u0915\u094D\u0937", "\u041F\u0440\u0438", "\u043C\u0438\u0440", "\u10D0", "\u1C90",
        "0", "1", "12", "123", "1234567", "\u0663", "\u0967", "\u2167", "\u00BD", "\U0001D7CE", "\U00010330", "\U0001D49C", "\U0001F600", "\U0001F468\u200D\U0001F469", "\U000E0101", "\U0010FFFF",
        "!", "//", "/", "/\n/", "!\n", ".\r\n/", "...", "(", " (", "((", "{\"", "\":", "<|endoftext|>", "_", "-", "\0", "\u001C", "\uFFFD", "\uFEFF", "\uD83D", "\uDE00",
        "aaaaaaaaaaaaaaaaaaaa", "                    ", "abcdefghijklmnopqrstuvwxyz", "IwipYsl9OEYyZ4eHDaBMwRDpClDb", "=========================", "\n\n\n\n",
    ];

    private static readonly string[] Ascii = [.. Fragments.Where(f => f.All(char.IsAscii))];

    private ulong state = seed;

    /// <summary>A text of up to so many fragments, all ASCII but for one in 256.</summary>
    public string NextAscii(int most)
    {
        var text = new StringBuilder();
        for (var left = 1 + (int)Draw((ulong)most); left > 0; left--)
        {
            var any = Draw(256);
            _ = any < 64 ? text.Append((char)(any + 32)) : text.Append(any == 255 ? "\u00E9" : Ascii[Draw((ulong)Ascii.Length)]);
        }

        return text.ToString();
    }

    /// <summary>A text of up to so many fragments; one in eight is any code unit at all.</summary>
    public string Next(int most)
    {
        var text = new StringBuilder();
        for (var left = 1 + (int)Draw((ulong)most); left > 0; left--)
        {
            _ = Draw(8) == 0
                ? text.Append((char)Draw(Draw(2) == 0 ? 0x3000u : 0x10000u))
                : text.Append(Fragments[Draw((ulong)Fragments.Length)]);
        }

        return text.ToString();
    }

    /// <summary>One run of letters without a break, now of few different ones, now of all.</summary>
    public string NextWord(int least, int most)
    {
        var (letters, text) = (1 + Draw(30), new StringBuilder());
        for (var left = least + (int)Draw((ulong)(most - least)); left > 0; left--)
            text.Append("\u4E2Daeiotnsrbcdfghjklmpquvwxyz\u0915\u043E\u00E9\u3042"[(int)Draw(letters)]);
        return text.ToString();
    }

    private ulong Draw(ulong below)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
            z = (z ^ z >> 27) * 0x94D049BB133111EB;
            return (z ^ z >> 31) % below;
        }
    }
}
