using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>Draws what a class's requests of a day cost, in every design, given their number.</summary>
internal sealed class DaySums
{
    private readonly SpendModel model;
    private readonly int number;
    private readonly IReadOnlyList<string> incidents;
    private readonly List<Segment> segments = [];
    private readonly TensorColumns tensors = new();

    /// <summary>Moments of a design's requests from a day on, and of its difference to the first design; at each node of the log volume.</summary>
    private sealed record Segment(int Design, int FromDay, RequestMoments Own, RequestMoments? AgainstFirst, List<double[][][]> Values);

    public DaySums(SpendModel model, int number, ParameterColumns columns)
    {
        (this.model, this.number) = (model, number);
        incidents = [.. model.Designs.SelectMany(d => d.Classes[number].Incidents).Select(i => i.Component).Distinct()];
        var first = model.Designs[0].Classes[number];
        var days = model.Designs.SelectMany(d => d.Classes[number].Segments).Select(s => s.FromDay).Distinct().Order().ToList();
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var cost = model.Designs[d].Classes[number];
            foreach (var day in days)
            {
                var own = new Side(LawOn(cost, day), cost.Attempts, 1);
                var pair = d == 0 ? null : new RequestMoments([new Side(LawOn(first, day), first.Attempts, 1), own with { Sign = -1 }], [first.Incidents, cost.Incidents], columns);
                segments.Add(new Segment(d, day, new RequestMoments([own], [cost.Incidents], columns), pair, []));
            }
        }
    }

    private static RequestLaw LawOn(ClassCost cost, int day) => cost.Segments.Last(s => s.FromDay <= day).Requests;

    public void Evaluate(TrialBlock block)
    {
        tensors.Start(block);
        foreach (var segment in segments)
        {
            segment.Values.Clear();
            foreach (var node in segment.Own.VolumeNodes.Length == 0 ? [0.0] : segment.Own.VolumeNodes)
            {
                segment.Own.Evaluate(block, tensors, node);
                segment.AgainstFirst?.Evaluate(block, tensors, node);
                segment.Values.Add([Copy(segment.Own.Bill), Copy(segment.Own.WithPeople), segment.AgainstFirst is null ? [] : Copy(segment.AgainstFirst.Bill)]);
            }
        }
    }

    public void Draw(int lane, double[] scores, double[] counts, IReadOnlyList<double> means, RandomStream stream, int mostDrawn, Func<QuestionSample, IReadOnlyList<double>> weights, TrialTotals totals, int trial)
    {
        var samplers = model.Designs.Select(d => new RequestSampler(d.Classes[number], scores, weights)).ToArray();
        for (var day = 0; day < counts.Length; day++)
        {
            var month = model.Calendar.MonthOf(day);
            totals.Requests[month][trial] += counts[day];
            var logVolume = means[day] > 0 ? Elementary.Log(means[day]) : 0;
            if (counts[day] > mostDrawn)
                DrawSum(lane, day, month, counts[day], logVolume, stream, totals, trial);
            else
                DrawEach(day, month, counts[day], logVolume, stream, samplers, totals, trial);
        }
    }

    private void DrawEach(int day, int month, double count, double logVolume, RandomStream stream, RequestSampler[] samplers, TrialTotals totals, int trial)
    {
        var correlation = LawOn(model.Designs[0].Classes[number], day).Leaves.OfType<TypedRequests>().FirstOrDefault()?.Correlation ?? 0;
        var attempts = model.Designs.Max(d => d.Classes[number].Attempts.Shares.Count);
        for (var n = 0; n < count; n++)
        {
            var luck = RequestLuck.Draw(stream, correlation, attempts, incidents.Count);
            for (var d = 0; d < samplers.Length; d++)
            {
                var (bill, all) = samplers[d].Cost(day, luck, logVolume, incidents);
                totals.Add(d, month, trial, bill, all);
            }
        }
    }

    // Designs are drawn with the correlation that each has with the first one: enough for two, a fair picture of more.
    private void DrawSum(int lane, int day, int month, double count, double logVolume, RandomStream stream, TrialTotals totals, int trial)
    {
        var (firstScore, firstVariance) = (stream.Normal(), 0.0);
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var segment = segments.Last(s => s.Design == d && s.FromDay <= day);
            var (mean, variance, third) = Central(segment, 0, lane, logVolume);
            var score = firstScore;
            if (d == 0)
            {
                firstVariance = variance;
            }
            else if (variance > 0 && firstVariance > 0)
            {
                var (_, difference, _) = Central(segment, 2, lane, logVolume);
                var correlation = Math.Clamp((firstVariance + variance - difference) / (2 * Math.Sqrt(firstVariance * variance)), -1, 1);
                score = (correlation * firstScore) + (Math.Sqrt(1 - (correlation * correlation)) * stream.Normal());
            }

            var bill = Sum(count, mean, variance, third, score);
            var (meanAll, varianceAll, _) = Central(segment, 1, lane, logVolume);
            var people = meanAll == mean ? 0 : Sum(count, meanAll - mean, Math.Max(0, varianceAll - variance), 0, stream.Normal());
            totals.Add(d, month, trial, bill, bill + people);
        }
    }

    private static double Sum(double count, double mean, double variance, double third, double score)
    {
        var sd = Math.Sqrt(count * variance);
        var skewness = variance > 0 ? third / (variance * Math.Sqrt(variance * count)) : 0;
        return (count * mean) + (sd * (score + (skewness * ((score * score) - 1) / 6)));
    }

    private static (double Mean, double Variance, double Third) Central(Segment segment, int which, int lane, double logVolume)
    {
        var (first, weights) = segment.Values.Count == 1 ? new InterpolationWeights(0, 1, 1, 0, 0, 0) : Interpolation.Linear(segment.Own.VolumeNodes, logVolume);
        Span<double> raw = stackalloc double[4];
        for (var j = 0; j < weights.Count; j++)
            for (var n = 1; n < raw.Length; n++)
                raw[n] += weights[j] * segment.Values[first + j][which][n][lane];
        var mean = raw[1];
        return (mean, Math.Max(0, raw[2] - (mean * mean)), raw[3] - (3 * mean * raw[2]) + (2 * mean * mean * mean));
    }

    private static double[][] Copy(double[][] columns) => [.. columns.Select(c => (double[])c.Clone())];
}
