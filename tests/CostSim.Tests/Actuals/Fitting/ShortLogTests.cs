using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Actuals;

public sealed class ShortLogTests
{
    [Fact]
    public async Task An_hour_of_requests_gives_their_lengths_and_no_volume()
    {
        // 120 requests in an hour, of 800, 1,000 and 1,200 tokens in turn: 1,000 in the mean.
        using var run = new TemporaryRun();
        var log = run.Write("hour.csv", "timestamp,model,input_tokens,output_tokens\n" + string.Concat(Enumerable.Range(0, 120).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"2026-09-01T09:{i / 2:00}:{i % 2 * 30:00}Z,openai/gpt-4o,{800 + (200 * (i % 3))},100\n"))));

        var yaml = await Cli.Run("fit", log, "-q");
        var json = await Cli.Run("fit", log, "-q", "--format", "json");

        Assert.Equal(0, yaml.Exit);
        Assert.Contains("# mean 1000", yaml.Output, StringComparison.Ordinal);
        Assert.Contains("# traffic: { requests_per_day: 1_000 }", yaml.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n  requests_per_day", yaml.Output, StringComparison.Ordinal);
        Assert.Contains("no whole day", yaml.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(json.Output).RootElement.GetProperty("traffic").ValueKind);
    }
}
