using CostSim.Cli;

namespace CostSim.Tests.Capacity;

/// <summary>Limits as providers count them, on small scenarios with values worked out by hand.</summary>
public sealed class ProviderLimitsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-limits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Ten requests a minute of 20,000 tokens, of which a cache serves 18,000.
    private const string Cached = """
        start: 2027-01-01
        days: 10
        requests: { input: 20_000, output: 300 }
        traffic: { requests_per_day: 14_400, counts: fixed }
        prices: { inline: { input_usd_per_mtok: 3, cache_read_usd_per_mtok: 0.3, output_usd_per_mtok: 15 } }
        designs: { d: { cache: { hit_rate: 100%, share: 90% } } }
        policies: { shed: {} }
        failures: { errors: 0% }
        limits: { rpm: 1_000, otpm: 100_000 }
        """;

    [Fact]
    public async Task Input_tokens_a_minute_do_not_count_what_a_cache_serves_unless_the_provider_does()
    {
        // 10,000 / 2,000 are 5 of 10 requests a minute; 60,000 / 20,000 are 3.
        Assert.InRange(await Figure(Cached, "served_share", "limits={ itpm: 10_000, cached_reads_count: false }"), 0.48, 0.52);
        Assert.InRange(await Figure(Cached, "served_share", "limits={ itpm: 60_000, cached_reads_count: true }"), 0.28, 0.32);
        Assert.InRange(await Figure(Cached, "served_share", "limits={ tpm: 11_500, cached_reads_count: false }"), 0.48, 0.52);
    }

    [Fact]
    public async Task Output_is_reserved_by_max_tokens_where_a_provider_does()
    {
        // 2,000 of input and 2,000 reserved, of 20,000 a minute: 5 of 10.
        Assert.InRange(await Figure(Cached, "served_share", "limits={ tpm: 20_000, cached_reads_count: false, max_tokens: 2_000 }"), 0.48, 0.52);
    }

    [Fact]
    public async Task A_batch_waits_in_its_queue_and_meets_no_limit_by_the_minute()
    {
        // 14,400 requests a day of 20,000 tokens are 288 million a day: a queue of that many that turns over in a day drops none, half of it half.
        var batch = Cached.Replace("d: { cache: { hit_rate: 100%, share: 90% } }", "d: { model: openai/gpt-4o, service_tier: batch }", StringComparison.Ordinal).Replace("prices: { inline: { input_usd_per_mtok: 3, cache_read_usd_per_mtok: 0.3, output_usd_per_mtok: 15 } }", "prices: { as_of: 2026-11-01 }", StringComparison.Ordinal);

        Assert.Equal(0, await Figure(batch, "dropped_share", "limits={ rpm: 1, tpm: 100_000, batch_queue_tokens: 400_000_000 }"));
        Assert.InRange(await Figure(batch, "dropped_share", "limits={ rpm: 1, tpm: 100_000, batch_queue_tokens: 144_000_000 }"), 0.3, 0.52);
        Assert.InRange(await Figure(batch, "peak_batch_queue_tokens", "limits={ batch_queue_tokens: 400_000_000 }"), 280e6, 400e6);
    }

    [Fact]
    public async Task Requests_that_come_in_bursts_are_refused_by_windows_of_a_second_that_a_bucket_lets_through()
    {
        var bucket = await Figure(Cached, "throttled_share", "limits={ rpm: 60 }");
        var window = await Figure(Cached, "throttled_share", "limits={ rpm: 60, rpm_window: 1s }");
        var tens = await Figure(Cached, "throttled_share", "limits={ rpm: 60, rpm_window: 10s }");

        // One a second: of Poisson-like arrivals at 1/6 a second about 1/12 fall into a second that is taken; of ten a window hardly any.
        Assert.Equal(0, bucket, 3);
        Assert.InRange(window, 0.06, 0.16);
        Assert.InRange(tens, 0, 0.01);
    }

    [Fact]
    public async Task The_time_to_the_first_token_grows_with_the_input_that_no_cache_holds()
    {
        // 600 ms, and 2,000 tokens at 1,000 a second.
        var with = await Figure(Cached, "latency_p50_s", "latency={ ttft_ms: 600, tpot_ms: 0, spread: 0, prefill_tokens_per_second: 1_000 }");

        Assert.Equal(2.6, with, 4);
    }

    [Fact]
    public async Task Day_factors_raise_what_is_dropped()
    {
        // Days of mean 50 a minute that are exponential against 60: E[(X - 60)+] / 50 = e^(-1.2) = 30.1 %, and some more within a day. An
        // independent simulation of the definitions has 32 %; a flat day drops 5 %.
        const string yaml = """
            start: 2027-03-01
            months: 1
            requests: { input: 1_000, output: 100 }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            designs: { base: {} }
            traffic: { requests_per_day: 72_000, counts: fixed, day_factor: { gamma: { mean: 1, cv: 1 } } }
            limits: { rpm: 60 }
            failures: { errors: 0% }
            policies: { shed: { attempts: 1 } }
            """;

        Assert.InRange(await Figure(yaml, "dropped_share"), 0.30, 0.34);
        Assert.InRange(await Figure(yaml, "dropped_share", "traffic.day_factor=1"), 0, 0.09);
    }

    [Fact]
    public async Task An_own_GPU_cuts_answers_off_at_the_timeout()
    {
        // One request a second of 400 tokens (cv 0.8) at 80 tokens a second for 8 at a time, whatever is cut off written to its end: an
        // independent simulation has 17 % cut off at 20 s. A test of 9 days.
        const string yaml = """
            start: 2027-03-01
            days: 9
            requests: { input: 1_000, output: { mean: 400, cv: 0.8 } }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            designs: { base: {} }
            traffic: { requests_per_day: 86_400, counts: fixed }
            limits: { gpus: { count: 1, tokens_per_second: 80, full_speed_batch: 8 } }
            latency: { ttft_ms: 600, tpot_ms: 15, spread: 0.3, timeout: 20s }
            failures: { errors: 0% }
            policies: { shed: { attempts: 1 } }
            """;

        Assert.InRange(await Figure(yaml, "timeouts") / await Figure(yaml, "requests"), 0.10, 0.24);
        Assert.InRange(await Figure(yaml, "latency_p99_s"), 0, 20.01);
    }

    [Fact]
    public async Task The_peak_minute_at_P90_is_not_below_the_one_at_P50()
    {
        var rows = await Rows(Cached.Replace("counts: fixed", "counts: typical", StringComparison.Ordinal).Replace("days: 10", "months: 3", StringComparison.Ordinal));
        var peaks = rows.Where(r => r[4] == "peak_rpm").GroupBy(r => r[2]).ToList();

        Assert.Equal(3, peaks.Count);
        Assert.All(peaks, month => Assert.True(Value(month.Single(r => r[3] == "90")) >= Value(month.Single(r => r[3] == "50"))));
    }

    [Fact]
    public async Task Volumes_spread_as_the_days_do()
    {
        // 30 days that are exponential: the month's cv is 1/sqrt(30) = 0.18, so that P90 / P50 is about 1.24.
        const string yaml = """
            start: 2027-04-01
            months: 1
            requests: { input: 100, output: 10 }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            designs: { base: {} }
            traffic: { requests_per_day: 300, counts: fixed, day_factor: { gamma: { mean: 1, cv: 1 } } }
            limits: { rpm: 60 }
            failures: { errors: 0% }
            """;
        var rows = await Rows(yaml);
        double Of(string percentile) => Value(rows.First(r => r[3] == percentile && r[4] == "requests"));

        Assert.InRange(Of("90") / Of("50"), 1.20, 1.29);
        Assert.InRange(Of("50"), 8_500, 9_100);
    }

    private async Task<double> Figure(string yaml, string quantity, params string[] sets) =>
        Value((await Rows(yaml, sets)).First(r => r[4] == quantity && r[3] == "50"));

    private async Task<List<string[]>> Rows(string yaml, params string[] sets)
    {
        var path = Path.Combine(folder, "scenario.yaml");
        await File.WriteAllTextAsync(path, yaml);
        var answer = await Cli.Run(["capacity", path, "--format", "csv", "-q", .. sets.SelectMany(s => new[] { "--set", s })]);
        Assert.Equal(("", App.Fine), (answer.Error, answer.Exit));
        return [.. answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];
    }

    private static double Value(string[] row) => double.Parse(row[5], System.Globalization.CultureInfo.InvariantCulture);
}
