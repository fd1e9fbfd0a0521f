using System.Globalization;
using System.Text;
using System.Text.Json;
using static CostSim.Tokens.TokenizerFile;

namespace CostSim.Tokens;

/// <summary>Reads the model of a tokenizer file.</summary>
internal sealed class TokenizerModel(bool byteLevel, Action<string> refuse)
{
    // Bytes that never occur in UTF-8; many vocabularies leave them out.
    private static readonly HashSet<int> Impossible = [0xC0, 0xC1, .. Enumerable.Range(0xF5, 11)];

    /// <summary>The model, or null after an error.</summary>
    public ISubwordModel? Read(JsonElement model)
    {
        switch (Kind(model))
        {
            case "BPE":
                return BytePairs(model) is { } vocabulary ? new BytePairModel(vocabulary) : null;
            case "WordPiece":
                return WordPiece(model);
            case "Unigram":
                return Unigram(model);
            case var other:
                refuse($"model '{other}' is not supported; supported are BPE, WordPiece and Unigram");
                return null;
        }
    }

    // Older files leave the type out; only WordPiece has a longest word, and only Unigram a list of tokens.
    private static string Kind(JsonElement model) => Text(
        model, "type", Child(model, "max_input_chars_per_word") is not null
            ? "WordPiece"
            : Child(model, "vocab") is { ValueKind: JsonValueKind.Array } ? "Unigram" : "BPE");

    private WordPieceModel? WordPiece(JsonElement model)
    {
        if (Ids(model) is not { } ids)
            return null;
        var unknown = Text(model, "unk_token", "[UNK]");
        if (ids.TryGetValue(unknown, out var id))
            return new WordPieceModel(ids, Text(model, "continuing_subword_prefix", "##"), id,
                Number(model, "max_input_chars_per_word") ?? 100);
        refuse($"the vocabulary lacks the unknown token '{unknown}'");
        return null;
    }

    private UnigramModel? Unigram(JsonElement model)
    {
        if (Child(model, "vocab") is not { ValueKind: JsonValueKind.Array } vocab || vocab.GetArrayLength() == 0)
        {
            refuse("the model has no vocab, a list of tokens with their scores");
            return null;
        }

        var pieces = new List<ScoredPiece>(vocab.GetArrayLength());
        foreach (var entry in vocab.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2 && entry[0].ValueKind == JsonValueKind.String
                && entry[1].ValueKind == JsonValueKind.Number && entry[1].TryGetDouble(out var score) && double.IsFinite(score))
            {
                pieces.Add(new ScoredPiece(entry[0].GetString()!, score, pieces.Count));
                continue;
            }

            refuse(FormattableString.Invariant($"entry {pieces.Count + 1:#,0} of the vocab is {Shown(entry)}, not a token with its score"));
            return null;
        }

        if (Number(model, "unk_id") is not { } unknown || unknown < 0 || unknown >= pieces.Count)
        {
            refuse("the model has no unk_id that is a place in its vocab; unknown characters could not be counted");
            return null;
        }

        // The reference takes ten from the lowest score, so that an unknown character is the last resort.
        var unknownScore = pieces.Min(p => p.Score) - 10;
        pieces[unknown] = pieces[unknown] with { Score = unknownScore };
        return new UnigramModel([.. pieces], unknown, unknownScore, Flag(model, "byte_fallback")
            ? ByteTokens(pieces)
            : null, singlePrecision: false);
    }

    // Null where a byte has no token: unknown characters then stay unknown.
    private static int[]? ByteTokens(List<ScoredPiece> pieces)
    {
        var ofByte = new int[256];
        ofByte.AsSpan().Fill(-1);
        foreach (var piece in pieces)
        {
            if (IsByte(piece.Text, out var value))
                ofByte[value] = piece.Id;
        }

        return ofByte.Contains(-1) ? null : ofByte;
    }

    private Vocabulary? BytePairs(JsonElement model)
    {
        foreach (var option in new[] { "continuing_subword_prefix", "end_of_word_suffix" }.Where(o => Text(model, o).Length > 0))
            refuse($"model option {option} '{Text(model, option)}' is not supported");
        if (Child(model, "dropout") is { ValueKind: JsonValueKind.Number } dropout && dropout.GetDouble() > 0)
            refuse("model option dropout is not supported: counts would be random");
        if (Ids(model) is not { } ids)
            return null;
        if (Child(model, "merges") is not { ValueKind: JsonValueKind.Array } list)
        {
            refuse("the model has no list of merges");
            return null;
        }

        if (!MergeTable.Fits(ids.Values.Append(0).Max() + 1, list.GetArrayLength()))
        {
            refuse("the vocabulary has more tokens or merges than the 1,048,576 and 16,777,215 that fit");
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

    private Dictionary<string, int>? Ids(JsonElement model)
    {
        if (Child(model, "vocab") is not { ValueKind: JsonValueKind.Object } vocab)
        {
            refuse("the model has no vocab of tokens with their ids");
            return null;
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocab.EnumerateObject())
        {
            if (Number(token.Value) is >= 0 and < 1 << 24 and var id)
            {
                ids[token.Name] = id;
                continue;
            }

            refuse($"the id of token '{token.Name}' is {Shown(token.Value)}; a whole number of 0 or more is wanted");
            return null;
        }

        return ids;
    }

    private (MergeTable, int[]) Merges(Dictionary<string, int> ids, JsonElement list)
    {
        var (table, merged, rank, wrong) = (new MergeTable(list.GetArrayLength()), new int[list.GetArrayLength()], 0, 0);
        foreach (var merge in list.EnumerateArray())
        {
            var halves = Halves(merge);
            if (halves is { } pair && ids.TryGetValue(pair.Left, out var left) && ids.TryGetValue(pair.Right, out var right)
                && ids.TryGetValue(pair.Left + pair.Right, out merged[rank]))
                table.Add(left, right, rank);
            else if (wrong++ == 0)
                refuse(FormattableString.Invariant($"merge {rank + 1:#,0} is {Shown(merge)}; ")
                    + (halves is null ? "two tokens are wanted" : "it names a token that the vocabulary lacks"));
            rank++;
        }

        return (table, merged);
    }

    private static (string Left, string Right)? Halves(JsonElement merge) => merge.ValueKind switch
    {
        JsonValueKind.String when merge.GetString()!.Split(' ', 2) is [var left, var right] => (left, right),
        JsonValueKind.Array when merge.GetArrayLength() == 2 && merge[0].ValueKind == JsonValueKind.String
            && merge[1].ValueKind == JsonValueKind.String =>
            (merge[0].GetString()!, merge[1].GetString()!),
        _ => null,
    };

    private int[] Bytes(Dictionary<string, int> ids)
    {
        var ofByte = Enumerable.Range(0, 256)
            .Select(b => ids.TryGetValue(byteLevel ? Letter(b).ToString() : $"<0x{b:X2}>", out var id) ? id : -1).ToArray();
        // A character of its own needs no token for its byte.
        bool IsCharacter(int value) => !byteLevel && value < 0x80 && ids.ContainsKey(((char)value).ToString());
        var missing = ofByte.Index().Where(b => b.Item < 0 && !Impossible.Contains(b.Index) && !IsCharacter(b.Index))
            .Select(b => $"0x{b.Index:X2}").ToList();
        if (missing.Count > 0)
            refuse($"the vocabulary lacks {(byteLevel ? "the bytes" : "byte fallback for")} "
                + $"{string.Join(", ", missing.Take(8))}{(missing.Count > 8 ? ", .." : "")}; unknown tokens are not supported");
        return ofByte;
    }

    private CharacterTokens Characters(JsonElement model, Dictionary<string, int> ids, int[] ofByte)
    {
        if (!Flag(model, "byte_fallback"))
            refuse("a BPE model without ByteLevel and without byte_fallback is not supported");
        var ofCharacter = new Dictionary<int, int>();
        foreach (var (token, id) in ids)
        {
            if (Rune.DecodeFromUtf16(token, out var rune, out var size) == System.Buffers.OperationStatus.Done && size == token.Length)
                ofCharacter[rune.Value] = id;
        }

        return new CharacterTokens(ofCharacter, ofByte);
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

    /// <summary>Whether a token represents one byte, as &lt;0x0A&gt; does.</summary>
    internal static bool IsByte(string token, out byte value)
    {
        value = 0;
        return token is ['<', '0', 'x', _, _, '>']
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value);
    }

    // GPT-2's letters for bytes: printable Latin-1 maps to itself, the rest to U+0100 and on, in order.
    private static char Letter(int value) =>
        Printable(value) ? (char)value : (char)(0x100 + Enumerable.Range(0, value).Count(b => !Printable(b)));

    private static readonly Dictionary<char, byte> OfLetter = Enumerable.Range(0, 256).ToDictionary(Letter, b => (byte)b);

    private static byte[] Hidden(string token) =>
        token.All(OfLetter.ContainsKey) ? [.. token.Select(c => OfLetter[c])] : Encoding.UTF8.GetBytes(token);

    private static bool Printable(int value) => value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
}
