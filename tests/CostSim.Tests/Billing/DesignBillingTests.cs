using CostSim.Billing;
using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Tests.Billing;

/// <summary>One document of 1,000 tokens, a typical question of 40, answers of 100: at 2.5 and 10 dollars a request costs 0.0026 + 0.001.</summary>
public sealed class DesignBillingTests
{
    private const string Pinned = "prices: { as_of: 2026-11-01 }";

    private static DesignCost Cost(string rest, int? sampleOf = null, string design = "model: openai/gpt-4o")
    {
        var scenario = new Sample($$"""
            start: 2027-01-01
            months: 2
            documents: [documents]
            traffic: { requests_per_day: 100, counts: poisson }
            designs: { one: { {{design}}, context: whole-document, answer: 100 } }
            {{rest}}
            """)
        {
            Documents = [Sample.Document("a.md", Sample.Words(1_000))],
            SampleOf = sampleOf,
        }.Read();
        return Of(scenario);
    }

    private static DesignCost Of(Scenario scenario) => DesignBilling.Cost(scenario, scenario.Designs[0], new Stages(2).Requests(scenario)[0]);

    private static double Mean(RequestLaw law) => Math.Round(MeanCost.Of(law, VolumeProfile.At(1)).Sum(p => p.Usd * p.Factor.Value), 12);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0.25, 1.5)]
    [InlineData(1.5, 4)]
    [InlineData(9, 5)]
    public void A_mean_cost_runs_straight_between_the_levels_of_volume(double logVolume, double usd)
    {
        // All of $1 at e^0 a day, all of $3 at e^1, all of $5 at e^2; flat beyond.
        var law = new SampledRequests
        {
            BaseRequests = [0, 1, 2],
            LogVolumes = [0, 1, 2],
            Weights = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            Parts = [new CostPart("cached input", [], [1, 3, 5])],
        };

        Assert.Equal(usd, MeanCost.Of(law, new VolumeProfile([(logVolume, 1)])).Single().Usd, 12);
    }

    [Fact]
    public void A_request_costs_its_tokens_at_the_prices_of_the_date() =>
        Assert.Equal(0.0036, Mean(Assert.Single(Cost(Pinned).Classes[0].Segments).Requests));

    [Fact]
    public void A_change_of_price_starts_a_segment()
    {
        var segments = Cost("prices: { as_of: 2026-11-01, change: [{ from: 2027-02-01, factor: 0.5 }] }").Classes[0].Segments;

        Assert.Equal([(0, 0.0036), (31, 0.0018)], segments.Select(s => (s.FromDay, Mean(s.Requests))));
    }

    [Fact]
    public void A_rate_of_exchange_holds_from_its_date_on()
    {
        var segments = Cost($$"""
            {{Pinned}}
            currency: MYR
            fx: { MYR: [{ from: 2026-11-01, per_usd: 4 }, { from: 2027-02-01, per_usd: 5 }] }
            """).Classes[0].Segments;

        Assert.Equal([(0, 0.0144), (31, 0.018)], segments.Select(s => (s.FromDay, Mean(s.Requests))));
    }

    [Fact]
    public void Evaluation_runs_are_priced_as_mean_requests()
    {
        // 70 cases a week are 10 a day: 31 and 28 days of 10 x 0.0036.
        var lines = Cost($"{Pinned}\nevaluation: {{ cases: 70, runs_per_week: 1 }}").Lines.Where(l => l.Component == EvaluationRuns.Component).ToList();

        Assert.Equal([1.116, 1.008], Enumerable.Range(0, 2).Select(m => Math.Round(lines.Sum(l => l.UsdByMonth[m]), 9)));
    }

    [Fact]
    public void The_corpus_is_embedded_once_for_all_documents_that_the_files_stand_for()
    {
        // 0.02 dollars per million: 1,000 documents of 1,000 tokens are 2 cents; 10 % of them change a month.
        var lines = Cost($"{Pinned}\nchurn: 10%", sampleOf: 1_000, "model: openai/gpt-4o, embedding: openai/text-embedding-3-small").Lines;
        var changes = lines.Single(l => l.Component == Indexing.Changes);

        Assert.Equal([0.02, 0], lines.Single(l => l.Component == Indexing.Start).UsdByMonth.Select(u => Math.Round(u, 12)));
        Assert.Equal([0.002, 0.002], changes.UsdByMonth.Select(u => Math.Round(u * changes.Factor.Value, 12)));
    }

    [Fact]
    public void What_changes_of_the_corpus_is_embedded_at_the_rate_of_its_days()
    {
        var lines = Cost(
            $$"""
            {{Pinned}}
            churn: 10%
            currency: MYR
            fx: { MYR: [{ from: 2026-11-01, per_usd: 4 }, { from: 2027-02-01, per_usd: 5 }] }
            """, sampleOf: 1_000, "model: openai/gpt-4o, embedding: openai/text-embedding-3-small").Lines;
        var changes = lines.Single(l => l.Component == Indexing.Changes);

        // 0.2 cents a month, in January at 4 and in February at 5 ringgit.
        Assert.Equal([0.008, 0.01], changes.UsdByMonth.Select(u => Math.Round(u * changes.Factor.Value, 12)));
    }

    [Fact]
    public void Typed_lengths_with_a_typed_cache_are_hits_and_misses()
    {
        var law = (TypedRequests)Of(new Sample("""
            months: 1
            requests: { input: 1000, output: 100 }
            traffic: { requests_per_day: 100 }
            prices: { inline: { input_usd_per_mtok: 2.5, cache_read_usd_per_mtok: 1.25, output_usd_per_mtok: 10 } }
            designs: { one: { cache: { hit_rate: 50%, share: 70% } } }
            """).Read()).Classes[0].Segments[0].Requests;

        // A hit: 300 x 2.5 + 700 x 1.25 = 1,625; a miss 2,500 since writing has no price of its own; the answer 1,000. Millionths.
        Assert.Equal([0.5, 0.5], law.Alternatives.Select(a => a.Probability.Value));
        Assert.Equal(0.0030625, Mean(law));
    }

    [Fact]
    public void Typed_lengths_keep_the_tiers_of_a_model_by_total_input()
    {
        var law = (TypedRequests)Of(new Sample("""
            months: 1
            start: 2026-01-10
            requests: { context: { lognormal: { mean: 150_000, cv: 0.5 } }, question: 100, output: 100 }
            traffic: { requests_per_day: 100 }
            designs: { one: { model: anthropic/claude-sonnet-4-5-20250929, system: 400 } }
            """).Read()).Classes[0].Segments[0].Requests;

        // 500 tokens stand beside the typed ones, so that the tier from 200,001 on begins at 199,501 of them.
        Assert.Equal([0, 199_501], law.Alternatives[0].Tiers.Select(t => t.FromInput));
        Assert.Equal([3e-6, 6e-6], law.Alternatives[0].Tiers.Select(t => t.Parts.Single(p => p is { Component: "fresh input", Unit: TypedUnit.InputToken }).UsdPerUnit));
    }
}
