using CostSim.Documents;
using CostSim.Logs;
using CostSim.Prices;

namespace CostSim.Tests.Documents;

/// <summary>Tables in the shapes of their projects; the amounts are made up and worked out by hand.</summary>
public sealed class PlainTablesTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);

    [Fact]
    public void Models_dev_states_dollars_for_a_million_tokens_and_a_tier_above_a_threshold()
    {
        var (prices, rows) = PlainTables.ModelsDev("api.json",
            """
            { "acme": { "id": "acme", "models": {
                "big": { "id": "big", "cost": { "input": 2, "output": 8, "cache_read": 0.5, "context_over_200k": { "input": 4, "output": 12 } }, "limit": { "context": 1000000, "output": 64000 } },
                "free": { "id": "free", "cost": { "input": 0, "output": 0 } },
                "unknown": { "id": "unknown" } } } }
            """);

        Assert.Equal(["acme/big|0|2|0.5|8", "acme/big|200001|4|12"], prices.Select(Shown));
        Assert.Equal(1_000_000, prices[0].Limits.ContextWindow!.Value.Value);
        Assert.Equal([(ImportVerdict.Quarantined, "acme/free"), (ImportVerdict.LeftOut, "acme/unknown")], rows.Select(r => (r.Verdict, r.Entry)));
    }

    [Fact]
    public void OpenRouter_states_dollars_for_one_token_as_texts()
    {
        var (prices, rows) = PlainTables.OpenRouter("models.json",
            """
            { "data": [ { "id": "acme/big", "context_length": 128000, "pricing": { "prompt": "0.0000025", "completion": "0.00001", "input_cache_read": "0.00000125", "request": "0" }, "top_provider": { "max_completion_tokens": 16384 } },
                        { "id": "openrouter/auto", "pricing": { "prompt": "-1", "completion": "-1" } } ] }
            """);

        Assert.Equal(["openrouter/acme/big|0|2.5|1.25|10"], prices.Select(Shown));
        Assert.Contains("the router chooses", Assert.Single(rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Portkey_states_cents_for_one_token()
    {
        // 0.00025 cents a token are 2.50 dollars a million.
        const string models = """{ "default": { "pricing_config": { "pay_as_you_go": { "request_token": { "price": 0 } } } }, "big": { "pricing_config": { "pay_as_you_go": { "request_token": { "price": 0.00025 }, "response_token": { "price": 0.001 } }, "currency": "USD" } } }""";

        Assert.Equal(["acme/big|0|2.5|10"], PlainTables.Portkey("downloads/acme.json", models).Prices.Select(Shown));
        Assert.Equal(["acme/big|0|2.5|10"], PlainTables.Portkey("all.json", $$"""{ "acme": {{models}} }""").Prices.Select(Shown));
        Assert.Contains("EUR", Assert.Single(PlainTables.Portkey("acme.json", models.Replace("USD", "EUR", StringComparison.Ordinal)).Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pi_states_models_at_any_depth_with_their_tiers()
    {
        var (prices, _) = PlainTables.Pi("openai.json",
            """{ "openai-responses": { "big": { "id": "big", "provider": "acme", "cost": { "input": 2, "output": 10, "cacheRead": 0.1, "cacheWrite": 0, "tiers": [ { "inputTokensAbove": 272000, "input": 4, "output": 15, "cacheRead": 0.2 } ] }, "contextWindow": 1050000 } } }""");

        Assert.Equal(["acme/big|0|2|0.1|10", "acme/big|272001|4|0.2|15"], prices.Select(Shown));
    }

    [Fact]
    public void After_an_import_a_log_with_the_tables_own_names_is_priced()
    {
        using var folder = new ImportFolder();
        folder.Import(
            """
            { "gpt-4o": { "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "litellm_provider": "openai", "mode": "chat" },
              "together_ai/acme/Big-70B": { "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "litellm_provider": "together_ai", "mode": "chat", "deprecation_date": "2027-03-01" },
              "azure/eu/gpt-next": { "input_cost_per_token": 3e-06, "output_cost_per_token": 9e-06, "litellm_provider": "azure", "mode": "chat" },
              "bare-name": { "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "litellm_provider": "fireworks_ai", "mode": "chat" } }
            """, Day);
        var models = new LoggedModels(PriceBooks.Open(folder.Path));
        decimal Input(string name) => models.Book.Find(models.Resolve(name, null, null).Question, Instant.Of(Day)).Tiers[0].Amounts[PriceColumn.Input]!.Value;

        Assert.Equal([2.5m, 1m, 3m, 1m], new[] { "gpt-4o", "together_ai/acme/Big-70B", "azure/eu/gpt-next", "bare-name" }.Select(Input));
        Assert.Equal("together/acme/Big-70B", models.Find("together_ai/acme/Big-70B"));
    }

    [Fact]
    public void A_deprecation_date_is_a_notice_that_ends_no_price()
    {
        using var folder = new ImportFolder();
        folder.Import("""{ "acme/old": { "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "litellm_provider": "acme", "mode": "chat", "deprecation_date": "2027-03-01" } }""", Day);
        var book = PriceBooks.Open(folder.Path);

        var coming = Assert.Single(book.Upcoming(Day), c => c.Record.Provider == "acme");
        Assert.Equal((new DateOnly(2027, 3, 1), "retirement"), (coming.Day, coming.What));
        Assert.NotNull(book.Find(new PriceQuestion("acme/old"), Instant.Of(new DateOnly(2027, 6, 1))));
        // A forecast from January to December crosses the day, one of January alone does not.
        Assert.Contains(PriceSchedule.Pinned(book, new PriceQuestion("acme/old"), Day, new(2027, 1, 1), 365).Warnings, w => w.Text.StartsWith("acme/old is to be retired on 2027-03-01", StringComparison.Ordinal));
        Assert.DoesNotContain(PriceSchedule.Pinned(book, new PriceQuestion("acme/old"), Day, new(2027, 1, 1), 31).Warnings, w => w.Text.Contains("retired", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_of_july_moves_no_book_of_november_backwards()
    {
        using var folder = new ImportFolder();
        var july = new DateOnly(2026, 7, 15);
        var result = folder.Import(
            """
            { "gpt-4o": { "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "litellm_provider": "openai", "mode": "chat" },
              "acme/m": { "input_cost_per_token": 1e-06, "output_cost_per_token": 4e-06, "litellm_provider": "acme", "mode": "chat" } }
            """, july);

        Assert.Equal(ImportVerdict.Quarantined, result.Rows.Single(r => r.Entry == "gpt-4o").Verdict);
        Assert.Contains("the table is of 2026-07-15", result.Rows.Single(r => r.Entry == "gpt-4o").Reason, StringComparison.Ordinal);
        Assert.Equal(PriceBooks.Shipped.Version.Version, PriceBooks.Open(folder.Path).Version.Version);
        Assert.Empty(PriceBooks.ManifestFindings(folder.Path));
    }

    [Fact]
    public void A_name_that_left_the_table_is_reported_and_keeps_its_price()
    {
        using var folder = new ImportFolder();
        const string model = """ "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "litellm_provider": "acme", "mode": "chat" """;
        folder.Import($$"""{ "acme-one": { {{model}} }, "acme-two": { {{model}} } }""", Day);
        var second = folder.Import($$"""{ "acme-one": { {{model}} } }""", Day.AddDays(30));

        Assert.Equal("acme-two", second.Rows.Single(r => r.Verdict == ImportVerdict.Withdrawn).Entry);
        Assert.Equal("acme/acme-two", new LoggedModels(PriceBooks.Open(folder.Path)).Find("acme-two"));
    }

    [Theory]
    [InlineData("../evil", "evil")]
    [InlineData("/etc/passwd", "etc-passwd")]
    [InlineData("manifest", "seller-manifest")]
    [InlineData("..", "unnamed")]
    [InlineData("Z.AI", "z.ai")]
    public void A_sellers_name_is_no_path(string seller, string safe) => Assert.Equal(safe, SellerNames.Safe(seller));

    [Fact]
    public void An_import_writes_inside_the_books_folder_alone()
    {
        using var folder = new ImportFolder();
        folder.Import("""{ "x": { "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "litellm_provider": "../evil", "mode": "chat" } }""", Day);

        Assert.True(File.Exists(Path.Combine(folder.Path, "evil.yaml")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "..", "evil.yaml")));
        Assert.Equal("evil/x", new LoggedModels(PriceBooks.Open(folder.Path)).Find("x"));
    }

    [Fact]
    public void A_unit_mistake_of_a_thousand_is_quarantined()
    {
        using var folder = new ImportFolder();
        var result = folder.Import("""{ "acme/m": { "input_cost_per_token": 2.5e-03, "output_cost_per_token": 1e-02, "litellm_provider": "acme", "mode": "chat" } }""", Day);

        Assert.Contains("is it for a thousand tokens", Assert.Single(result.Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_records_for_one_moment_are_a_finding()
    {
        var record = PriceBooks.Shipped.CuratedOf("openai")[0];

        Assert.Contains(PriceChecks.Run([record, record with { Id = "other" }], Day), f => f.Check == "same-moment" && f.RecordId == "other");
    }

    [Theory]
    [InlineData("litellm", "[1]", "is not LiteLLM's table")]
    [InlineData("genai-prices", "{ \"providers\": 5 }", "is not the table of genai-prices")]
    [InlineData("models.dev", "{ \"acme\": { } }", "is not shaped as a table of models.dev")]
    [InlineData("openrouter", "{ \"data\": [ { } ] }", "is not shaped as a table of openrouter")]
    [InlineData("portkey", "[]", "is not shaped as a table of portkey")]
    public async Task A_table_of_another_shape_is_an_error_that_names_the_file(string kind, string content, string says)
    {
        using var folder = new ImportFolder();
        var file = Path.Combine(folder.Path, "t.json");
        await File.WriteAllTextAsync(file, content);

        var answer = await Cli.Run("prices", "import", kind, file, "--as-of", "2026-12-01");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(says, answer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private static string Shown(ImportedPrice p) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Provider}/{p.Model}|{p.ContextFrom.Value}|{string.Join('|', p.Amounts.OrderBy(a => a.Column).Select(a => FormattableString.Invariant($"{a.Usd}")))}");

    private sealed class ImportFolder : IDisposable
    {
        private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("costsim-import");

        public ImportFolder() => PriceBooks.Copy(null, Path);

        public string Path => System.IO.Path.Combine(root.FullName, "book");

        public ImportResult Import(string json, DateOnly day)
        {
            var (prices, rows) = LiteLlmPrices.Read("t.json", json);
            var result = PriceImport.Of(PriceBooks.Open(Path), prices, rows, day, "litellm t.json");
            PriceAppending.Append(Path, result.Records, day.ToString("yyyy-MM-dd", null), result.Names);
            return result;
        }

        public void Dispose() => root.Delete(recursive: true);
    }
}
