using CostSim.Files;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>Scenarios whose keys once had no effect, or another one than their writer meant.</summary>
public sealed class LawCasesTests
{
    [Fact]
    public void Reasoning_of_typed_requests_is_paid()
    {
        // 10,000 in at $2.50 and 5,500 out at $10 a million: $0.080; a thousand a day for 365 days.
        var designs = Run("t1.yaml").Designs;

        Assert.Equal(365 * 1_000 * 0.030, designs[0].Spend.Bill.Total.Mean, 1e-6);
        Assert.Equal(365 * 1_000 * 0.080, designs[1].Spend.Bill.Total.Mean, 1e-6);
        Assert.Equal(15_500, designs[1].TokensPerRequest, 1e-9);
        Assert.Contains(designs[1].Spend.Components, c => c.Component == "reasoning");
    }

    [Fact]
    public void A_limit_on_output_a_truncated_window_and_thinking_change_what_typed_requests_cost()
    {
        var text = File.ReadAllText(Path.Combine(Given.Folder, "law", "t2b.yaml")).Replace("  e: { like: a, system: 3_000 }\n", "", StringComparison.Ordinal);

        var means = Simulation.Run(ScenarioFile.Parse(text)).Designs.Select(d => d.Spend.Bill.Total.Mean / 365_000).ToList();

        // gpt-4o: $2.50 in and $10 out a million.
        Assert.Equal(0.030, means[0], 1e-9);
        Assert.Equal(0.026, means[1], 1e-9);
        Assert.Equal((4_500 * 2.5e-6) + 0.005, means[2], 1e-9);
        Assert.Equal(0.080, means[3], 1e-9);
    }

    [Theory]
    [InlineData("system: 3_000", "system: is part of the prompt that requests.input types whole")]
    [InlineData("tools: 300", "tools: is part of the prompt that requests.input types whole")]
    [InlineData("context_window: 5_000", "context_window: 100 % of the requests and their answers are longer than the 5,000 tokens")]
    [InlineData("embedding: openai/text-embedding-3-small", "embedding: nothing is embedded where requests type no question")]
    [InlineData("reranker: cohere/rerank-v3.5", "reranker: needs documents")]
    [InlineData("answer: 300", "answer: needs documents, but lengths are typed under requests; type its tokens as requests.output")]
    [InlineData("context: whole-document", "context: needs documents")]
    [InlineData("tokenizer: o200k_base", "tokenizer: counts nothing")]
    public void A_design_key_that_typed_requests_give_no_meaning_to_is_refused(string key, string error)
    {
        var refused = Refused($$"""
            requests: { input: 10_000, output: 500 }
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 1000, counts: fixed }
            designs: { a: { model: openai/gpt-4o, {{key}} } }
            """);

        Assert.Contains(error, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service_tier: batch")]
    [InlineData("region: eu")]
    public void A_condition_on_price_records_is_refused_where_prices_are_typed(string key) =>
        Assert.Contains("chooses among a model's price records", Refused($$"""
            requests: { input: 10_000, output: 500 }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 1000 }
            designs: { a: { {{key}} } }
            """), StringComparison.Ordinal);

    [Fact]
    public void A_question_typed_apart_is_embedded()
    {
        const string text = """
            start: 2027-01-01
            days: 10
            requests: { context: 4_000, question: 50, output: 400 }
            prices: { as_of: 2026-11-01 }
            traffic: { requests_per_day: 1000, counts: fixed }
            designs: { a: { model: openai/gpt-4o, embedding: openai/text-embedding-3-small } }
            """;

        var component = Simulation.Run(ScenarioFile.Parse(text)).Designs[0].Spend.Components.Single(c => c.Component == "query embedding");

        // 10,000 requests of 50 tokens at $0.02 a million.
        Assert.Equal(10_000 * 50 * 0.02e-6, component.Mean, 1e-12);
    }

    [Fact]
    public void A_typed_cache_serves_documents_too()
    {
        const string text = """
            start: 2027-01-01
            days: 10
            documents: [documents]
            question: 20
            prices: { inline: { input_usd_per_mtok: 2, cache_read_usd_per_mtok: 0.2, cache_write_5m_usd_per_mtok: 2.5, output_usd_per_mtok: 8 } }
            traffic: { requests_per_day: 1000, counts: fixed }
            designs:
              plain: { context: whole-document, answer: 100, system: 980 }
              cached: { like: plain, cache: { hit_rate: 40%, share: 50% } }
            """;
        using var scenario = new SmallScenario(text);

        var designs = Simulation.Run(ScenarioFile.Load(scenario.Folder, new LoadOptions())).Designs;

        var input = designs[0].InputTokens;
        // Half of the input is fresh; of the other half 40 % is read at a tenth and 60 % written at 1.25 times.
        var fresh = input * 2e-6;
        Assert.Equal(10_000 * (fresh + 0.0008), designs[0].Spend.Bill.Total.Mean, 1e-6);
        Assert.Equal(10_000 * ((0.5 * fresh) + (0.5 * fresh * ((0.4 * 0.1) + (0.6 * 1.25))) + 0.0008), designs[1].Spend.Bill.Total.Mean, 1e-6);
    }

    [Fact]
    public void Typed_prices_that_no_design_pays_are_refused_and_those_of_a_design_are_paid()
    {
        Assert.Contains("b3.yaml:6:19: error: inline: no design uses these prices", Assert.Throws<InputException>(() => Run("b3.yaml")).Message, StringComparison.Ordinal);
        // 30 days of 1,000 requests of 1,000 tokens at $1.25 and 100 at $5.
        Assert.Equal(52.5, Run("b4.yaml").Designs[0].Spend.Bill.Total.Mean, 1e-9);
    }

    [Fact]
    public void A_contract_takes_its_discount_off_typed_prices()
    {
        // 31,000 requests of 4,000 tokens at $2.50 and 400 at $10: $434, less 10 %.
        Assert.Equal(390.6, Run("d2.yaml", "d1o.yaml").Designs[0].Spend.Bill.Total.Mean, 1e-9);
    }

    [Fact]
    public void A_model_that_thinks_without_reasoning_tokens_is_warned_of_and_among_what_is_not_in_the_number()
    {
        var folder = Given.Copy("law", "t4.yaml");
        File.WriteAllText(Path.Combine(folder.FullName, "faq.md"), "# Questions\n\nReceipts are kept for seven years.\n");

        var result = Simulation.Run(ScenarioFile.Load(Path.Combine(folder.FullName, "t4.yaml"), new LoadOptions()));

        Assert.Contains(result.Warnings, w => w.StartsWith("a: openai/gpt-5 thinks before it answers", StringComparison.Ordinal));
        Assert.Contains("reasoning tokens", CostSim.Answers.Omissions.Of(result));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Which_document_is_asked_about_most_does_not_depend_on_the_names_of_the_files()
    {
        static DesignResult Design(string small, string large)
        {
            using var scenario = new SmallScenario("""
                start: 2027-01-01
                months: 1
                documents: [documents]
                popularity: { zipf: 1 }
                prices: { as_of: 2026-11-01 }
                traffic: { requests_per_day: 1000, counts: fixed }
                designs: { a: { model: openai/gpt-4o, context: whole-document, answer: 100 } }
                simulation: { trials: 4096 }
                """);
            scenario.Write($"documents/{small}.md", "# A\n\nshort\n");
            scenario.Write($"documents/{large}.md", "# B\n\n" + Sample.Words(3_000));
            return Simulation.Run(ScenarioFile.Load(scenario.Folder, new LoadOptions())).Designs[0];
        }

        var (first, second) = (Design("a", "z"), Design("z", "a"));

        Assert.Equal(first.InputTokens, second.InputTokens, 1e-9);
        // The ranks of four documents are drawn in 4,096 trials: the mean cost is within a few standard errors of itself.
        Assert.Equal(1, first.Spend.Bill.Total.Mean / second.Spend.Bill.Total.Mean, 0.04);
    }

    [Fact]
    public void Ranks_that_are_given_are_used()
    {
        static double Mean(string ranks)
        {
            using var scenario = new SmallScenario($$"""
                start: 2027-01-01
                days: 10
                documents: [documents]
                popularity: { zipf: 1, ranks: [{{ranks}}] }
                prices: { inline: { input_usd_per_mtok: 1, output_usd_per_mtok: 1 } }
                traffic: { requests_per_day: 1000, counts: fixed }
                designs: { a: { context: whole-document, answer: 100 } }
                """);
            return Simulation.Run(ScenarioFile.Load(scenario.Folder, new LoadOptions())).Designs[0].InputTokens;
        }

        var (first, second) = (Mean("lease.md, policy.txt"), Mean("policy.txt, lease.md"));
        // Shares of two thirds and one third: the mean of both orders is that of a uniform popularity.
        Assert.NotEqual(first, second, 1e-3);
        Assert.Contains("ranks: must name each of the 2 documents once", Assert.Throws<InputException>(() => Mean("lease.md")).Message, StringComparison.Ordinal);
    }

    private static Result Run(params string[] files)
    {
        var folder = Given.Copy("law", files);
        try
        {
            return Simulation.Run(ScenarioFile.Load(Path.Combine(folder.FullName, files[0]), new LoadOptions()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Refused(string yaml) => Assert.Throws<InputException>(() => ScenarioFile.Parse(yaml)).Message;
}
