using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CostSim.Files;

namespace CostSim.Engine;

/// <summary>
/// Trials on their way between processes: whole blocks of reduction with all that the engine keeps of each, so that the one that puts
/// them together adds up the same numbers in the same order.
/// </summary>
internal static class TrialShard
{
    /// <summary>
    /// Works out the blocks of one shard of several and writes them; gives how many trials they are. Threads share the blocks of a stretch,
    /// never their order.
    /// </summary>
    public static int Write(SpendModel model, SpendOptions options, int shard, int shards, Stream to, CancellationToken cancel = default)
    {
        if (model.BillsPaths)
            throw new InputException(Location.Of("--shard"),
                $"{(model.Tariff is null ? "what limits drop" : "a contract")} follows whole paths of spend, whose trials cannot be split; "
                + $"leave --shard out");
        var engine = new ExactEngine(model, options);
        var table = engine.NewTable();
        var (first, end) = (Start(engine.Plan.Blocks, shard - 1, shards), Start(engine.Plan.Blocks, shard, shards));
        engine.Run(table, first, end, cancel);
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var block = first; block < end; block++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(number, block);
            to.Write(number);
            foreach (var column in Of(table, block))
                to.Write(MemoryMarshal.AsBytes(column.Span));
        }

        return (end - first) * Columns.Length;
    }

    /// <summary>Fills a table from the blocks of all shards, in any order. Throws where one is missing or torn.</summary>
    internal static void Read(PointTable table, IEnumerable<Stream> shards)
    {
        var (missing, number) = (Enumerable.Range(0, table.Plan.Blocks).ToHashSet(), new byte[sizeof(int)]);
        foreach (var shard in shards)
        {
            while (shard.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length)
            {
                var block = BinaryPrimitives.ReadInt32LittleEndian(number);
                if (!missing.Remove(block))
                    throw new InvalidDataException(
                        FormattableString.Invariant($"block {block} of the trials is there twice, or is none of this scenario's"));
                foreach (var column in Of(table, block))
                    shard.ReadExactly(MemoryMarshal.AsBytes(column.Span));
            }
        }

        if (missing.Count > 0)
            throw new InvalidDataException(
                FormattableString.Invariant($"{missing.Count} of {table.Plan.Blocks} blocks of trials are missing"));
    }

    private static int Start(int blocks, int shard, int shards) => (int)((long)blocks * shard / shards);

    // Bytes are written as they lie in memory, which is little-endian on every machine that .NET runs on.
    private static IEnumerable<Memory<double>> Of(PointTable table, int block)
    {
        foreach (var column in table.PointColumns)
            yield return column.AsMemory(block * Columns.Length, Columns.Length);
        foreach (var sum in table.Sums[block].Arrays)
            yield return sum;
    }
}
