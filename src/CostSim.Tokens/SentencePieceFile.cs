using System.Buffers.Binary;
using System.Text;
using CostSim.Files;

namespace CostSim.Tokens;

/// <summary>Reads a SentencePiece <c>.model</c>: pieces with their scores, the kind of model, and how a text is normalised.</summary>
internal static class SentencePieceFile
{
    private const int Unigram = 1, BytePairs = 2;

    private enum Kind
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    }

    /// <summary>Whether a file is not JSON but begins as a model does: with a message of field 1.</summary>
    public static bool IsModel(ReadOnlySpan<byte> file) =>
        file is [0x0A, _, ..] && file.IndexOfAnyExcept(" \t\r\n"u8) is var first && (first < 0 || file[first] is not (byte)'{');

    /// <exception cref="InputException">The file is broken, or asks for something that is not supported.</exception>
    public static ITokenizer Read(string name, byte[] file)
    {
        try
        {
            return Build(name, file);
        }
        catch (FormatException broken)
        {
            throw new InputException(Location.Of(name),
                $"is neither JSON nor a SentencePiece model ({broken.Message}); a tokenizer.json or a .model file is wanted");
        }
    }

    private static HuggingFaceTokenizer Build(string name, byte[] file)
    {
        var pieces = new List<(string Text, float Score, Kind Kind)>();
        var (model, fallback, suffix) = (Unigram, false, false);
        var text = new SentencePieceText();
        foreach (var field in new Message(file))
        {
            if (field.Number == 1)
                pieces.Add(Piece(field.Bytes(file)));
            else if (field.Number == 2)
                Trainer(field.Bytes(file));
            else if (field.Number == 3)
                text = Normalizer(name, field.Bytes(file));
        }

        if (pieces.FindIndex(p => p.Kind == Kind.Unknown) is var unknown && unknown < 0)
            throw new FormatException("no piece is the unknown one");
        if (suffix)
            throw new InputException(Location.Of(name),
                "marks spaces at the end of words (treat_whitespace_as_suffix), which is not supported");
        var bytes = fallback ? ByteTokens(pieces) : null;
        var user = pieces.Index().Where(p => p.Item.Kind == Kind.UserDefined).Select(p => p.Item.Text).ToList();
        text = text with { UserDefined = user.Count > 0 ? new TokenPrefixes(user.Index().Select(u => (u.Item, u.Index))) : null };
        ISubwordModel parts = model switch
        {
            Unigram => UnigramOf(pieces, unknown, bytes),
            BytePairs => new SentencePieceMerges(
                [.. pieces.Index().Where(p => IsText(p.Item.Kind)).Select(p => new ScoredPiece(p.Item.Text, p.Item.Score, p.Index))],
                [.. pieces.Index().Where(p => p.Item.Kind == Kind.Unused).Select(p => p.Index)], text.UserDefined, unknown, bytes),
            _ => throw new InputException(Location.Of(name),
                $"is a SentencePiece model of words or characters (model_type {model}); supported are unigram and BPE"),
        };
        return new HuggingFaceTokenizer(name, AddedTokens.None, [text.Normalize], AddedTokens.None, [], parts, TextFrame.None);

        void Trainer(ReadOnlyMemory<byte> settings)
        {
            foreach (var field in new Message(settings))
            {
                if (field.Number == 3)
                    model = (int)field.Value;
                else if (field.Number == 24)
                    suffix = field.Value != 0;
                else if (field.Number == 35)
                    fallback = field.Value != 0;
            }
        }
    }

    private static UnigramModel UnigramOf(List<(string Text, float Score, Kind Kind)> pieces, int unknown, int[]? bytes)
    {
        var normal = pieces.Where(p => p.Kind == Kind.Normal).Select(p => p.Score).DefaultIfEmpty(0).ToList();
        var (lowest, highest) = (normal.Min(), normal.Max());
        var scored = pieces.Index().Where(p => IsText(p.Item.Kind) && p.Item.Kind != Kind.Unused).Select(p => new ScoredPiece(
            p.Item.Text,
            // Ahead of any pieces that could be put together in its place.
            p.Item.Kind == Kind.UserDefined ? Encoding.UTF8.GetByteCount(p.Item.Text) * highest - 0.1 : p.Item.Score,
            p.Index));
        return new UnigramModel([.. scored], unknown, lowest - 10f, bytes, singlePrecision: true);
    }

    private static bool IsText(Kind kind) => kind is Kind.Normal or Kind.UserDefined or Kind.Unused;

    private static int[] ByteTokens(List<(string Text, float Score, Kind Kind)> pieces)
    {
        var ofByte = new int[256];
        ofByte.AsSpan().Fill(-1);
        foreach (var (id, piece) in pieces.Index())
        {
            if (piece.Kind == Kind.Byte && TokenizerModel.IsByte(piece.Text, out var value))
                ofByte[value] = id;
        }

        return ofByte.Contains(-1) ? throw new FormatException("byte_fallback without a piece for each byte") : ofByte;
    }

    private static (string Text, float Score, Kind Kind) Piece(ReadOnlyMemory<byte> piece)
    {
        var (text, score, kind) = ("", 0f, Kind.Normal);
        foreach (var field in new Message(piece))
        {
            if (field.Number == 1)
                text = Encoding.UTF8.GetString(field.Bytes(piece).Span);
            else if (field.Number == 2)
                score = BitConverter.UInt32BitsToSingle((uint)field.Value);
            else if (field.Number == 3)
                kind = (Kind)field.Value;
        }

        return float.IsFinite(score) && Enum.IsDefined(kind)
            ? (text, score, kind)
            : throw new FormatException($"the piece '{text}' has no finite score or no known type");
    }

    private static SentencePieceText Normalizer(string name, ReadOnlyMemory<byte> settings)
    {
        var text = new SentencePieceText();
        foreach (var field in new Message(settings))
        {
            text = field.Number switch
            {
                2 when field.Length > 0 => text with
                {
                    Characters = CharacterMap.Read(field.Bytes(settings).Span)
                        ?? throw new InputException(Location.Of(name), "holds a precompiled_charsmap that is broken"),
                },
                3 => text with { AddsPrefix = field.Value != 0 },
                4 => text with { RemovesExtraSpaces = field.Value != 0 },
                5 => text with { EscapesSpaces = field.Value != 0 },
                _ => text,
            };
        }

        return text;
    }

    // A field of a protocol buffer: its number, and its value or the place of its bytes.
    private readonly record struct Field(int Number, ulong Value, int Start, int Length)
    {
        public ReadOnlyMemory<byte> Bytes(ReadOnlyMemory<byte> message) =>
            Start >= 0 ? message.Slice(Start, Length) : throw new FormatException($"field {Number} holds no bytes");
    }

    private readonly struct Message(ReadOnlyMemory<byte> bytes)
    {
        public IEnumerator<Field> GetEnumerator()
        {
            for (var at = 0; at < bytes.Length;)
            {
                var tag = Varint(bytes.Span, ref at);
                var number = (int)(tag >> 3);
                switch (tag & 7)
                {
                    case 0:
                        yield return new Field(number, Varint(bytes.Span, ref at), -1, 0);
                        break;
                    case 1 when at + 8 <= bytes.Length:
                        at += 8;
                        break;
                    case 2 when Varint(bytes.Span, ref at) is var length && length <= (ulong)(bytes.Length - at):
                        yield return new Field(number, 0, at, (int)length);
                        at += (int)length;
                        break;
                    case 5 when at + 4 <= bytes.Length:
                        yield return new Field(number, BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]), -1, 0);
                        at += 4;
                        break;
                    default:
                        throw new FormatException($"byte {at} does not continue a message");
                }
            }
        }

        private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
        {
            for (var (value, shift) = (0ul, 0); at < bytes.Length && shift < 64; shift += 7)
            {
                var part = bytes[at++];
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    return value;
            }

            throw new FormatException("it ends inside a number");
        }
    }
}
