using System.IO.Compression;
using System.Text;
using CostSim.Logs;

namespace CostSim.Tests.Logs;

/// <summary>Variations that exports have in practice: separators, words for nothing, constants, sums, wrapped lines, odd times.</summary>
public sealed class SiblingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-siblings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_european_table_has_semicolons_decimal_commas_and_the_day_first()
    {
        var records = Read("log.csv", "\uFEFFtimestamp;model;input_tokens;output_tokens;cost;currency\n28.10.2026 09:30;gpt-4o;1.200;300;0,006;EUR\n03.11.2026 10:00;gpt-4o;800;100;1.000,50;EUR\n");

        // 28.10 shows the order of both rows.
        Assert.Equal([new DateTime(2026, 10, 28, 9, 30, 0), new DateTime(2026, 11, 3, 10, 0, 0)], records.Select(r => r.From.DateTime));
        Assert.Equal([(1_200L, 0.006m), (800L, 1_000.50m)], records.Select(r => (r.Input, r.Cost!.Value)));
    }

    [Fact]
    public void Words_for_nothing_are_blank_and_thousands_may_be_grouped()
    {
        var records = Read("log.csv", "time,model,input_tokens,output_tokens,cached_tokens,request_id,cost\n2026-01-01T10:00:00Z,null,\"1,234\",NaN,None,a,\\N\n");

        Assert.Equal((1_234L, 0L, 0L, ""), records.Select(r => (r.Input, r.Output, r.CachedInput, r.Model)).Single());
        Assert.Null(records.Single().Cost);
    }

    [Fact]
    public void Map_takes_sums_constants_and_quoted_texts()
    {
        var map = new Dictionary<LogField,
            string>
        {
            [LogField.Time] = "at",
            [LogField.Input] = "a+b",
            [LogField.Requests] = "1",
            [LogField.Model] = "'openai/gpt-4o'",
            [LogField.Reasoning] = "thought",
            [LogField.Output] = "out",
            [LogField.Tags] = "team"
        };
        var record = Read("log.csv", "at,a,b,out,thought,team\n2026-01-01,100,20,50,30,search\n", new LogOptions { Map = map }).Single();

        Assert.Equal((120L, 50L, 30L, 1L, "openai/gpt-4o", "search"),
            (record.Input, record.Output, record.Reasoning, record.Requests, record.Model, record.Tags!["team"]));
    }

    [Fact]
    public void A_credit_reduces_the_cost_whatever_its_sign()
    {
        var records = Read("log.csv", "time,input_tokens,cost,credit\n2026-01-01T10:00:00Z,5,1.00,-0.25\n2026-01-01T11:00:00Z,5,1.00,0.25\n");

        Assert.Equal([0.75m, 0.75m], records.Select(r => r.Cost));
    }

    [Fact]
    public void A_day_of_the_provider_is_not_smeared_over_two_local_days()
    {
        var log = new UsageLog(Write("usage.json", """{"data":[{"start_time":1767225600,"end_time":1767312000,"results":[{"input_tokens":10,"output_tokens":5,"num_model_requests":24,"model":"gpt-4o"}]}]}"""), new LogOptions { Offset = TimeSpan.FromHours(8) });
        var record = log.Records().Single();

        // The bucket of 2026-01-01 in UTC stays that day.
        Assert.Equal([(new DateOnly(2026, 1, 1), 1.0)], LogDays.Of(record, TimeSpan.FromHours(8)).Select(d => (d.Day, d.Share)));
        Assert.Contains(log.Notes.Sentences("+08:00"), s => s.Contains("stays a day of its own date", StringComparison.Ordinal));
    }

    [Fact]
    public void An_end_before_its_start_is_said_and_the_start_counts()
    {
        var log = new UsageLog(Write("log.csv", "start_time,end_time,input_tokens\n2026-01-01T10:00:05Z,2026-01-01T10:00:03Z,5\n"),
            new LogOptions());

        Assert.Null(log.Records().Single().Until);
        Assert.Equal(1, log.Notes.Backwards);
    }

    [Fact]
    public void Two_requests_that_share_an_id_are_two_and_growing_parts_of_one_message_are_one()
    {
        var log = new UsageLog(Write("log.csv", "time,id,model,input_tokens,output_tokens\n2026-01-01T10:00:00Z,u1,m,100,50\n2026-01-01T12:00:00Z,u1,m,200,20\n2026-01-02T10:00:00Z,u2,m,70,1\n2026-01-02T10:00:01Z,u2,m,70,9\n"), new LogOptions());

        Assert.Equal([50L, 20L, 9L], log.Records().Select(r => r.Output));
        Assert.Equal((1, 1), (log.Notes.SharedIds, log.Notes.Streamed));
    }

    [Fact]
    public void An_invocation_that_CloudWatch_wrapped_is_unwrapped()
    {
        var record = Read("cw.json", """{"logEvents":[{"timestamp":1767225600000,"message":"{\"schemaType\":\"ModelInvocationLog\",\"timestamp\":\"2026-01-01T10:00:00Z\",\"region\":\"us-east-1\",\"requestId\":\"r\",\"modelId\":\"amazon.nova-lite-v1:0\",\"input\":{\"inputTokenCount\":7},\"output\":{\"outputTokenCount\":3}}"}]}""").Single();

        Assert.Equal(("bedrock/amazon.nova-lite-v1:0", 7L, 3L), (record.Model, record.Input, record.Output));
    }

    [Fact]
    public void Datadogs_costs_are_billionths_and_agents_are_left_out()
    {
        var records = Read("dd.json", """{"data":[{"id":"1","type":"span","attributes":{"span_id":"1","trace_id":"t","span_kind":"agent","start_ms":1767225600000,"metrics":{"input_tokens":100}}},{"id":"2","type":"span","attributes":{"span_id":"2","trace_id":"t","parent_id":"1","span_kind":"llm","model_name":"gpt-4o","model_provider":"openai","start_ms":1767225600000,"metrics":{"input_tokens":100,"output_tokens":9,"cache_read_input_tokens":40,"estimated_total_cost":340000}}}]}""");

        Assert.Equal((60L, 40L, 9L, 0.00034m, "openai/gpt-4o"),
            records.Select(r => (r.FreshInput, r.CachedInput, r.Output, r.Cost!.Value, r.Model)).Single());
    }

    [Fact]
    public void Azures_metrics_are_sums_by_deployment()
    {
        var records = Read("metrics.json", """{"value":[{"name":{"value":"ProcessedPromptTokens"},"timeseries":[{"metadatavalues":[{"name":{"value":"modelname"},"value":"gpt-4o"}],"data":[{"timeStamp":"2026-01-01T00:00:00Z","total":500.0},{"timeStamp":"2026-01-02T00:00:00Z","total":600.0}]}]},{"name":{"value":"AzureOpenAIRequests"},"timeseries":[{"metadatavalues":[],"data":[{"timeStamp":"2026-01-01T00:00:00Z","total":4.0}]}]}]}""");

        Assert.Equal((1_100L, 4L), (records.Sum(r => r.Input), records.Sum(r => r.Requests)));
    }

    [Fact]
    public void An_unknown_unit_or_meter_is_named_and_its_cost_counts()
    {
        const string head = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ProviderName,SkuMeter\n";
        var log = new UsageLog(Write("focus.csv", head
            + "5,USD,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,7,Frobs,Acme,Frobbing\n3,USD,Usage,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,9,1M Tokens,Acme,Spread thread tokens\n"), new LogOptions());
        var records = log.Records().ToList();

        Assert.Equal((8m, 0L), (records.Sum(r => r.Cost), records.Sum(r => r.Tokens)));
        var said = string.Join('\n', log.Notes.Sentences("UTC"));
        Assert.Contains("'Frobs'", said, StringComparison.Ordinal);
        Assert.Contains("'Spread thread tokens'", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_any_length_is_read_row_by_row_and_gzip_by_its_first_bytes()
    {
        var rows = string.Join(",\n",
            Enumerable.Range(0, 3_000).Select(i => $$"""{"id":"r{{i}}","type":"GENERATION","startTime":"2026-01-01T10:00:00Z","model":"gpt-4o","usageDetails":{"input":10,"output":2,"total":12},"padding":"{{new string('x', 200)}}"}"""));
        var path = Path.Combine(folder, "page");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes($"{{\"object\":\"list\",\"data\":[{rows}],\"meta\":{{\"page\":1}}}}"));

        Assert.Equal((3_000, 30_000L),
            (new UsageLog(path, new LogOptions()).Records().Count(), new UsageLog(path, new LogOptions()).Records().Sum(r => r.Input)));
    }

    [Fact]
    public void The_documentation_lists_every_format()
    {
        var page = File.ReadAllText(Path.Combine(Shared.Repository, "docs", "logs.md"));
        var names = LogFormats.All.Select(f => f.Name).Concat(BucketFormats.Open(new LogOptions(), new LogNotes()).Select(b => b.Name));

        Assert.All(names, name => Assert.Contains($"| {name} |", page, StringComparison.Ordinal));
    }

    private List<LogRecord> Read(string name, string text,
        LogOptions? options = null) => [.. new UsageLog(Write(name, text), options ?? new LogOptions()).Records()];

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
