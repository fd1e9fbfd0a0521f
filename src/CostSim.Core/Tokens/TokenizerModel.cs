using System.Globalization;
using System.Text;
using System.Text.Json;
using static CostSim.Tokens.TokenizerFile;

namespace CostSim.Tokens;

/// <summary>Reads the byte-pair model of a tokenizer file.</summary>
internal sealed class TokenizerModel(bool byteLevel, Action<string> refuse)
{
    // Bytes that never occur in UTF-8; many vocabularies leave them out.
    private static readonly HashSet<int> Impossible = [0xC0, 0xC1, .. Enumerable.Range(0xF5, 11)];

    /// <summary>The vocabulary, or null after an error.</summary>
    public Vocabulary? Read(JsonElement model)
    {
        // Older files leave the type out where it is BPE.
        var type = Text(model, "type", "BPE");
        if (type != "BPE")
            refuse($"model '{type}' is not supported; supported is BPE");
        foreach (var option in new[] { "continuing_subword_prefix", "end_of_word_suffix" }.Where(o => Text(model, o).Length > 0))
            refuse($"model option {option} '{Text(model, option)}' is not supported");
        if (Child(model, "dropout") is { ValueKind: JsonValueKind.Number } dropout && dropout.GetDouble() > 0)
            refuse("model option dropout is not supported: counts would be random");
        if (Child(model, "vocab") is not { ValueKind: JsonValueKind.Object } vocab || Child(model, "merges") is not { ValueKind: JsonValueKind.Array } list)
        {
            refuse("the model has no vocab and merges");
            return null;
        }

        if (type != "BPE")
            return null;
        var ids = vocab.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetInt32(), StringComparer.Ordinal);
        if (ids.Values.Any(id => id < 0) || !MergeTable.Fits(ids.Values.Append(0).Max() + 1, list.GetArrayLength()))
        {
            refuse("the vocabulary has ids below 0, or more tokens or merges than the 1,048,576 and 16,777,215 that fit");
            return null;
        }

        var (merges, merged) = Merges(ids, list);
        var (count, ofByte) = (ids.Values.Append(0).Max() + 1, Bytes(ids));
        var bytes = new Lazy<TokenBytes>(() => TokensOf(ids, count));
        return new Vocabulary(count, ofByte, merges, merged, bytes)
        {
            WholeTokens = Flag(model, "ignore_merges") ? WholeTokens.Always : WholeTokens.Never,
            Characters = byteLevel ? null : Characters(model, ids, ofByte),
        };
    }

    private (MergeTable, int[]) Merges(Dictionary<string, int> ids, JsonElement list)
    {
        var (table, merged, rank, unknown) = (new MergeTable(list.GetArrayLength()), new int[list.GetArrayLength()], 0, 0);
        foreach (var merge in list.EnumerateArray())
        {
            var (left, right) = merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2
                ? (merge[0].GetString()!, merge[1].GetString()!)
                : merge.GetString()!.Split(' ', 2) is [var l, var r] ? (l, r) : ("", "");
            if (ids.TryGetValue(left, out var leftId) && ids.TryGetValue(right, out var rightId) && ids.TryGetValue(left + right, out merged[rank]))
                table.Add(leftId, rightId, rank);
            else if (unknown++ == 0)
                refuse(FormattableString.Invariant($"merge {rank + 1:#,0} ('{left}' and '{right}') names a token that the vocabulary lacks"));
            rank++;
        }

        return (table, merged);
    }

    private int[] Bytes(Dictionary<string, int> ids)
    {
        var ofByte = Enumerable.Range(0, 256).Select(b => ids.TryGetValue(byteLevel ? Shown(b).ToString() : $"<0x{b:X2}>", out var id) ? id : -1).ToArray();
        // A character of its own needs no token for its byte.
        bool IsCharacter(int value) => !byteLevel && value < 0x80 && ids.ContainsKey(((char)value).ToString());
        if (ofByte.Index().Where(b => b.Item < 0 && !Impossible.Contains(b.Index) && !IsCharacter(b.Index)).Select(b => $"0x{b.Index:X2}").ToList() is { Count: > 0 } missing)
            refuse($"the vocabulary lacks {(byteLevel ? "the bytes" : "byte fallback for")} {string.Join(", ", missing.Take(8))}{(missing.Count > 8 ? ", .." : "")}; unknown tokens are not supported");
        return ofByte;
    }

    private CharacterTokens Characters(JsonElement model, Dictionary<string, int> ids, int[] ofByte)
    {
        if (!Flag(model, "byte_fallback"))
            refuse("a model without ByteLevel and without byte_fallback is not supported");
        return new CharacterTokens(ids.Where(t => t.Key.EnumerateRunes().Count() == 1).ToDictionary(t => t.Key.EnumerateRunes().First().Value, t => t.Value), ofByte);
    }

    private TokenBytes TokensOf(Dictionary<string, int> ids, int count)
    {
        var tokens = new byte[count][];
        foreach (var (text, id) in ids)
            tokens[id] = byteLevel ? Hidden(text) : IsByte(text, out var value) ? [value] : Encoding.UTF8.GetBytes(text);
        var (bytes, ends) = (new List<byte>(), new int[count]);
        for (var id = 0; id < count; id++)
        {
            bytes.AddRange(tokens[id] ?? []);
            ends[id] = bytes.Count;
        }

        return new TokenBytes([.. bytes], ends);
    }

    private static bool IsByte(string token, out byte value)
    {
        value = 0;
        return token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value);
    }

    // GPT-2's letters for bytes: printable Latin-1 stands for itself, the rest for U+0100 and on, in order.
    private static char Shown(int value) => Printable(value) ? (char)value : (char)(0x100 + Enumerable.Range(0, value).Count(b => !Printable(b)));

    private static readonly Dictionary<char, byte> ByShown = Enumerable.Range(0, 256).ToDictionary(Shown, b => (byte)b);

    private static byte[] Hidden(string token) => token.All(ByShown.ContainsKey) ? [.. token.Select(c => ByShown[c])] : Encoding.UTF8.GetBytes(token);

    private static bool Printable(int value) => value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
}
