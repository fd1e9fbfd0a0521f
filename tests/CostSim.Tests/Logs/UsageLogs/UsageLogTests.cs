using CostSim.Files;
using CostSim.Logs;

namespace CostSim.Tests.Logs;

public sealed class UsageLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-logs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void OpenAi_counts_cached_tokens_inside_the_input_and_Anthropic_beside_it()
    {
        // 1,000 in of which 300 cached are 700 fresh; Anthropic states the 700 and the 300 apart.
        var openai = Read("openai.json", """{"data":[{"object":"bucket","start_time":1767225600,"end_time":1767312000,"results":[{"input_tokens":1000,"input_cached_tokens":300,"output_tokens":50,"num_model_requests":4,"model":"gpt-4o"}]}]}""").Single();
        var anthropic = Read("anthropic.json", """{"data":[{"starting_at":"2026-01-01T00:00:00Z","ending_at":"2026-01-02T00:00:00Z","results":[{"uncached_input_tokens":700,"cache_read_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":40,"ephemeral_1h_input_tokens":2},"output_tokens":50,"model":"claude-sonnet-4-5"}]}]}""").Single();

        Assert.Equal((700, 300, 0, 50, 4, "openai/gpt-4o"),
            (openai.FreshInput, openai.CachedInput, openai.CacheWrite, openai.Output, openai.Requests, openai.Model));
        Assert.Equal((700, 300, 42, "anthropic/claude-sonnet-4-5"),
            (anthropic.FreshInput, anthropic.CachedInput, anthropic.CacheWrite, anthropic.Model));
    }

    [Fact]
    public void Anthropic_bills_in_cents_and_OpenAi_in_dollars()
    {
        var (anthropic, notes) = ReadWithNotes("cost.json", """{"data":[{"starting_at":"2026-01-01T00:00:00Z","ending_at":"2026-01-02T00:00:00Z","results":[{"currency":"USD","amount":"12345.6"}]}]}""");
        var openai = Read("openai.json", """[{"object":"bucket","start_time":1767225600,"end_time":1767312000,"results":[{"amount":{"value":123.456,"currency":"usd"}}]}]""").Single();

        Assert.Equal(123.456m, anthropic.Single().Cost);
        Assert.Equal((123.456m, "USD"), (openai.Cost, openai.Currency));
        Assert.Contains(notes.Sentences("UTC"), s => s.Contains("divided by 100", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_that_is_there_twice_counts_once()
    {
        const string page = """{"data":[{"start_time":1767225600,"end_time":1767312000,"results":[{"input_tokens":10,"output_tokens":5,"num_model_requests":1,"model":"gpt-4o"}]}]}""";

        var (records, notes) = ReadWithNotes("usage.json", page + "\n" + page);

        Assert.Equal(1, records.Sum(r => r.Requests));
        Assert.Equal(1, notes.Duplicates);
    }

    [Fact]
    public void LiteLlm_rows_lose_the_gateways_own_hits_and_keep_failures()
    {
        var (records, notes) = ReadWithNotes("litellm.jsonl", """
            {"request_id":"a","startTime":"2026-01-01T10:00:00Z","prompt_tokens":1000,"completion_tokens":20,"spend":0.003,"model":"gpt-4o","custom_llm_provider":"openai","cache_hit":"False","status":"success","metadata":{"usage_object":{"prompt_tokens_details":{"cached_tokens":400}}}}
            {"request_id":"b","startTime":"2026-01-01T10:01:00Z","prompt_tokens":1000,"completion_tokens":20,"spend":0,"model":"gpt-4o","cache_hit":"True","status":"success"}
            {"request_id":"c","startTime":"2026-01-01T10:02:00Z","prompt_tokens":0,"completion_tokens":0,"spend":0,"model":"gpt-4o","status":"failure"}
            {"request_id":"a","startTime":"2026-01-01T10:00:00Z","prompt_tokens":1000,"completion_tokens":20,"spend":0.003,"model":"gpt-4o","status":"success"}
            """);

        Assert.Equal(2, records.Count);
        Assert.Equal((600, 400, 0.003m, "openai/gpt-4o"),
            (records[0].FreshInput, records[0].CachedInput, records[0].Cost, records[0].Model));
        Assert.True(records[1].Failed);
        Assert.Equal((1, 1), (notes.AnsweredByGateway, notes.Duplicates));
    }

    [Fact]
    public void OpenTelemetry_spans_are_read_nested_and_flat_and_other_spans_are_left_out()
    {
        var (records, notes) = ReadWithNotes("spans.jsonl", """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"1","startTimeUnixNano":"1767261600000000000","attributes":[{"key":"gen_ai.system","value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"120"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"30"}}],"status":{"code":2}},{"spanId":"2","startTimeUnixNano":"1767261601000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}}]}]}]}]}
            {"name":"chat gpt-4o","start_time":"2026-01-01T11:00:00Z","context":{"span_id":"0x3"},"attributes":{"gen_ai.provider.name":"openai","gen_ai.response.model":"gpt-4o-2024-08-06","gen_ai.usage.input_tokens":80,"gen_ai.usage.output_tokens":9}}
            """);

        Assert.Equal([(120L, 30L, true), (80L, 9L, false)], records.Select(r => (r.Input, r.Output, r.Failed)));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 10, 0, 0, TimeSpan.Zero), records[0].From);
        Assert.Equal(1, notes.OtherSpans);
    }

    [SharedFact]
    public void Focus_rows_become_meters_that_do_not_overlap()
    {
        var records = new UsageLog(Shared.Path("usage-samples/focus-ai-prompt-caching-a.csv"), new LogOptions()).Records().ToList();

        // The four rows of the sample: input, cache write, cache read, output.
        Assert.Equal([500_000L, 0, 0, 0], records.Select(r => r.FreshInput));
        Assert.Equal([0L, 2_000_000, 0, 0], records.Select(r => r.CacheWrite));
        Assert.Equal([0L, 0, 8_000_000, 0], records.Select(r => r.CachedInput));
        Assert.Equal([0L, 0, 0, 1_500_000], records.Select(r => r.Output));
        Assert.Equal(33.9m, records.Sum(r => r.Cost));
        Assert.All(records, r => Assert.Equal("solora ai/solora-reasoning-pro", r.Model));
    }

    [SharedFact]
    public void A_table_is_read_by_the_names_of_its_columns()
    {
        var (records, notes) = (new List<LogRecord>(), default(LogNotes)!);
        var log = new UsageLog(Shared.Path("usage-samples/azure-llm-inference-trace-2023-conv.csv"), new LogOptions());
        records.AddRange(log.Records());
        notes = log.Notes;

        // Of the sample's README: 19,366 requests, mean 1,155 tokens in and 211 out.
        Assert.Equal(19_366, records.Count);
        Assert.Equal(1155, records.Average(r => r.Input), 0.5);
        Assert.Equal(211, records.Average(r => r.Output), 0.5);
        Assert.Equal(19_366, notes.WithoutOffset);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "log.csv:1: error: has no column that is known to hold the time; name it with --map time=COLUMN,input=COLUMN,output=COLUMN (the columns are a, b)")]
    [InlineData("# Which way\n", "log.csv:1: error: begins with '# Which way', which is neither the header of a table nor JSON; name a usage log or a bill")]
    [InlineData("time,input_tokens\nyesterday,5\n", "log.csv:2: error: time: must be a moment such as 2026-11-01T16:30:00Z, a day (2026-11-01), a month (2026-11), or a number since 1970, but is 'yesterday'")]
    [InlineData("time,input_tokens\n12.5,5\n", "log.csv:2: error: time: 12.5 is not a moment since 1970 (too small); a log needs dates, not times from its own start")]
    [InlineData("time,input_tokens\n2026-01-01T00:00:00Z,-5\n", "log.csv:2: error: input_tokens: must not be negative, but is -5")]
    [InlineData("time,cost\n2026-01-01T00:00:00Z,$5\n", "log.csv:2: error: cost: must be an amount such as 12.50, without a currency sign, but is '$5'")]
    [InlineData("time,input_tokens,cached_tokens\n2026-01-01T00:00:00Z,5,9\n", "log.csv:2: error: cached_tokens: 9 cached tokens cannot be part of an input of 5; if they are counted apart, as Anthropic counts them, say --cached outside")]
    [InlineData("time,input_tokens\n2026-01-01T00:00:00Z,5,6\n", "log.csv:2: error: has 3 fields, but the header names 2 columns; put a value that holds a comma in quotes, and leave an absent one empty")]
    [InlineData("time,input_tokens\n03/04/2026 10:00,5\n", "log.csv:2: error: time: '03/04/2026 10:00' can be read month first or day first; say which with --date-format M/D/Y or --date-format D/M/Y")]
    [InlineData("stamp,tokens_of_prompt\n1,2\n", "log.csv:1: error: has no column that is known to hold the time; name it with --map time=stamp,input=tokens_of_prompt,output=COLUMN (the columns are stamp, tokens_of_prompt)")]
    [InlineData("time,input_tokens\n", "log.csv: error: holds no row")]
    [InlineData("", "log.csv: error: is empty")]
    public void What_cannot_be_read_is_refused_with_its_line_and_the_remedy(string text, string error)
    {
        var refused = Assert.Throws<InputException>(() => Read("log.csv", text));

        Assert.Equal(error, refused.Errors[0].ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_broken_row_is_shown_in_one_run()
    {
        var refused = Assert.Throws<InputException>(() => Read("log.csv", "time,input_tokens\nx,1\n2026-01-01T00:00:00Z,2\n2026-01-01T00:00:01Z,y\n"));

        Assert.Equal([2, 4], refused.Errors.Select(e => e.At.Line));
    }

    [Fact]
    public void A_time_without_offset_is_local_where_a_zone_is_given()
    {
        var log = new UsageLog(Write("log.csv", "time,input_tokens\n2026-01-01 07:30:00,5\n"),
            new LogOptions { Offset = TimeSpan.FromHours(8) });

        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 30, 0, TimeSpan.Zero), log.Records().Single().From.ToUniversalTime());
        Assert.Equal(1, log.Notes.WithoutOffset);
    }

    [Fact]
    public void An_invoice_is_a_row_a_month()
    {
        var row = Read("invoice.csv", "month,amount,currency\n2026-02,1234.56,MYR\n").Single();

        Assert.Equal((1234.56m, "MYR", 0L), (row.Cost, row.Currency, row.Requests));
        Assert.Equal(28, (row.Until!.Value - row.From).TotalDays);
    }

    private List<LogRecord> Read(string name, string text) => ReadWithNotes(name, text).Records;

    private (List<LogRecord> Records, LogNotes Notes) ReadWithNotes(string name, string text)
    {
        var log = new UsageLog(Write(name, text), new LogOptions());
        return ([.. log.Records()], log.Notes);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
