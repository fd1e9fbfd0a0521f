using CostSim.Files;
using CostSim.Logs;

namespace CostSim.Tests.Logs;

/// <summary>Logs that were once read wrongly; the right values are those of the files' making, worked out in each test.</summary>
public sealed class LogCaseTests
{
    [Fact]
    public void Usage_grouped_by_batch_keeps_both_groups_and_their_tiers()
    {
        var (records, notes) = Read("openai_usage_group_by_batch.json");

        // 14 days of 100 standard and 900 batch requests.
        Assert.Equal((1_400, 12_600),
            (records.Where(r => r.ServiceTier == "standard").Sum(r => r.Requests),
            records.Where(r => r.ServiceTier == "batch").Sum(r => r.Requests)));
        Assert.Equal(0, notes.Duplicates);
    }

    [Fact]
    public void An_agents_span_is_not_counted_beside_its_calls()
    {
        var (records, notes) = Read("otel_parent.jsonl");

        // 140 runs of two calls, of 1,000 and 2,000 tokens.
        Assert.Equal((280, 420_000), (records.Count, records.Sum(r => r.Input)));
        Assert.Equal(140, notes.OtherSpans);
    }

    [Theory]
    // 10,000 in, of which 1,000 read and 8,000 written: 1,000 fresh.
    [InlineData("otel_cache_write_official.jsonl", 1_000, 1_000, 8_000, 500, 0)]
    [InlineData("otel_vercel.jsonl", 1_000, 9_000, 0, 500, 300)]
    public void Attribute_names_of_other_instrumentations_are_read(string file, long fresh, long cached, long written, long output,
        long reasoning)
    {
        var (records, _) = Read(file);

        Assert.Equal(140, records.Count);
        Assert.All(records, r => Assert.Equal((fresh, cached, written, output, reasoning),
            (r.FreshInput, r.CachedInput, r.CacheWrite, r.Output, r.Reasoning)));
    }

    [Fact]
    public void Of_a_streamed_message_the_last_row_counts_and_its_writes_are_for_an_hour()
    {
        var (records, notes) = Read("claude_code_session.jsonl.gz");

        // Ten messages on each of 14 days, of three rows each; the last has 400 tokens of output.
        Assert.Equal((140, 56_000, 280_000, 280_000),
            (records.Count, records.Sum(r => r.Output), records.Sum(r => r.CacheWrite), records.Sum(r => r.CacheWrite1h)));
        Assert.Equal(280, notes.Streamed);
    }

    [Fact]
    public void Anthropics_report_keeps_the_tier_the_hour_and_the_searches_apart()
    {
        var (records, _) = Read("anthropic_usage_1h_standard.json");

        Assert.All(records, r => Assert.Equal((100_000L, 500_000L, 1_000_000L, 1_000_000L, 50_000L, 100L, "standard", 0L),
            (r.FreshInput, r.CachedInput, r.CacheWrite, r.CacheWrite1h, r.Output, r.ToolCalls, r.ServiceTier, r.Requests)));
    }

    [Fact]
    public void The_Consoles_csv_has_two_write_columns_and_no_requests()
    {
        var (records, notes) = Read("anthropic_console.csv");

        Assert.All(records, r => Assert.Equal((100_000L, 500_000L, 1_000_000L, 1_000_000L, 50_000L, 10L, 0L),
            (r.FreshInput, r.CachedInput, r.CacheWrite, r.CacheWrite1h, r.Output, r.ToolCalls, r.Requests)));
        Assert.Equal(["standard", "batch"], records.Take(2).Select(r => r.ServiceTier));
        Assert.Equal(records.Count, notes.Sums);
    }

    [Fact]
    public void Bedrocks_log_counts_cached_tokens_apart_from_the_input()
    {
        var (records, _) = Read("bedrock_invocation.jsonl");

        Assert.All(records, r => Assert.Equal((600L, 9_000L, 400L, 300L), (r.FreshInput, r.CachedInput, r.CacheWrite, r.Output)));
    }

    [Theory]
    // A row of a day without a count of requests is a sum; with one it has as many.
    [InlineData("daily_totals_gemini.csv", 0, 14)]
    [InlineData("daily_with_requests.csv", 14_000, 0)]
    public void A_sum_of_a_day_is_not_a_request(string file, long requests, long sums)
    {
        var (records, notes) = Read(file);

        Assert.Equal((requests, sums, 70_000_000), (records.Sum(r => r.Requests), notes.Sums, records.Sum(r => r.Input)));
    }

    [Theory]
    // Six months of 100 million in and 20 million out.
    [InlineData("focus_tokens_ref.csv", 600_000_000, 120_000_000)]
    [InlineData("focus_1K_tokens.csv", 600_000_000, 120_000_000)]
    [InlineData("focus_azure_meter_names.csv", 600_000_000, 120_000_000)]
    // 28 days of 3 million in and half a million out.
    [InlineData("focus_1000.csv", 84_000_000, 14_000_000)]
    [InlineData("focus_thread.csv", 84_000_000, 14_000_000)]
    public void Units_have_quantities_and_meters_are_read_by_whole_words(string file, long input, long output)
    {
        var (records, _) = Read(file);

        Assert.Equal((input, output, 0), (records.Sum(r => r.FreshInput), records.Sum(r => r.Output), records.Sum(r => r.CachedInput)));
    }

    [Theory]
    [InlineData("amount.json", "amount.value: is missing")]
    [InlineData("results5.json", "results: must be a list of objects, but holds 5")]
    [InlineData("overflow.csv", "input_tokens: must be at most 1,000,000,000,000,000")]
    public void Nonsense_is_refused_with_its_line(string file, string words)
    {
        var refused = Assert.Throws<InputException>(() => Read(file));

        Assert.Contains(words, refused.Errors[0].Message, StringComparison.Ordinal);
        Assert.True(refused.Errors[0].At.Line > 0);
    }

    [Fact]
    public void Null_is_nothing_and_an_unpaired_surrogate_is_a_character()
    {
        Assert.Equal((700, 0, 50), Read("cache_null.json").Records.Select(r => (r.FreshInput, r.CacheWrite, r.Output)).Single());
        Assert.Equal(1_000, Read("surrogate.jsonl").Records.Single().Input);
    }

    private static (List<LogRecord> Records, LogNotes Notes) Read(string file)
    {
        var log = new UsageLog(CaseFiles.Path("logs", file), new LogOptions());
        return ([.. log.Records()], log.Notes);
    }
}
