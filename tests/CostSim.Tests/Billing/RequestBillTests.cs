using System.Globalization;
using CostSim.Billing;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Tests.Billing;

public sealed class RequestBillTests
{
    private static readonly BillingTerms Terms = new()
    {
        Arrivals = new Arrivals([1], double.PositiveInfinity, Sessions.None),
        LogVolumes = [],
        Nodes = [new LengthNode(0, 1)],
        AnswerTokens = [100],
    };

    private static ModelCall Call(int context, int question, double answers, int notes, int carried = 0) => new(
        [new(PromptPart.Context, context.Tokens, Reuse.Document), new(PromptPart.Question, question.Tokens, Reuse.Request)], answers, notes.Tokens)
    {
        Carried = carried.Tokens,
    };

    private static RequestWay Way(params ModelCall[] calls) => new(calls, []);

    [Fact]
    public void A_request_is_priced_by_meter_and_its_answer_by_token()
    {
        var bill = RequestBill.Of(Way(Call(8_000, 200, 1, 50)), Rates.Of(2.5m, 10m), CacheHit.None, Terms);

        // 8,200 x 2.5 and 50 x 10 millionths.
        Assert.Equal(0.0205m, bill.ByComponent["fresh input"]);
        Assert.Equal(0.0005m, bill.ByComponent["output"]);
        Assert.Equal(0.00001m, bill.PerAnswerToken);
        Assert.Empty(bill.Resent);
    }

    [Theory]
    [InlineData(199_000, "0.2")]
    [InlineData(199_001, "0.400002")]
    public void A_long_context_tier_prices_the_whole_call_by_its_total_input(int context, string usd)
    {
        var bill = RequestBill.Of(Way(Call(context, 1_000, 1, 0)), Rates.Of(1, 4, longInput: 2), CacheHit.None, Terms);

        Assert.Equal(decimal.Parse(usd, CultureInfo.InvariantCulture), bill.ByComponent["fresh input"]);
    }

    [Fact]
    public void A_reranker_bills_search_units_or_tokens()
    {
        var way = Way(Call(100, 10, 1, 0)) with { Reranking = new Reranking(2, 30_000.Tokens) };

        Assert.Equal(0.004m, RequestBill.Of(way, Rates.Of(1, 1), CacheHit.None, Terms with { Reranker = Rates.Of(0, 0, rerank: 2) }).ByComponent["rerank"]);
        Assert.Equal(0.0015m, RequestBill.Of(way, Rates.Of(1, 1), CacheHit.None, Terms with { Reranker = Rates.Of(0.05m, 0) }).ByComponent["rerank"]);
    }

    [Fact]
    public void Answers_sent_again_stand_apart()
    {
        var call = new ModelCall([new(PromptPart.History, 1_000.Tokens, Reuse.Conversation) { Answers = 800 }, new(PromptPart.Question, 200.Tokens, Reuse.Request)], 1, TokenCount.Zero);

        var bill = RequestBill.Of(Way(call), Rates.Of(2.5m, 10m), CacheHit.None, Terms);

        // 1,200 tokens of input at 2.5, of which 800.
        Assert.Equal(0.001m, bill.ByComponent["fresh input"]);
        Assert.Equal(0.002m, bill.Resent["fresh input"]);
    }

    [Theory]
    [InlineData(true, "1.021875")]
    [InlineData(false, "0.991875")]
    public void Contextual_retrieval_costs_what_its_authors_published(bool warming, string usd)
    {
        // Documents of 8,000 tokens, ten chunks of 800; a call for each, with 50 tokens of instructions, writes 100 tokens. Claude 3 Haiku: 0.25, read
        // 0.03, write 0.30, output 1.25. One write and ten reads: 8 x 0.30 + 80 x 0.03 + 8.5 x 0.25 + 1 x 1.25 = 8.175 thousandths for 8,000 tokens.
        var haiku = PriceBooks.Shipped.Find(new PriceQuestion("anthropic/claude-3-haiku-20240307"), new DateTimeOffset(2024, 9, 19, 0, 0, 0, TimeSpan.Zero));
        var cache = new PrefixCache(new HashSet<PromptPart> { PromptPart.Context }, TimeSpan.FromMinutes(5), false, 2_048.Tokens);
        ModelCall[] first = warming ? [Call(8_000, 0, 0, 0)] : [];
        var chunks = Enumerable.Range(0, 10).Select(i => Call(8_000, 850, 0, 100, carried: warming || i > 0 ? 8_000 : 0));

        var bill = RequestBill.Of(Way([.. first, .. chunks]), haiku, CacheHit.None, Terms with { Cache = cache });

        Assert.Equal(decimal.Parse(usd, CultureInfo.InvariantCulture), bill.ByComponent.Values.Sum() * 125);
    }
}
