namespace CostSim.Engine;

/// <summary>The variance of a mean over questions under the Bayesian bootstrap's weights.</summary>
internal static class SampleVariance
{
    /// <summary>Of values whose mean is 0: between documents where those are a sample, and between the questions within each.</summary>
    public static double Of(IReadOnlyList<double> centred, QuestionSample sample)
    {
        var total = sample.Shares.Sum();
        var documents = Enumerable.Range(0, centred.Count).GroupBy(q => sample.Documents[q]).ToList();
        var variance = 0.0;
        foreach (var document in documents)
        {
            var share = document.Sum(q => sample.Shares[q]) / total;
            var mean = document.Sum(q => sample.Shares[q] * centred[q]) / (total * share);
            var within = document.Sum(q => sample.Shares[q] * (centred[q] - mean) * (centred[q] - mean)) / (total * share);
            var square = share * share;
            // Where ranks are drawn, a document's share is any of the ranks' shares: Σ (p - 1/n)² / (n - 1) is what one value adds.
            if (sample.RankShares.Count > 1)
            {
                variance += mean * mean * sample.RankShares.Sum(p => (p - share) * (p - share)) / (documents.Count - 1);
                square = sample.RankShares.Sum(p => p * p) / documents.Count;
            }

            // A Dirichlet of n shares p has the variance Σ p x² /(n + 1) for values x of mean 0.
            if (sample.DocumentsVary)
            {
                variance += share * mean * mean / (documents.Count + 1);
                square += share * (1 - share) / (documents.Count + 1);
            }

            if (sample.QuestionsVary)
                variance += square * within / (document.Count() + 1);
        }

        return variance;
    }
}
