using CostSim.Logs;

namespace CostSim.Tests.Logs;

/// <summary>Answers of providers that a log keeps whole, sums and flags of gateways, and JSON lines read without a document.</summary>
public sealed class RawLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-raw-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_usage_inside_an_answer_is_read_where_the_log_keeps_it_whole()
    {
        var chat = One("""{"created_at":"2026-11-02T08:00:00Z","model":"gpt-4o","usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200,"prompt_tokens_details":{"cached_tokens":256},"completion_tokens_details":{"reasoning_tokens":50}}}""");
        var batch = One("""{"id":"batch_req_1","custom_id":"a","response":{"status_code":200,"request_id":"r","body":{"id":"chatcmpl-1","created":1793606400,"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100}}}}""");
        var claude = One("""{"time":"2026-11-02T08:00:00Z","model":"claude-sonnet-4-5","usage":{"input_tokens":20,"cache_read_input_tokens":9000,"cache_creation_input_tokens":400,"output_tokens":300}}""");
        var gemini = One("""{"time":"2026-11-02T08:00:00Z","model":"gemini-2.5-pro","usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":100,"thoughtsTokenCount":400,"totalTokenCount":1500}}""");

        Assert.Equal((1_000L, 256L, 200L, 50L), (chat.Input, chat.CachedInput, chat.Output, chat.Reasoning));
        Assert.Equal((1_000L, 100L, new DateTime(2026, 11, 2, 8, 0, 0)), (batch.Input, batch.Output, batch.From.UtcDateTime));
        Assert.Equal((20L, 9_000L, 400L), (claude.FreshInput, claude.CachedInput, claude.CacheWrite));
        // Google counts thoughts apart from the candidates: 100 + 400.
        Assert.Equal((1_000L, 500L, 400L), (gemini.Input, gemini.Output, gemini.Reasoning));
    }

    [Fact]
    public void Every_part_of_usage_in_parts_is_use()
    {
        var record = One("""{"id":"g","traceId":"t","type":"GENERATION","startTime":"2026-11-02T08:00:00Z","model":"gpt-4o-audio-preview","usageDetails":{"input":600,"input_cached_tokens":100,"input_audio_tokens":250,"input_image_tokens":50,"output":40,"output_audio_tokens":60,"total":1100}}""");

        // 600 + 100 + 250 + 50 in, 40 + 60 out.
        Assert.Equal((1_000L, 100L, 250L, 100L, 60L),
            (record.Input, record.CachedInput, record.AudioInput, record.Output, record.AudioOutput));
    }

    [Fact]
    public void A_batch_stays_one_whatever_tier_its_calls_name()
    {
        var records = Read("usage.csv", "start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens\n1793577600,1793664000,10,gpt-4o,False,default,1000,100,0\n1793577600,1793664000,90,gpt-4o,True,default,9000,900,0\n");

        Assert.Equal([("standard", 10L), ("batch", 90L)], records.Select(r => (r.ServiceTier!, r.Requests)));
    }

    [Fact]
    public void OpenRouter_names_its_cost_usage()
    {
        var day = One("""{"data":[{"date":"2026-11-02","model":"openai/gpt-4o","model_permaslug":"openai/gpt-4o-2024-08-06","provider_name":"OpenAI","usage":0.35,"requests":100,"prompt_tokens":100000,"completion_tokens":10000,"reasoning_tokens":0}]}""");
        var call = Read("gen.csv", "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,native_tokens_prompt,native_tokens_completion,model_permaslug\ng,2026-11-02T08:00:00Z,0.004,990,95,1000,100,openai/gpt-4o\n").Single();

        Assert.Equal(("openrouter/openai/gpt-4o", 0.35m, 100L), (day.Model, day.Cost, day.Requests));
        // Native tokens are billed.
        Assert.Equal((0.004m, 1_000L, 100L), (call.Cost, call.Input, call.Output));
    }

    [Fact]
    public void A_call_that_the_gateway_answered_itself_is_none_of_the_provider()
    {
        var log = new UsageLog(Write("log.jsonl", """
            {"created_at":"2026-11-02T08:00:00Z","provider":"openai","model":"gpt-4o","tokens_in":1000,"tokens_out":100,"cached":true}
            {"created_at":"2026-11-02T09:00:00Z","provider":"openai","model":"gpt-4o","tokens_in":1000,"tokens_out":100,"cached":false}
            """), new LogOptions());

        Assert.Equal([9], log.Records().Select(r => r.From.Hour));
        Assert.Equal(1, log.Notes.AnsweredByGateway);
    }

    [Fact]
    public void Machines_in_a_table_of_a_whole_account_are_no_bill_of_models()
    {
        const string head = "BilledCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ServiceCategory,ServiceName,SkuMeter\n";
        var log = new UsageLog(Write("focus.csv", head
            + "1.5,USD,Usage,2026-11-02T00:00:00Z,2026-11-03T00:00:00Z,500,1K tokens,AI and Machine Learning,Amazon Bedrock,USE1-Claude4.5Sonnet-input-tokens\n"
            + "100,USD,Usage,2026-11-02T00:00:00Z,2026-11-03T00:00:00Z,24,Hrs,Compute,Amazon EC2,BoxUsage:m5.large\n"), new LogOptions());

        Assert.Equal(1.5m, log.Records().Sum(r => r.Cost));
        Assert.Equal(1, log.Notes.OtherServices);
    }

    [Fact]
    public void A_cost_in_dollars_is_read_and_one_in_another_currency_is_named()
    {
        var dollars = Read("usd.csv", "timestamp,model,Prompt Tokens,Completion Tokens,Total Cost (USD)\n2026-11-02T08:00:00Z,gpt-4o,1000,100,0.005\n").Single();
        var euros = new UsageLog(Write("eur.csv", "timestamp,model,prompt_tokens,completion_tokens,Total Cost (EUR),image tokens,max_tokens\n2026-11-02T08:00:00Z,gpt-4o,1000,100,0.005,7,4096\n"), new LogOptions());

        Assert.Equal(0.005m, dollars.Cost);
        Assert.Null(euros.Records().Single().Cost);
        Assert.Equal(["image tokens", "Total Cost (EUR)"], euros.Notes.Sentences("UTC").Where(s => s.Contains("is not read", StringComparison.Ordinal))
            .Select(s => s.Split('\'')[1]).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_line_read_at_once_says_the_same_as_one_read_as_a_document()
    {
        string[] rows =
        [
            """{"id":"a\u0041","time":"2026-11-02T08:00:00Z","model":"gpt-4o","input_tokens":10,"output_tokens":2,"tags":["team:search","x"],"meta":{"deep":{"er":true}},"cost":null}""",
            """{"output_tokens":3,"id":"b","time":"2026-11-02T09:00:00Z","model":"gpt-\"4o\"","input_tokens":1e1,"tags":[],"metadata":"{\"team\": \"legal\"}","cost":0.5}""",
            """{"id":"c","time":"2026-11-02T10:00:00Z","model":"gpt-4o","input_tokens":12,"output_tokens":2,"labels":[{"key":"team","value":"é"}],"new":{}}""",
        ];
        var options = new LogOptions { Tags = ["team"] };
        var lines = Read("lines.jsonl", string.Join('\n', rows), options);
        // An object over several lines is read as a document.
        var documents = Read("documents.json", string.Join('\n', rows.Select(r => r.Replace(",\"", ",\n\"", StringComparison.Ordinal))), options);

        Assert.Equal(3, lines.Count);
        Assert.Equal(["search", "legal", "é"], lines.Select(r => r.Tags!["team"]));
        Assert.Equal(documents.Select(Facts), lines.Select(Facts));
        static string Facts(LogRecord r) => $"{r.Id} {r.From} {r.Model} {r.Input} {r.Output} {r.Cost} {string.Join(',', r.Tags!)}";
    }

    private LogRecord One(string line) => Read("one.jsonl", line + "\n").Single();

    private List<LogRecord> Read(string name, string text, LogOptions? options = null) =>
        [.. new UsageLog(Write(name, text), options ?? new LogOptions()).Records()];

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
