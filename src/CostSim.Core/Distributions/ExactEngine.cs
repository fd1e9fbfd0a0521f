namespace CostSim.Distributions;

/// <summary>Compile, condition, integrate: conditional cumulants in closed form at every outer point, whatever the number of days.</summary>
internal sealed class ExactEngine
{
    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly IReadOnlyList<QuestionSample> samples;

    public ExactEngine(SpendModel model, SpendOptions options)
    {
        (this.model, this.options) = (model, options);
        Views = CostViews.Of(model, options);
        samples = Samples.Of(model);
    }

    public IReadOnlyList<CostView> Views { get; }

    public PointTable Run(CancellationToken cancel)
    {
        var pilot = new ExactBlock(model, Views, samples);
        var plan = OuterChoice.Of(model, options, pilot, samples);
        OuterChoice.SetMeanWeights(pilot, samples);
        var table = new PointTable(model, Views, plan);
        table.References = ReferencesOf(pilot);
        if (plan.Blocks == 1 || options.Threads == 1)
        {
            for (var b = 0; b < plan.Blocks; b++)
            {
                cancel.ThrowIfCancellationRequested();
                RunBlock(b, pilot, table);
            }

            return table;
        }

        Parallel.For(0, plan.Blocks, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, () => new ExactBlock(model, Views, samples), (b, _, block) =>
        {
            RunBlock(b, block, table);
            return block;
        }, _ => { });
        return table;
    }

    // A value near every point's mean, so that squares and cubes of deviations keep their digits: the pilot's first trial.
    private static double[][] ReferencesOf(ExactBlock pilot) =>
        [.. pilot.Views.Select((_, v) => pilot.Months[v].Append(pilot.Totals[v]).Select(law => law[0][0]).ToArray())];

    private void RunBlock(int number, ExactBlock block, PointTable table)
    {
        var weights = new double[Columns.Length];
        table.Plan.Fill(number, block.Block, weights);
        block.Evaluate();
        var at = number * Columns.Length;
        weights.CopyTo(table.Weights, at);
        var inner = Columns.New();
        if (table.Plan is SobolPlan sobol)
            sobol.FillInner(number, inner);
        var sums = table.Sums[number];
        for (var v = 0; v < Views.Count; v++)
        {
            for (var n = 0; n < 4; n++)
                block.Totals[v][n].CopyTo(table.Totals[v][n], at);
            for (var slot = 0; slot <= table.MonthCount; slot++)
            {
                var law = slot < table.MonthCount ? block.Months[v][slot] : block.Totals[v];
                PowerSums.Add(law, weights, table.References[v][slot], sums.Moments[v][slot]);
                if (table.Plan is SobolPlan)
                    NormalPower.Draw(law, inner, !Views[v].IsDifference, table.Draws[v][slot].AsSpan(at, Columns.Length));
                else if (slot < table.MonthCount)
                    for (var n = 0; n < 4; n++)
                        law[n].CopyTo(table.Months[v][slot][n], at);
            }
        }

        for (var c = 0; c < block.Classes.Count; c++)
            for (var m = 0; m < table.MonthCount; m++)
                for (var i = 0; i < weights.Length; i++)
                    sums.Requests[c][m] += weights[i] * block.Classes[c].MonthVolumes[m][i];
    }
}
