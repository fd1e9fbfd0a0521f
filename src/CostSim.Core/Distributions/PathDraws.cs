using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>
/// Draws what every piece costs in every month of every trial, from the conditional law given the trial's parameters: all pieces
/// of a month jointly, by their conditional covariance, each bent to its own skewness.
/// </summary>
internal sealed class PathDraws
{
    private const int Purpose = 3 * QuestionWeights.Purpose;

    private readonly PathPieces pieces;
    private readonly SpendOptions options;
    private readonly OuterPlan plan;
    private readonly IReadOnlyList<QuestionSample> samples;
    private readonly IReadOnlyList<CostView> views;
    private readonly int[] random;

    public PathDraws(PathPieces pieces, SpendOptions options, OuterPlan plan, IReadOnlyList<QuestionSample> samples)
    {
        (this.pieces, this.options, this.plan, this.samples) = (pieces, options, plan, samples);
        random = [.. Enumerable.Range(0, pieces.Pieces.Count).Where(p => pieces.Pieces[p].IsRandom)];
        views =
        [
            .. pieces.Pieces.Select((_, p) => new CostView(p, null, false)),
            .. random.SelectMany((a, i) => random.Skip(i + 1).Select(b => new CostView(a, b, false))),
        ];
    }

    public void Run(PathTotals totals, CancellationToken cancel)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        Parallel.For(0, plan.Blocks, parallel, () => new ExactBlock(pieces.Model, views, samples), (b, _, block) =>
        {
            plan.Fill(b, block.Block, new double[Columns.Length]);
            block.Evaluate();
            Bill(b, block, totals);
            return block;
        }, _ => { });
    }

    private void Bill(int number, ExactBlock block, PathTotals totals)
    {
        var months = pieces.Model.Calendar.Months.Count;
        var first = (long)number * Columns.Length;
        var streams = Enumerable.Range(0, Columns.Length).Select(i => new RandomStreams(options.Seed).For(first + i, Purpose)).ToArray();
        var drawn = Enumerable.Range(0, months).Select(_ => Columns.New(pieces.Pieces.Count)).ToArray();
        for (var m = 0; m < months; m++)
        {
            var scores = ScoresOf(block, m, streams);
            for (var p = 0; p < pieces.Pieces.Count; p++)
            {
                if (pieces.Pieces[p].IsRandom)
                    NormalPower.Draw(block.Months[p][m], scores[p], true, drawn[m][p]);
                else
                    block.Months[p][m][0].CopyTo(drawn[m][p], 0);
            }
        }

        var row = new double[block.Block.Scores.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            block.Block.ScoresOf(i, row);
            totals.Bill((int)first + i, row, (p, m) => drawn[m][p][i]);
        }
    }

    // Normal scores with the pieces' conditional correlations, by the triangular root of their covariance.
    private double[][] ScoresOf(ExactBlock block, int month, RandomStream[] streams)
    {
        var scores = Columns.New(pieces.Pieces.Count);
        var (root, normal) = (new double[random.Length, random.Length], new double[random.Length]);
        for (var i = 0; i < Columns.Length; i++)
        {
            Root(block, month, i, root);
            for (var a = 0; a < random.Length; a++)
            {
                normal[a] = streams[i].Normal();
                var (sum, square) = (0.0, 0.0);
                for (var b = 0; b <= a; b++)
                {
                    sum += root[a, b] * normal[b];
                    square += root[a, b] * root[a, b];
                }

                scores[random[a]][i] = square > 0 ? sum / Math.Sqrt(square) : 0;
            }
        }

        return scores;
    }

    // What rounding leaves of a piece that others determine is nothing.
    private const double Negligible = 1e-10;

    private void Root(ExactBlock block, int month, int lane, double[,] root)
    {
        var pair = pieces.Pieces.Count;
        var covariance = new double[random.Length, random.Length];
        for (var a = 0; a < random.Length; a++)
            covariance[a, a] = block.Months[random[a]][month][1][lane];
        for (var a = 0; a < random.Length; a++)
            for (var b = a + 1; b < random.Length; b++, pair++)
                covariance[b, a] = 0.5 * (covariance[a, a] + covariance[b, b] - block.Months[pair][month][1][lane]);
        for (var a = 0; a < random.Length; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var rest = covariance[a, b];
                for (var k = 0; k < b; k++)
                    rest -= root[a, k] * root[b, k];
                if (a == b)
                    root[a, a] = rest > Negligible * covariance[a, a] ? Math.Sqrt(rest) : 0;
                else
                    root[a, b] = root[b, b] > 0 ? rest / root[b, b] : 0;
            }
        }
    }
}
