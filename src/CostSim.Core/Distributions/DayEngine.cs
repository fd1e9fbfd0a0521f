using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>
/// The independent check: every day of every trial is drawn. A day of few requests is drawn request by request; a busier one
/// by its sum's mean, variance and skewness given the count.
/// </summary>
internal sealed class DayEngine
{
    private const int MostDrawn = 60;

    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly ParameterColumns columns;
    private readonly IReadOnlyList<QuestionSample> samples;
    private readonly int trials;

    public DayEngine(SpendModel model, SpendOptions options)
    {
        (this.model, this.options) = (model, options);
        columns = new ParameterColumns(model.Inputs.Count);
        samples = Samples.Of(model);
        trials = (options.Trials + Columns.Length - 1) / Columns.Length * Columns.Length;
    }

    public TrialTotals Run(CancellationToken cancel)
    {
        var totals = new TrialTotals(model, trials);
        var blocks = trials / Columns.Length;
        // Moments are compiled by each thread for itself: they hold the block's columns.
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, () => new DayBlock(model, columns, samples, options.Seed), (b, _, block) =>
        {
            block.Run(b, totals);
            return block;
        }, _ => { });
        return totals;
    }

    /// <summary>One block of trials.</summary>
    private sealed class DayBlock
    {
        private readonly SpendModel model;
        private readonly IReadOnlyList<QuestionSample> samples;
        private readonly ulong seed;
        private readonly TrialBlock block;
        private readonly DaySums[] sums;
        private readonly DayCounts[] counts;

        public DayBlock(SpendModel model, ParameterColumns shared, IReadOnlyList<QuestionSample> samples, ulong seed)
        {
            (this.model, this.samples, this.seed) = (model, samples, seed);
            var columns = new ParameterColumns(shared.Inputs);
            sums = [.. Enumerable.Range(0, model.Classes.Count).Select(c => new DaySums(model, c, columns))];
            counts = [.. model.Classes.Select(c => new DayCounts(c.Traffic, model.Calendar))];
            block = new TrialBlock(columns, samples);
        }

        public void Run(int number, TrialTotals totals)
        {
            for (var i = 0; i < Columns.Length; i++)
                DrawInputs(((long)number * Columns.Length) + i, i);
            block.EvaluateParameters();
            foreach (var sum in sums)
                sum.Evaluate(block);
            for (var i = 0; i < Columns.Length; i++)
                RunTrial(((long)number * Columns.Length) + i, i, totals);
        }

        private void DrawInputs(long trial, int lane)
        {
            var streams = new RandomStreams(seed);
            for (var input = 0; input < block.Scores.Length; input++)
                block.Scores[input][lane] = streams.Score(trial, input);
            block.DrawWeights(seed, trial, lane);
        }

        private void RunTrial(long trial, int lane, TrialTotals totals)
        {
            const int firstPurpose = 2 * QuestionWeights.Purpose;
            var scores = new double[block.Scores.Length];
            block.ScoresOf(lane, scores);
            var days = new double[model.Calendar.Days];
            var common = new RandomStreams(seed).For(trial, firstPurpose);
            var dayScores = new double[days.Length];
            for (var day = 0; day < days.Length; day++)
                dayScores[day] = common.Normal();
            for (var c = 0; c < counts.Length; c++)
            {
                var stream = new RandomStreams(seed).For(trial, firstPurpose + 1 + c);
                counts[c].Draw(scores, stream, model.Classes[c].Traffic.DayFactor is { IsShared: true } ? dayScores : null, days);
                sums[c].Draw(lane, scores, days, counts[c].Means, stream, MostDrawn, sample => [.. Enumerable.Range(0, sample.Shares.Count).Select(q => block.WeightsOf(sample)[q][lane])], totals, (int)trial);
            }

            totals.AddLines(model, scores, (int)trial);
        }
    }
}
