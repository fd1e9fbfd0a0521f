using CostSim.Threading;

namespace CostSim.Engine;

/// <summary>
/// Compile, condition, integrate: conditional cumulants in closed form at every outer point, whatever the number of days.
/// </summary>
internal sealed class ExactEngine
{
    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly ExactBlock compiled;

    public ExactEngine(SpendModel model, SpendOptions options)
    {
        (this.model, this.options) = (model, options);
        Samples = Engine.Samples.Of(model);
        var views = CostViews.Of(model, options);
        if (options.Threads > 1)
            CompilePieces(model, views, options.Threads);
        compiled = new ExactBlock(model, views, Samples);
        Plan = OuterChoice.Of(model, options, compiled, Samples);
    }

    // Of designs and pairs side by side; a block then finds them made.
    private static void CompilePieces(SpendModel model, IReadOnlyList<CostView> views, int threads)
    {
        var requests = from number in Enumerable.Range(0, model.Classes.Count)
                       from day in ClassUnits.CutsOf(model, number)
                       from view in views.DistinctBy(v => (v.First, v.Second))
                       select ClassUnits.SidesOf(model, number, view, day);
        _ = InParallel.Of([.. requests], threads, PieceCompiler.Compile);
    }

    public SpendModel Model => model;

    public OuterPlan Plan { get; }

    public IReadOnlyList<QuestionSample> Samples { get; }

    /// <summary>A compiled block, to ask further questions of; not while blocks are worked out.</summary>
    public ExactBlock Compiled => compiled;

    public PointTable Run(CancellationToken cancel)
    {
        var table = NewTable();
        if (options.Shards is { } shards)
            TrialShard.Read(table, shards);
        else
            Run(table, 0, Plan.Blocks, cancel);
        return table;
    }

    /// <summary>A table that holds nothing yet but what is known before any trial.</summary>
    public PointTable NewTable()
    {
        return new PointTable(model, options, compiled, Plan) { References = AtMedians(law => law[0][0]) };
    }

    /// <summary>Works out a stretch of blocks.</summary>
    public void Run(PointTable table, int first, int end, CancellationToken cancel)
    {
        if (end - first <= 1 || options.Threads == 1)
        {
            var run = new BlockRun(model, options, compiled, table);
            for (var b = first; b < end; b++)
            {
                cancel.ThrowIfCancellationRequested();
                run.Run(b);
            }

            return;
        }

        // The block that is there already serves the first thread.
        ExactBlock? spare = compiled;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        Parallel.For(first, end, parallel, () =>
            new BlockRun(model, options, Interlocked.Exchange(ref spare, null) ?? new ExactBlock(model, compiled.Views, Samples), table),
            (b, _, run) =>
        {
            run.Run(b);
            return run;
        }, _ => { });
    }

    // Read where all inputs are at their medians: a value near every point's mean, so that squares and cubes of deviations
    // keep their digits, and how far from normal the months are.
    private double[][] AtMedians(Func<double[][], double> read)
    {
        foreach (var column in compiled.Block.Scores)
            Array.Clear(column);
        OuterChoice.SetMeanWeights(compiled, Samples);
        compiled.Evaluate();
        return [.. compiled.Views.Select((_, v) => compiled.Months[v].Append(compiled.Totals[v]).Select(read).ToArray())];
    }
}
