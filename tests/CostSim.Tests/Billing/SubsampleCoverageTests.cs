using CostSim.Billing;
using CostSim.Documents;
using CostSim.Engine;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Tests.Documents;
using Xunit.Abstractions;

namespace CostSim.Tests.Billing;

/// <summary>
/// How often the intervals of a sample hold what the whole collection has: samples drawn from public corpora, with replacement, so
/// that the collection is the population. A 95 % interval holds 285 of 300 on average; binomial standard deviation 3.8.
/// </summary>
public sealed class SubsampleCoverageTests(ITestOutputHelper output)
{
    private const int Samples = 300;

    [SharedTheory, InlineData("chroma"), InlineData("ndas")]
    public void The_interval_of_recall_holds_the_recall_of_all_questions(string corpus)
    {
        var (documents, questions) = corpus == "chroma" ? PublishedCorpora.Chroma : PublishedCorpora.Ndas;
        var chunked = documents.Select(d => ChunkedDocument.Of(d, PublishedCorpora.Chunker("token", 200, 0))).ToList();
        var ranked = new Bm25(corpus == "chroma" ? Scope.Corpus : Scope.Document, WordForm.Unicode61).Rank(chunked, questions, 5);
        var recalls = new RetrievalEvaluation(chunked, MetricsMode.Exact).Score(questions, ranked, 5).Select(s => s.Quality.Recall).ToArray();
        var whole = recalls.Average();
        foreach (var size in new[] { 30, 60 })
        {
            var held = Held(size, recalls.Length, (sample, seed) => Recall([.. sample.Select(i => recalls[i])], seed), whole);
            output.WriteLine($"{corpus}: recall {whole:0.000} of {recalls.Length} questions; samples of {size}: {100.0 * held / Samples:0.0} % of the intervals hold it");

            // One pseudo-question that found nothing widens the interval downwards: cover may be above, never far below.
            Assert.InRange(held, 0.91 * Samples, 0.995 * Samples);
        }
    }

    [SharedFact]
    public void The_interval_of_cost_holds_the_cost_of_all_documents()
    {
        // What a request that reads a whole agreement costs: its tokens at $2.50 a million.
        var costs = PublishedCorpora.Ndas.Documents.Select(d => d.Tokens.Value * 2.5e-6).ToArray();
        var whole = costs.Average();
        foreach (var size in new[] { 20, 40 })
        {
            var held = Held(size, costs.Length, (sample, seed) => Cost([.. sample.Select(i => costs[i])], seed), whole);
            output.WriteLine($"agreements: ${whole:0.00000} a request over {costs.Length} documents; samples of {size}: {100.0 * held / Samples:0.0} % of the intervals hold it");

            // Document lengths are skewed to the right, where every bootstrap of few values falls a little short of 95 %.
            Assert.InRange(held, 0.86 * Samples, 0.99 * Samples);
        }
    }

    private static int Held(int size, int population, Func<int[], ulong, (double Low, double High)> interval, double whole)
    {
        var streams = new RandomStreams(7);
        var held = 0;
        for (var s = 0; s < Samples; s++)
        {
            var stream = streams.For(s, size);
            var sample = Enumerable.Range(0, size).Select(_ => (int)(stream.Uniform() * population)).ToArray();
            var (low, high) = interval(sample, (ulong)s);
            held += low <= whole && whole <= high ? 1 : 0;
        }

        return held;
    }

    private static (double Low, double High) Recall(double[] recalls, ulong seed)
    {
        var population = new Population
        {
            Weights = [.. recalls.Select(_ => 1.0 / recalls.Length)],
            Documents = [.. recalls.Select(_ => 0)],
            Requests = [.. recalls.Select(_ => new AssembledRequest([new RequestWay([], [])]))],
            Evidence = [.. recalls.Select(r => (RetrievalQuality?)new RetrievalQuality(r, r, r))],
        };
        var measure = RecallBootstrap.Measure([("design", MeasuredQuestion.Of([population], [1]))], null, seed).Recalls[0]!;
        return (measure.Low, measure.High);
    }

    private static (double Low, double High) Cost(double[] costs, ulong seed)
    {
        const int Trials = 2_000;
        var weights = new QuestionWeights(new QuestionSample("documents", [.. Enumerable.Range(0, costs.Length)], [.. costs.Select(_ => 1.0 / costs.Length)], DocumentsVary: true, QuestionsVary: false));
        var (drawn, means) = (new double[costs.Length], new double[Trials]);
        for (var trial = 0; trial < Trials; trial++)
        {
            weights.Draw(seed, trial, 0, drawn);
            means[trial] = drawn.Zip(costs, (w, c) => w * c).Sum();
        }

        Array.Sort(means);
        return (means[(int)(0.025 * Trials)], means[(int)(0.975 * Trials) - 1]);
    }
}
