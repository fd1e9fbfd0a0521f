using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class PriceImportTests
{
    private static readonly DateOnly Copied = new(2026, 12, 1);

    private static ImportResult LiteLlm(string json, DateOnly? day = null)
    {
        var (prices, rows) = LiteLlmPrices.Read("t.json", json);
        return PriceImport.Of(PriceBooks.Shipped, prices, rows, day ?? Copied, "litellm t.json");
    }

    private static ImportResult Genai(string json, DateOnly day)
    {
        var (prices, rows) = GenaiPrices.Read("d.json", json, PriceBooks.Shipped, day);
        return PriceImport.Of(PriceBooks.Shipped, prices, rows, day, "genai-prices d.json");
    }

    [SharedFact]
    public void Each_bad_row_of_the_litellm_sample_is_quarantined_by_name()
    {
        var result = LiteLlm(File.ReadAllText(Shared.Path("pricing-facts/litellm-sample.json")));
        var quarantined = result.Rows.Where(r => r.Verdict is ImportVerdict.Quarantined).ToList();

        foreach (var bad in new[] { "gpt-5-nano", "claude-3-haiku-20240307", "claude-3-opus-20240229", "gemini/gemini-1.5-flash", "whisper-1", "gpt-realtime" })
            Assert.Contains(quarantined, r => r.Entry == bad);
        foreach (var zero in new[] { "gemini/gemini-exp-1114", "gemini/gemma-3-27b-it", "perplexity/pplx-70b-online" })
            Assert.Contains(quarantined, r => r.Entry == zero && r.Reason.Contains("zero is not a price", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Records, r => r.Amounts.Stated.Any(a => a.Usd == 0));
        Assert.All(result.Records, r => Assert.DoesNotContain(PriceBooks.Shipped.Records, known => known.Id == r.Id));
    }

    [SharedFact]
    public void Each_entry_of_the_litellm_sample_has_a_row()
    {
        using var table = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Shared.Path("pricing-facts/litellm-sample.json")));
        var entries = table.RootElement.EnumerateObject().Select(e => e.Name).Where(n => n != "sample_spec");

        Assert.Equal([], entries.Except(LiteLlm(File.ReadAllText(Shared.Path("pricing-facts/litellm-sample.json"))).Rows.Select(r => r.Entry)));
    }

    [SharedFact]
    public void What_genai_prices_cannot_say_is_quarantined()
    {
        var result = Genai(File.ReadAllText(Shared.Path("pricing-facts/genai-prices-sample.json")), new DateOnly(2026, 12, 1));
        var quarantined = result.Rows.Where(r => r.Verdict is ImportVerdict.Quarantined).Select(r => r.Entry).ToList();

        foreach (var bad in new[] { "openai/o3", "google/gemini-1.5-flash", "deepseek/deepseek-chat", "deepseek/deepseek-v4-flash", "deepseek/deepseek-v4-pro", "anthropic/claude-sonnet-4-5" })
            Assert.Contains(bad, quarantined);
        Assert.Contains(result.Rows, r => (r.Verdict, r.Entry) == (ImportVerdict.Same, "xai/grok-4.5"));
        Assert.Contains(result.Rows, r => (r.Verdict, r.Entry) == (ImportVerdict.LeftOut, "google/gemma-3"));
    }

    [Fact]
    public void A_price_as_in_the_book_makes_no_record()
    {
        var result = LiteLlm("""{ "gpt-4o": { "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "cache_read_input_token_cost": 1.25e-06, "litellm_provider": "openai", "mode": "chat" } }""");

        Assert.Empty(result.Records);
        Assert.Equal(ImportVerdict.Same, Assert.Single(result.Rows).Verdict);
    }

    [Fact]
    public void Another_price_makes_a_dated_record_that_keeps_what_the_table_does_not_say()
    {
        var result = LiteLlm("""{ "gpt-4o": { "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "litellm_provider": "openai", "mode": "chat" } }""");

        var record = Assert.Single(result.Records);
        Assert.Equal(("openai:gpt-4o:2026-12-01:standard", Copied), (record.Id, record.RecordedOn));
        Assert.Equal([2m, 1.25m, 8m], record.Amounts.Stated.Select(a => a.Usd));
    }

    [Theory]
    [InlineData("\"input_cost_per_token\": 1e-05, \"output_cost_per_token\": 2.5e-06", "swapped")]
    [InlineData("\"input_cost_per_token\": 2.5e-03, \"output_cost_per_token\": 1e-02", "goes from 2.5 to 2500")]
    [InlineData("\"input_cost_per_token\": 2.5e-06, \"output_cost_per_token\": 1e-05, \"cache_read_input_token_cost\": 1.3e-06", "looks like a rounded 1.25")]
    [InlineData("\"input_cost_per_token\": 2e-06, \"output_cost_per_token\": 8e-06, \"cache_read_input_token_cost\": 4e-06", "is above input_usd_per_mtok")]
    [InlineData("\"input_cost_per_token\": 0, \"output_cost_per_token\": 0", "zero is not a price")]
    public void What_looks_wrong_beside_the_book_is_quarantined(string amounts, string reason)
    {
        var result = LiteLlm($$"""{ "gpt-4o": { {{amounts}}, "litellm_provider": "openai", "mode": "chat" } }""");

        Assert.Empty(result.Records);
        Assert.Contains(reason, Assert.Single(result.Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Thresholds_that_differ_by_the_boundary_token_are_one_tier()
    {
        // LiteLLM's above_272k is "> 272,000"; the provider's wording, and the book, is ">= 272,000".
        var result = LiteLlm("""{ "gpt-5.4": { "input_cost_per_token_above_272k_tokens": 5e-06, "output_cost_per_token_above_272k_tokens": 2.25e-05, "litellm_provider": "openai", "mode": "chat" } }""");

        Assert.Equal("openai:gpt-5.4:2026-03-05:standard:ctx272000", Assert.Single(result.Rows).Reason);
    }

    [Fact]
    public void A_dated_price_to_come_is_announced()
    {
        var result = Genai("""[ { "id": "acme", "models": [ { "id": "m", "match": { "equals": "m" }, "prices": [ { "prices": { "input_mtok": 1, "output_mtok": 4 } }, { "constraint": { "start_date": "2027-01-01" }, "prices": { "input_mtok": 2, "output_mtok": 8 } } ] } ] } ]""", new DateOnly(2026, 11, 1));

        Assert.Equal([(PriceStatus.InForce, 1m), (PriceStatus.Announced, 2m)], result.Records.Select(r => (r.Status, r.Amounts[PriceColumn.Input]!.Value)));
    }

    [Fact]
    public void New_records_are_added_at_the_ends_of_files_that_stay_as_they_were()
    {
        var folder = Directory.CreateTempSubdirectory("costsim-import").FullName;
        try
        {
            const string before = "provider: openai\nrecords:\n  - { id: a, model: gpt-4o, effective_from: 2024-10-02, recorded_on: 2024-10-02, status: in_force, confidence: high, source: page, input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 }\n";
            File.WriteAllText(Path.Combine(folder, "openai.yaml"), before);
            var records = LiteLlm("""{ "gpt-4o": { "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "litellm_provider": "openai", "mode": "chat" }, "acme/m": { "input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06, "litellm_provider": "acme", "mode": "chat" } }""").Records;

            PriceAppending.Append(folder, records, "2026-08-01");

            Assert.StartsWith(before, File.ReadAllText(Path.Combine(folder, "openai.yaml")), StringComparison.Ordinal);
            var book = PriceBooks.Open(folder);
            Assert.Equal(2m, book.Find(new PriceQuestion("openai/gpt-4o"), new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)).Tiers[0].Amounts[PriceColumn.Input]);
            Assert.Equal(["acme", "openai"], book.Providers);
            Assert.Equal("2026-08-01", book.Version.Version);
            Assert.Empty(PriceBooks.ManifestFindings(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_record_written_and_read_again_is_the_same()
    {
        foreach (var record in PriceBooks.Shipped.Records.Where(r => r.Band.IsAny && r.Disagreements.Count == 0 && r.WebSearchOf.Count == 0))
        {
            var read = Assert.Single(PriceFile.Read("r.yaml", new StringReader(PriceRecordText.Head(record.Provider) + PriceRecordText.Of(record))).Records);
            Assert.Equal(record with { At = read.At, Aliases = [], AgreeingSources = [], Disagreements = [], WebSearchOf = [], Band = TimeBand.Any }, read with { Aliases = [], AgreeingSources = [], Disagreements = [], WebSearchOf = [], Band = TimeBand.Any });
            Assert.Equal(record.Aliases.Concat(record.AgreeingSources), read.Aliases.Concat(read.AgreeingSources));
        }
    }
}
