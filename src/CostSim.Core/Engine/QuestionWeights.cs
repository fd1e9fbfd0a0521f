using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>The Bayesian bootstrap: Dirichlet weights of documents, and of the questions within each, whose means are the shares.</summary>
internal sealed class QuestionWeights
{
    /// <summary>The first purpose of random streams that weights use; others start below it.</summary>
    internal const int Purpose = 1 << 20;

    private readonly QuestionSample sample;
    private readonly int[][] byDocument;
    private readonly double[] documentShares;
    private readonly double[][] questionShares;
    private readonly double[] documents;
    private readonly double[] ranked;
    private readonly double[] within;

    public QuestionWeights(QuestionSample sample)
    {
        this.sample = sample;
        byDocument = [.. sample.Documents.Select((document, question) => (document, question)).GroupBy(q => q.document)
            .Select(g => g.Select(q => q.question).ToArray())];
        documentShares = Normalised([.. byDocument.Select(questions => questions.Sum(q => sample.Shares[q]))]);
        questionShares = [.. byDocument.Select(questions => Normalised([.. questions.Select(q => sample.Shares[q])]))];
        documents = new double[byDocument.Length];
        ranked = new double[byDocument.Length];
        within = new double[byDocument.Max(questions => questions.Length)];
    }

    /// <summary>The weights of the sample's questions in a trial; they sum to one. Not for two threads at once.</summary>
    public void Draw(ulong seed, long trial, int index, Span<double> weights)
    {
        var stream = new RandomStreams(seed).For(trial, Purpose + index);
        var shares = sample.RankShares.Count > 1 ? Ranked(stream) : documentShares;
        if (sample.DocumentsVary)
            Dirichlet(stream, shares, documents);
        else
            shares.CopyTo(documents, 0);
        for (var d = 0; d < documents.Length; d++)
        {
            var questions = byDocument[d];
            var own = within.AsSpan(0, questions.Length);
            if (sample.QuestionsVary && own.Length > 1)
                Dirichlet(stream, questionShares[d], own);
            else
                questionShares[d].CopyTo(own);
            for (var i = 0; i < own.Length; i++)
                weights[questions[i]] = documents[d] * own[i];
        }
    }

    // Each document gets a rank by chance, all orders being equally likely.
    private double[] Ranked(RandomStream stream)
    {
        for (var i = 0; i < ranked.Length; i++)
            ranked[i] = sample.RankShares[i];
        for (var i = ranked.Length - 1; i > 0; i--)
        {
            var other = Math.Min(i, (int)(stream.Uniform() * (i + 1)));
            (ranked[i], ranked[other]) = (ranked[other], ranked[i]);
        }

        return ranked;
    }

    // Gamma draws of shape n times the share, over their sum: the plain bootstrap where all shares are alike.
    private static void Dirichlet(RandomStream stream, ReadOnlySpan<double> shares, Span<double> to)
    {
        var n = shares.Length;
        for (var i = 0; i < n; i++)
            // Of shape 1, as where all shares are alike, a gamma is an exponential.
            to[i] = shares[i] == 0 ? 0 : Math.Abs((n * shares[i]) - 1) < 1e-12 ? stream.Exponential() : stream.Gamma(n * shares[i]);
        Normalise(to);
    }

    private static double[] Normalised(double[] shares)
    {
        Normalise(shares);
        return shares;
    }

    private static void Normalise(Span<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
            sum += share;
        for (var i = 0; i < shares.Length; i++)
            shares[i] /= sum;
    }
}
