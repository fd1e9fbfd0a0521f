using CostSim.Threading;

namespace CostSim.Engine;

/// <summary>Mean spend of a horizon without its distribution, for the many designs of a search: a tenth of the work.</summary>
internal static class MeanSpend
{
    /// <summary>
    /// By design, the means of the bill and of the cost with people, and the mean number of requests, which all designs share.
    /// </summary>
    public static (IReadOnlyList<(double Bill, double WithPeople)> Designs, double Requests) Of(SpendModel model, SpendOptions options,
        CancellationToken stop = default)
    {
        // One design says how to integrate and how many requests come; a contract's prices depend on the whole of a path.
        var first = Spend.Simulate(model with { Designs = [model.Designs[0]] }, options, stop).Designs[0];
        if (model.Tariff is not null)
            return ([.. model.Designs.Select(d => Spend.Simulate(model with { Designs = [d] }, options, stop).Designs[0])
                .Select(d => (d.Bill.Total.Mean, d.WithPeople.Total.Mean))], first.MeanRequests);
        var plan = new ExactEngine(model with { Designs = [model.Designs[0]] }, options).Plan;
        var parts = model.Designs.Chunk((model.Designs.Count + options.Threads - 1) / options.Threads).ToList();
        var means = InParallel.Of(parts, options.Threads, part => Of(model with { Designs = part }, options, plan), stop);
        return ([.. means.SelectMany(m => m)], first.MeanRequests);
    }

    private static List<(double Bill, double WithPeople)> Of(SpendModel model, SpendOptions options, OuterPlan plan)
    {
        var block = new ExactBlock(model, CostViews.Of(model, options), Samples.Of(model));
        var (weights, total, sums) = (new double[Columns.Length], 0.0, new double[block.Views.Count]);
        for (var b = 0; b < plan.Blocks; b++)
        {
            plan.Fill(b, block.Block, weights);
            total += weights.Sum();
            var means = block.MeansAt([1])[0];
            for (var v = 0; v < sums.Length; v++)
                sums[v] += Columns.SumOfProducts(weights, means[v]);
        }

        return [.. model.Designs.Select((_, d) =>
            (sums[block.Views.IndexOf(d, false)] / total, sums[block.Views.IndexOf(d, true)] / total))];
    }
}
