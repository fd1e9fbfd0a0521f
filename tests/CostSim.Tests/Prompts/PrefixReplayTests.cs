using System.Globalization;
using System.IO.Compression;
using CostSim.Units;

namespace CostSim.Tests.Prompts;

public sealed class PrefixReplayTests
{
    private static BlockRequest At(int seconds, int input, params long[] blocks) => new(TimeSpan.FromSeconds(seconds), input.Tokens, blocks);

    [Fact]
    public void A_prompt_reads_the_blocks_that_an_earlier_one_began_with()
    {
        BlockRequest[] requests = [At(0, 300, 1, 2, 3), At(10, 250, 1, 2, 4), At(20, 90, 1)];

        // Of 640 tokens 200 of the second and all 90 of the third.
        Assert.Equal(290.0 / 640, PrefixReplay.ReadShare(requests, 100.Tokens), 12);
        // The third comes 10 seconds after the second used its block.
        Assert.Equal(0, PrefixReplay.ReadShare(requests, 100.Tokens, TimeSpan.FromSeconds(10)), 12);
    }

    // A plain count of the same file in Python: 0.347198 without forgetting, 0.281163 at five minutes; the whole trace has 0.374 by its README.
    [SharedTheory]
    [InlineData(null, 0.347198)]
    [InlineData(5, 0.281163)]
    public void Half_an_hour_of_conversations_shares_its_prefixes(int? minutes, double share)
    {
        using var file = new GZipStream(File.OpenRead(Shared.Path("traces/mooncake_conversation_first30min.csv.gz")), CompressionMode.Decompress);
        using var text = new StreamReader(file);
        var requests = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(',')).Select(row => new BlockRequest(
            TimeSpan.FromMilliseconds(double.Parse(row[0], CultureInfo.InvariantCulture)), new TokenCount(long.Parse(row[1], CultureInfo.InvariantCulture)),
            [.. row[3].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))]));

        Assert.Equal(share, PrefixReplay.ReadShare(requests, 512.Tokens, minutes is { } m ? TimeSpan.FromMinutes(m) : null), 6);
    }
}
