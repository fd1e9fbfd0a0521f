using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>The Bayesian bootstrap: Dirichlet weights of documents, and of the questions within each, whose means are the shares.</summary>
public static class QuestionWeights
{
    /// <summary>The first purpose of random streams that weights use; others start below it.</summary>
    internal const int Purpose = 1 << 20;

    /// <summary>The weights of a sample's questions in a trial; they sum to one.</summary>
    public static void Draw(QuestionSample sample, ulong seed, long trial, int index, Span<double> weights)
    {
        var stream = new RandomStreams(seed).For(trial, Purpose + index);
        var byDocument = sample.Documents.Select((document, question) => (document, question)).GroupBy(q => q.document).ToList();
        Span<double> documents = stackalloc double[byDocument.Count];
        for (var d = 0; d < documents.Length; d++)
            documents[d] = byDocument[d].Sum(q => sample.Shares[q.question]);
        Normalise(documents);
        if (sample.DocumentsVary)
            Dirichlet(stream, documents);
        for (var d = 0; d < documents.Length; d++)
        {
            var questions = byDocument[d].Select(q => q.question).ToArray();
            var within = new double[questions.Length];
            for (var i = 0; i < within.Length; i++)
                within[i] = sample.Shares[questions[i]];
            Normalise(within);
            if (sample.QuestionsVary && within.Length > 1)
                Dirichlet(stream, within);
            for (var i = 0; i < within.Length; i++)
                weights[questions[i]] = documents[d] * within[i];
        }
    }

    // Gamma draws of shape n times the share, over their sum: the plain bootstrap where all shares are alike.
    private static void Dirichlet(RandomStream stream, Span<double> shares)
    {
        var n = shares.Length;
        for (var i = 0; i < n; i++)
            shares[i] = shares[i] > 0 ? stream.Gamma(n * shares[i]) : 0;
        Normalise(shares);
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
