using CostSim.Randomness;

namespace CostSim.Documents;

/// <summary>An interval that holds 95 % of the bootstrap.</summary>
internal readonly record struct Doubt(double Low, double High)
{
    /// <summary>True where a difference of 0 is within: nothing speaks against chance.</summary>
    public bool HoldsZero => Low <= 0 && High >= 0;
}

/// <summary>
/// How far figures measured on a few questions can be trusted: the Bayesian bootstrap (Rubin 1981) over the questions, and over
/// their documents where there are enough, with one pseudo-question that found nothing, so that a perfect score keeps its doubt. The
/// weights are the same for all figures, so that differences are paired.
/// </summary>
internal sealed class QuestionBootstrap
{
    private const int Draws = 2_000;
    private const int Purpose = 0x5ED;

    // With fewer clusters their own weights say more about chance than about the documents.
    private const int FewestDocuments = 10;

    private readonly double[][] weights;

    public QuestionBootstrap(IReadOnlyList<Question> questions, ulong seed)
    {
        var documents = questions.Select(q => q.Document ?? "").Distinct().ToList();
        ByDocument = documents.Count >= FewestDocuments;
        var known = documents.Index().ToDictionary(d => d.Item, d => d.Index);
        var places = questions.Select(q => known[q.Document ?? ""]).ToArray();
        var streams = new RandomStreams(seed);
        weights = [.. Enumerable.Range(0, Draws).Select(draw => Weights(streams.For(draw, Purpose), places, documents.Count))];
    }

    /// <summary>Whether documents are drawn as well as questions.</summary>
    public bool ByDocument { get; }

    /// <summary>The interval of a figure's mean, 0 being the worst there is.</summary>
    public Doubt Of(IReadOnlyList<double> values)
    {
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < values.Count; i++)
                means[draw] += weights[draw][i] * values[i];
        }

        Array.Sort(means);
        return new Doubt(means[(int)(0.025 * Draws)], means[(int)(0.975 * Draws) - 1]);
    }

    /// <summary>The interval of the mean difference of two figures on the same questions.</summary>
    public Doubt OfDifference(IReadOnlyList<double> first, IReadOnlyList<double> second) => Of([.. first.Zip(second, (a, b) => a - b)]);

    // The weights of the questions sum to 1 less that of the pseudo-question.
    private double[] Weights(RandomStream stream, int[] places, int documents)
    {
        var pseudo = stream.Exponential();
        var byDocument = Enumerable.Range(0, documents).Select(_ => ByDocument ? stream.Exponential() : 1).ToArray();
        var drawn = places.Select(place => byDocument[place] * stream.Exponential()).ToArray();
        var total = pseudo + drawn.Sum();
        return [.. drawn.Select(w => w / total)];
    }
}
