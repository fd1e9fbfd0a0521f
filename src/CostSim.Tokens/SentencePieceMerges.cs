using System.Text;

namespace CostSim.Tokens;

/// <summary>
/// SentencePiece's byte-pair model: of all neighbours that make a piece, those with the highest score are joined first, the leftmost of
/// equals.
/// </summary>
internal sealed class SentencePieceMerges : ISubwordModel
{
    private readonly Dictionary<string, (double Score, int Id)> pieces = new(StringComparer.Ordinal);
    private readonly HashSet<int> unused;
    private readonly TokenPrefixes? symbols;
    private readonly int unknown;
    private readonly int[]? ofByte;
    private readonly int longest;

    /// <param name="pieces">All pieces that merging may make.</param>
    /// <param name="unused">Ids of pieces that are made on the way only, and taken apart in the end.</param>
    /// <param name="symbols">User-defined symbols, which never merge.</param>
    /// <param name="unknown">The id of the unknown token.</param>
    /// <param name="ofByte">The token of each byte, where unknown characters become bytes.</param>
    public SentencePieceMerges(IReadOnlyList<ScoredPiece> pieces, HashSet<int> unused, TokenPrefixes? symbols, int unknown, int[]? ofByte)
    {
        (this.unused, this.symbols, this.unknown, this.ofByte) = (unused, symbols, unknown, ofByte);
        foreach (var piece in pieces)
            this.pieces[piece.Text] = (piece.Score, piece.Id);
        longest = pieces.Select(p => p.Text.Length).DefaultIfEmpty(0).Max();
    }

    public void Encode(IEnumerable<TextPart> parts, List<(int Id, int End)> found)
    {
        foreach (var part in parts)
            new Merging(this, part).Run(found);
    }

    // The symbols of one part: where each starts and ends, and its neighbours.
    private sealed class Merging
    {
        private readonly SentencePieceMerges model;
        private readonly TextPart part;
        private readonly List<int> starts = [];
        private readonly List<int> ends = [];
        private readonly List<bool> frozen = [];
        private readonly int[] before;
        private readonly int[] after;
        private readonly PriorityQueue<(int Left, int Right, int Length), (double Score, int Left)> pairs = new();

        // Where an unused piece that merging made comes apart again.
        private readonly Dictionary<string, int> halves = new(StringComparer.Ordinal);

        public Merging(SentencePieceMerges model, TextPart part)
        {
            (this.model, this.part) = (model, part);
            var known = new List<(int Length, int Value)>();
            for (var at = 0; at < part.Length;)
            {
                var isSymbol = model.symbols?.Find(part.Span[at..], known) > 0;
                var length = 0;
                if (isSymbol)
                    length = known[^1].Length;
                else
                    Rune.DecodeFromUtf16(part.Span[at..], out _, out length);
                starts.Add(at);
                ends.Add(at += length);
                frozen.Add(isSymbol);
            }

            before = [.. Enumerable.Range(-1, starts.Count)];
            after = [.. Enumerable.Range(1, starts.Count)];
        }

        public void Run(List<(int Id, int End)> found)
        {
            for (var left = 0; left + 1 < starts.Count; left++)
                Offer(left, left + 1);
            while (pairs.TryDequeue(out var pair, out _))
            {
                var (left, right, length) = pair;
                // Either may have been merged since.
                if (ends[left] <= starts[left] || ends[right] <= starts[right]
                    || ends[right] - starts[left] != length || after[left] != right)
                    continue;
                ends[left] = ends[right];
                ends[right] = starts[right];
                after[left] = after[right];
                if (after[right] < starts.Count)
                    before[after[right]] = left;
                Offer(before[left], left);
                Offer(left, after[left]);
            }

            var unknownBefore = false;
            for (var at = 0; at < starts.Count; at = after[at])
                Write(starts[at], ends[at], found, ref unknownBefore);
        }

        private void Offer(int left, int right)
        {
            if (left < 0 || right >= starts.Count || frozen[left] || frozen[right])
                return;
            var length = ends[right] - starts[left];
            if (length > model.longest || !Find(starts[left], ends[right], out var piece))
                return;
            pairs.Enqueue((left, right, length), (-piece.Score, left));
            if (model.unused.Contains(piece.Id))
                halves[part.Span[starts[left]..ends[right]].ToString()] = ends[left] - starts[left];
        }

        private void Write(int start, int end, List<(int Id, int End)> found, ref bool unknownBefore)
        {
            var isPiece = Find(start, end, out var piece);
            if (isPiece && model.unused.Contains(piece.Id) && halves.TryGetValue(part.Span[start..end].ToString(), out var half))
            {
                Write(start, start + half, found, ref unknownBefore);
                Write(start + half, end, found, ref unknownBefore);
            }
            else if (isPiece)
            {
                found.Add((piece.Id, part.Origin(end)));
                unknownBefore = false;
            }
            else if (model.ofByte is not null)
            {
                Span<byte> bytes = stackalloc byte[4];
                Rune.DecodeFromUtf16(part.Span[start..end], out var rune, out _);
                var count = rune.EncodeToUtf8(bytes);
                for (var i = 0; i < count; i++)
                    found.Add((model.ofByte[bytes[i]], part.Origin(i + 1 < count ? start : end)));
            }
            else
            {
                // A run of unknown characters is one token.
                if (unknownBefore)
                    found.RemoveAt(found.Count - 1);
                found.Add((model.unknown, part.Origin(end)));
                unknownBefore = true;
            }
        }

        private bool Find(int start, int end, out (double Score, int Id) piece) =>
            model.pieces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(part.Span[start..end], out piece);
    }
}
