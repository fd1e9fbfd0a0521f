using System.IO.Compression;
using System.Runtime.InteropServices;
using CostSim.Files;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace CostSim.Documents;

/// <summary>The filters of PDF streams, with a bound on what a compressed stream unpacks to: a few kilobytes can hold gigabytes.</summary>
internal sealed class PdfFilters : ILookupFilterProvider
{
    private static readonly IFilterProvider Usual = DefaultFilterProvider.Instance;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(Usual.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary, IPdfTokenScanner scanner) =>
        Bounded(Usual is ILookupFilterProvider lookup ? lookup.GetFilters(dictionary, scanner) : Usual.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(Usual.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(Usual.GetAllFilters());

    private static List<IFilter> Bounded(IReadOnlyList<IFilter> filters) =>
        [.. filters.Select(f => f is FlateFilter ? new BoundedFlate(f) : f)];

    private sealed class BoundedFlate(IFilter flate) : IFilter
    {
        private const int Most = 256 * 1024 * 1024;

        // Deflate packs at most 1,032 bytes into one.
        private const int Harmless = Most / 1032;

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken dictionary, IFilterProvider filters, int index)
        {
            if (input.Length > Harmless && UnpackedLength(input) >= Most)
                throw new UnreadableException(
                    $"holds a stream that unpacks to more than {Most >> 20} MB; check that it is not a zip bomb, or leave it out");
            return flate.Decode(input, dictionary, filters, index);
        }

        private static long UnpackedLength(Memory<byte> input)
        {
            var bytes = MemoryMarshal.TryGetArray<byte>(input, out var array) ? array : new ArraySegment<byte>(input.ToArray());
            using var unpacked = new ZLibStream(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count), CompressionMode.Decompress);
            var (buffer, length) = (new byte[128 * 1024], 0L);
            try
            {
                for (var read = unpacked.Read(buffer); read > 0 && length < Most; read = unpacked.Read(buffer))
                    length += read;
            }
            catch (InvalidDataException)
            {
                // Broken streams are the reader's to judge.
            }

            return length;
        }
    }
}
