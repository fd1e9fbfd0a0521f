using CostSim.Logs;

namespace CostSim.Tests.Logs;

/// <summary>
/// One month of requests as many products export it: 5,554 requests from 2026-10-01, 15,889,465 tokens in, of which 2,685,952
/// cached, 2,063,852 out, $57.0047425 at the prices of gpt-4o.
/// </summary>
public sealed class ExportTests
{
    private const long Requests = 5_554, Input = 15_889_465, Cached = 2_685_952, Output = 2_063_852;
    private const decimal Cost = 57.0047425m;

    [SharedTheory]
    [InlineData("baseline.csv.gz", true)]
    [InlineData("helicone.csv.gz", true)]
    [InlineData("langfuse_api.json.gz", true)]
    [InlineData("langfuse_obs_ui.csv.gz", true)]
    [InlineData("litellm.json.gz", true)]
    [InlineData("bedrock_log.jsonl.gz", false)]
    [InlineData("otlp.jsonl.gz", false)]
    public void Logs_of_requests_say_the_same_month(string file, bool costs)
    {
        var records = Read(Shared.Path($"cases/exports/{file}"));

        AssertMonth(records, Requests);
        Assert.Equal(costs ? Cost : 0, records.Sum(r => r.Cost ?? 0));
    }

    [SharedFact]
    public void Portkeys_costs_are_cents()
    {
        var records = Read(Shared.Path("cases/exports/portkey_iso.jsonl.gz"));

        // This export does not tell cached tokens apart.
        Assert.Equal((Requests, Input, Output), (records.Sum(r => r.Requests), records.Sum(r => r.Input), records.Sum(r => r.Output)));
        Assert.Equal(Cost, Math.Round(records.Sum(r => r.Cost ?? 0), 7));
    }

    [Theory]
    [InlineData("oai_completions_batch.json.gz", Requests)]
    [InlineData("oai_completions_p1.json.gz+oai_completions_p2.json.gz", Requests)]
    [InlineData("litellm_daily_activity.json.gz", Requests)]
    // Bills count no requests.
    [InlineData("cur2.csv.gz", 0)]
    [InlineData("gcp_billing.csv.gz", 0)]
    [InlineData("azure_cost.csv.gz", 0)]
    [InlineData("aws_focus10_1k.csv.gz", 0)]
    [InlineData("aws_focus10_tokens.csv.gz", 0)]
    public void Sums_and_bills_say_the_same_month(string files, long requests) => AssertMonth(ReadCases(files), requests);

    [Fact]
    public void A_page_that_is_named_twice_counts_once()
    {
        AssertMonth(ReadCases("oai_completions_p1.json.gz+oai_completions_p2.json.gz+oai_completions_p1.json.gz"), Requests);
    }

    [Fact]
    public void Costs_are_whole_units_of_their_currency_less_credits()
    {
        // The dollars of the file's making; Azure bills 0.92 euros for each.
        Assert.Equal(Cost, Math.Round(ReadCases("oai_costs.json.gz").Sum(r => r.Cost ?? 0), 7));
        var azure = ReadCases("azure_cost.csv.gz");
        Assert.Equal(Math.Round(Cost * 0.92m, 6), Math.Round(azure.Sum(r => r.Cost ?? 0), 6));
        Assert.All(azure, r => Assert.Equal(("EUR", 0.92m), (r.Currency, r.PerUsd)));
        // Gemini 2.5 Flash at 0.30, 0.03 and 2.50 a million, with a tenth given back: 13,203,513 fresh, 2,685,952 cached, 2,063,852 out.
        var list = (13_203_513 * 0.30m / 1e6m) + (Cached * 0.03m / 1e6m) + (Output * 2.50m / 1e6m);
        Assert.Equal(Math.Round(list * 0.9m, 6), Math.Round(ReadCases("gcp_billing.csv.gz").Sum(r => r.Cost ?? 0), 6));
    }

    [Theory]
    [InlineData("oai_images.json.gz", "Image")]
    [InlineData("oai_transcriptions.json.gz", "Transcription")]
    [InlineData("oai_embeddings.json.gz", "Embedding")]
    public void Other_work_is_its_own_kind(string file, string kind)
    {
        var records = ReadCases(file);

        Assert.All(records, r => Assert.Equal(kind, r.Kind.ToString()));
        Assert.Equal(Requests, records.Sum(r => r.Requests));
    }

    [Fact]
    public void Anthropics_usage_keeps_both_kinds_of_writes()
    {
        var records = ReadCases("anth_usage.json.gz");

        Assert.Equal((0L, Cached, Output), (records.Sum(r => r.Requests), records.Sum(r => r.CachedInput), records.Sum(r => r.Output)));
        Assert.Equal(records.Sum(r => r.CacheWrite), 2 * records.Sum(r => r.CacheWrite1h));
    }

    private static void AssertMonth(List<LogRecord> records, long requests) =>
        Assert.Equal((requests, Input, Cached, Output),
            (records.Where(r => !r.Failed).Sum(r => r.Requests), records.Sum(r => r.Input), records.Sum(r => r.CachedInput),
            records.Sum(r => r.Output)));

    private static List<LogRecord> ReadCases(string files) => [.. UsageLog.Together(files.Split('+')
        .Select(f => CaseFiles.Path("exports", f)), new LogOptions()).SelectMany(l => l.Records())];

    private static List<LogRecord> Read(string path) => [.. new UsageLog(path, new LogOptions()).Records()];
}
