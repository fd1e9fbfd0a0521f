using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Tokens;

/// <summary>
/// Reads the embedded vocabularies: the bytes of the first 256 tokens, then for each further token five bytes, the ids of its two
/// halves in 20 bits each. Stored as merges a vocabulary is smaller than as bytes, and nothing has to be looked up at the start.
/// </summary>
internal static class EmbeddedVocabulary
{
    private const int Singles = 256;
    private const int Record = 5;
    private const int IdBits = 20;

    /// <param name="resource">The file.</param>
    /// <param name="tokens">How many of its tokens count; 0 for all.</param>
    public static Vocabulary Read(string resource, int tokens = 0)
    {
        var file = Resources.Read(resource);
        var count = tokens > 0 ? tokens : Singles + (file.Length - Singles) / Record;
        var ofByte = new int[Singles];
        for (var id = 0; id < Singles; id++)
            ofByte[file[id]] = id;
        return new Vocabulary(count, ofByte, Merges(file, count), null, new Lazy<TokenBytes>(() => Bytes(resource, count)));
    }

    private static MergeTable Merges(ReadOnlySpan<byte> file, int count)
    {
        var merges = new MergeTable(count);
        for (var id = Singles; id < count; id++)
        {
            var (left, right) = Halves(file, id);
            merges.Add(left, right, id);
        }

        return merges;
    }

    private static TokenBytes Bytes(string resource, int count)
    {
        var file = Resources.Read(resource);
        // The longest tokens have 128 bytes, the average 8; each is copied in words, so there must be room behind it.
        var (bytes, ends, at) = (new byte[count * 9], new int[count], Singles);
        for (var id = 0; id < Singles; id++)
            (bytes[id], ends[id]) = (file[id], id + 1);
        for (var id = Singles; id < count; id++)
        {
            var (left, right) = Halves(file, id);
            at = Append(bytes, at, ends, left);
            at = Append(bytes, at, ends, right);
            ends[id] = at;
        }

        return new TokenBytes(bytes, ends);
    }

    private static int Append(byte[] bytes, int at, int[] ends, int id)
    {
        var start = id == 0 ? 0 : ends[id - 1];
        var length = ends[id] - start;
        bytes.AsSpan(start, length).CopyTo(bytes.AsSpan(at));
        return at + length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Left, int Right) Halves(ReadOnlySpan<byte> file, int id)
    {
        unchecked
        {
            var at = Singles + (id - Singles) * Record;
            var packed = MemoryMarshal.Read<uint>(file[at..]) | (ulong)file[at + 4] << 32;
            return ((int)packed & (1 << IdBits) - 1, (int)(packed >> IdBits));
        }
    }
}
