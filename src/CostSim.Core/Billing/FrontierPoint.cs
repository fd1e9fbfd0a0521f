namespace CostSim.Billing;

/// <summary>A design by what a request costs and what it retrieves; on the frontier where no other is both cheaper and better.</summary>
internal sealed record FrontierPoint(string Design, double CostPerRequest, double Recall, double Low, double High, bool OnFrontier)
{
    /// <summary>The designs whose recall is measured, by rising cost.</summary>
    public static IReadOnlyList<FrontierPoint> Of(IEnumerable<(string Design, double CostPerRequest, RecallMeasure? Recall)> designs)
    {
        var known = designs.Where(d => d.Recall is not null).OrderBy(d => d.CostPerRequest).ThenByDescending(d => d.Recall!.Mean).ToList();
        var best = double.NegativeInfinity;
        var points = new List<FrontierPoint>();
        foreach (var (design, cost, recall) in known)
        {
            points.Add(new FrontierPoint(design, cost, recall!.Mean, recall.Low, recall.High, recall.Mean > best));
            best = Math.Max(best, recall.Mean);
        }

        return points;
    }
}
