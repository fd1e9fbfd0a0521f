using CostSim.Billing;

namespace CostSim.Tests.Prompts;

public sealed class CacheOfSamplesTests
{
    private const string Yaml = """
        months: 1
        documents: [documents]
        traffic: { requests_per_day: 2_400, counts: poisson, hours: flat }
        designs: { cached: { model: openai/gpt-4o, context: whole-document, answer: 100, cache: { prefix: [system, context], ttl: 5m } } }
        """;

    [Fact]
    public void A_document_of_a_sample_gets_its_share_among_all_that_the_files_stand_for()
    {
        var documents = Enumerable.Range(0, 20).Select(i => Sample.Document($"{i}.md", Sample.Words(2_000))).ToList();

        // 100 an hour over 20 documents: 5 each, 5/12 in 5 minutes: 1 - e^(-5/12) = 0.340759. Over 4,000: 0.025 each, 0.002081.
        Assert.Equal(0.340759, HitRate(new Sample(Yaml) { Documents = documents }), 6);
        Assert.Equal(0.002081, HitRate(new Sample(Yaml) { Documents = documents, SampleOf = 4_000 }), 6);
    }

    private static double HitRate(Sample sample)
    {
        var requests = new Stages(2).Requests(sample.Read())[0][0];
        var population = requests.Population!;
        var states = CacheStates.Of(population, 0, population.Requests[0].Ways[0], requests.Terms! with { LogVolumes = [Math.Log(2_400)] });
        return states.Single(s => s.Hit is CacheHit.Whole).ByVolume[0];
    }
}
