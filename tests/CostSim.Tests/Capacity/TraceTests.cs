using System.Globalization;
using System.IO.Compression;
using CostSim.Capacity.Replays;
using CostSim.Files;

namespace CostSim.Tests.Capacity;

/// <summary>Half an hour of real traffic, where it lies beside the repository, played exactly against limits that it passes.</summary>
public sealed class TraceTests
{
    [SharedTheory]
    [InlineData("azure2023_conv_first30min", 10_108)]
    [InlineData("azure2023_code_first30min", 5_740)]
    [InlineData("mooncake_conversation_first30min", 5_719)]
    public void A_trace_replays_whole_and_never_above_the_limit(string trace, int requests)
    {
        var arrivals = Read(trace);

        var rows = new BucketReject(400_000, 100_000, a => a.Asked).Replay(arrivals);

        Assert.Equal(requests, rows.Count);
        Assert.Contains(rows, r => r[0] == "429");
        // What a bucket lets through in any stretch is its burst and what it refills meanwhile.
        var admitted = arrivals.Zip(rows).Where(p => p.Second[0] == "admit").Select(p => p.First).ToList();
        var seconds = (double)(long)(arrivals[^1].At / 1_000).Floor();
        Assert.True(admitted.Sum(a => a.Input + a.MaxOutput) <= 100_000 + ((seconds + 1) * 400_000 / 60), trace);
    }

    [SharedFact]
    public void Calls_at_a_time_serve_every_conversation_in_the_order_in_which_they_came()
    {
        var arrivals = Read("azure2023_conv_first30min").Take(3_000).ToList();

        var rows = new Slots(40, null, false, new Latency(200, 20)).Replay(arrivals);

        var starts = rows.Select(r => decimal.Parse(r[1]!, CultureInfo.InvariantCulture)).ToList();
        Assert.All(rows, r => Assert.Equal("ok", r[0]));
        Assert.Equal(starts.Order(), starts);
    }

    private static List<Arrival> Read(string trace)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Shared.Path($"traces/{trace}.csv.gz")), CompressionMode.Decompress));
        var table = new CsvTable(trace, text);
        var (at, input, output) = (table.Find("t_ms"), table.Find("input_tokens"), table.Find("output_tokens"));
        return [.. table.Rows().Select((row, i) => new Arrival(i + 1, Fraction.Of(decimal.Parse(row.Fields[at], CultureInfo.InvariantCulture)), Whole(row.Fields[input]), Whole(row.Fields[output]), Whole(row.Fields[output]), 0, Arrival.Realtime))];
    }

    private static long Whole(string cell) => (long)double.Parse(cell, CultureInfo.InvariantCulture);
}
