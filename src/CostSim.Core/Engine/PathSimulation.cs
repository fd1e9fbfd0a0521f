using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// Takes a trial: its scores, what every piece costs by month and piece, what limits add to that by month, piece and part, and the requests
/// of every month. The arrays are the player's own.
/// </summary>
internal delegate void PathVisit(int trial, ReadOnlySpan<double> scores, double[][] costs, double[][][] limited, double[] requests);

/// <summary>
/// Simulates whole paths: a trial draws the unknown parameters, plays the days of every class as the traffic defines them, and then the
/// requests that all designs share. Requests that are large against a month's spread are drawn one by one, as all are where they are
/// few; the many small ones by their number, their mean, and a sample of deviations from it that has their covariance.
/// </summary>
internal sealed class PathSimulation
{
    private const int Purpose = 2 * QuestionWeights.Purpose;

    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly SobolPlan plan;
    private readonly IReadOnlyList<QuestionSample> samples;
    private readonly LargeRequests large;

    /// <param name="model">A model whose designs are pieces of cost, each with a bill alone.</param>
    /// <param name="options">The seed and the threads.</param>
    /// <param name="plan">The parameters of every trial.</param>
    /// <param name="samples">The samples of questions that trials weigh.</param>
    public PathSimulation(SpendModel model, SpendOptions options, SobolPlan plan, IReadOnlyList<QuestionSample> samples)
    {
        (this.model, this.options, this.plan, this.samples) = (model, options, plan, samples);
        large = LargeRequests.Of(model, samples);
    }

    /// <summary>
    /// Plays every trial; a month's cost by piece, then the requests of a month, are handed over trial by trial, on several threads.
    /// </summary>
    public void Run(PathVisit visit, CancellationToken cancel)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        Parallel.For(0, plan.Blocks, parallel, () => new Player(this), (b, _, player) =>
        {
            player.Play(b, visit);
            return player;
        }, _ => { });
    }

    /// <summary>Plays trials; each thread has its own.</summary>
    private sealed class Player
    {
        private readonly PathSimulation of;
        private readonly SpendModel model;
        private readonly TrialBlock block;
        private readonly ClassPaths[] classes;
        private readonly SmallRequests small;
        private readonly LimitedMonths limits;
        private readonly (int Piece, IReadOnlyList<double> Usd, int Slot)[] lines;
        private readonly double[] weights = new double[Columns.Length];
        private readonly double[] row;
        private readonly double[] sharedScores;
        private readonly double[][] costs;
        private readonly double[] requests;
        private readonly bool sharesDays;

        public Player(PathSimulation of)
        {
            (this.of, model) = (of, of.model);
            var columns = new ParameterColumns(ExactBlock.InputsOf(model));
            classes = [.. Enumerable.Range(0, model.Classes.Count)
                .Select(c => new ClassPaths(model, c, of.large.FirstSizes[c], columns, model.IsLimited))];
            lines = [.. model.Designs.SelectMany((d, p) => d.Lines.Select(l => (p, l.UsdByMonth, columns.SlotOf(l.Factor))))];
            block = new TrialBlock(columns, of.samples);
            small = new SmallRequests(model, classes);
            limits = new LimitedMonths(model);
            row = new double[columns.Inputs];
            sharedScores = new double[model.Calendar.Days];
            costs = [.. model.Calendar.Months.Select(_ => new double[model.Designs.Count])];
            requests = new double[model.Calendar.Months.Count];
            sharesDays = model.Classes.Any(SharedDays.IsShared);
        }

        public void Play(int number, PathVisit visit)
        {
            of.plan.Fill(number, block, weights);
            block.EvaluateParameters();
            for (var lane = 0; lane < Columns.Length; lane++)
            {
                var trial = (number * Columns.Length) + lane;
                block.ScoresOf(lane, row);
                PlayTrial(trial, lane);
                visit(trial, row, costs, limits.Added, requests);
            }
        }

        private void PlayTrial(int trial, int lane)
        {
            var streams = new RandomStreams(of.options.Seed);
            if (sharesDays)
            {
                var days = streams.For(trial, Purpose);
                for (var day = 0; day < sharedScores.Length; day++)
                    sharedScores[day] = days.Normal();
            }

            for (var c = 0; c < classes.Length; c++)
            {
                classes[c].Levels.Draw(row, streams.For(trial, Purpose + 2 + c), sharedScores);
                classes[c].Start(block, lane);
            }

            if (model.IsLimited)
                limits.Start(classes);
            var stream = streams.For(trial, Purpose + 1);
            Array.Clear(requests);
            for (var m = 0; m < costs.Length; m++)
            {
                Array.Clear(costs[m]);
                PlayMonth(m, lane, stream);
                limits.Apply(m, costs[m]);
                foreach (var (piece, usd, slot) in lines)
                    costs[m][piece] += usd[m] * block.Values[slot][lane];
            }
        }

        private void PlayMonth(int month, int lane, RandomStream stream)
        {
            small.Start(month);
            for (var c = 0; c < classes.Length; c++)
            {
                var own = classes[c];
                var (first, end) = of.large.CellsOf(c, month);
                var rate = 0.0;
                for (var cell = first; cell < end; cell++)
                    rate += own.Levels.Rates[cell];
                if (rate <= 0)
                    continue;
                var level = of.large.LevelOf(c, month, rate);
                var share = own.Population.LargeShare(level);
                for (var cell = first; cell < end; cell++)
                {
                    var (many, few) = CountsOf(own, own.Levels.Rates[cell], share, stream);
                    requests[month] += many + few;
                    if (many + few == 0)
                        continue;
                    var pieces = own.PiecesOf(cell, block, lane);
                    var logVolume = Elementary.Log(Math.Max(1e-12, own.Levels.MeanVolumes[cell]));
                    for (var i = 0; i < few; i++)
                    {
                        own.Population.DrawLarge(level, stream, own.Draw);
                        AddOne(own.Draw, pieces, logVolume, costs[month]);
                    }

                    if (many > SmallRequests.Fewest)
                    {
                        small.Add(c, pieces, level, logVolume, many, costs[month], stream);
                        continue;
                    }

                    for (var i = 0; i < many; i++)
                    {
                        own.Population.DrawSmall(level, stream, own.Draw);
                        AddOne(own.Draw, pieces, logVolume, costs[month]);
                    }
                }
            }

            small.AddDeviations(costs[month], stream);
        }

        // Given their days' levels counts are Poisson, and those of large and small requests independent.
        private static (double Small, double Large) CountsOf(ClassPaths own, double rate, double share, RandomStream stream)
        {
            if (!own.Levels.AreCounts)
                return (stream.Poisson(rate * (1 - share)), stream.Poisson(rate * share));
            var few = stream.Binomial(rate, share);
            return (rate - few, few);
        }

        private static void AddOne(RequestDraw draw, PieceRequests[] pieces, double logVolume, double[] to)
        {
            for (var p = 0; p < pieces.Length; p++)
                to[p] += pieces[p].CostsNothing ? 0 : pieces[p].Of(draw, logVolume, true);
        }
    }
}
