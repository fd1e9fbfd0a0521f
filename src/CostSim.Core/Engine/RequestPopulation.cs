using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>The random numbers of one request, which all designs share.</summary>
internal sealed class RequestDraw(int attempts, int incidents)
{
    /// <summary>The base request of a population of priced requests.</summary>
    public int Base { get; set; }

    /// <summary>Independent normal scores of typed lengths: the input's, and the output's own part.</summary>
    public double Input { get; set; }

    public double Output { get; set; }

    public double Way { get; private set; }

    public double Case { get; private set; }

    public double Attempt { get; private set; }

    public double Evidence { get; private set; }

    /// <summary>Scores of the outputs of later attempts.</summary>
    public double[] Again { get; } = new double[attempts];

    public double[] Incidents { get; } = new double[incidents];

    /// <summary>Draws everything but the base request or the lengths.</summary>
    public void DrawRest(RandomStream stream)
    {
        (Way, Case, Attempt, Evidence) = (stream.Uniform(), stream.Uniform(), stream.Uniform(), stream.Uniform());
        for (var i = 1; i < Again.Length; i++)
            Again[i] = stream.Normal();
        for (var i = 0; i < Incidents.Length; i++)
            Incidents[i] = stream.Uniform();
    }
}

/// <summary>
/// The requests of a class, split into large ones, which a simulation draws one by one, and small ones. A level of size is a power
/// of two of the size from which a request counts as large in the first month.
/// </summary>
internal abstract class RequestPopulation
{
    /// <summary>Told once a trial, before anything is asked about it.</summary>
    public abstract void Start(TrialBlock block, int lane);

    /// <summary>The probability that a request is larger than a level.</summary>
    public abstract double LargeShare(int level);

    public abstract void DrawLarge(int level, RandomStream stream, RequestDraw to);

    public abstract void DrawSmall(int level, RandomStream stream, RequestDraw to);
}

/// <summary>Typed lengths: large is whatever has a long input, or an output that is long by its own part.</summary>
internal sealed class TypedPopulation(Func<double, double> inputSize, Func<double, double> outputSize) : RequestPopulation
{
    private readonly Dictionary<int, (double Input, double Output)> bounds = [];

    /// <summary>The scores up to which a request is small.</summary>
    public (double Input, double Output) BoundsOf(int level)
    {
        if (!bounds.TryGetValue(level, out var found))
            bounds.Add(level, found = (ScoreOf(inputSize, Elementary.Pow(2, level)), ScoreOf(outputSize, Elementary.Pow(2, level))));
        return found;
    }

    public override void Start(TrialBlock block, int lane)
    {
    }

    public override double LargeShare(int level)
    {
        var (a, b) = BoundsOf(level);
        var (pa, pb) = (Elementary.NormalCdf(-a), Elementary.NormalCdf(-b));
        return pa + pb - (pa * pb);
    }

    public override void DrawLarge(int level, RandomStream stream, RequestDraw to)
    {
        var (a, b) = BoundsOf(level);
        var (pa, pb) = (Elementary.NormalCdf(-a), Elementary.NormalCdf(-b));
        if (stream.Uniform() * (pa + pb - (pa * pb)) < pa)
            (to.Input, to.Output) = (-NormalQuantile.Of(pa * stream.Uniform()), stream.Normal());
        else
            (to.Input, to.Output) = (NormalQuantile.Of((1 - pa) * stream.Uniform()), -NormalQuantile.Of(pb * stream.Uniform()));
        to.DrawRest(stream);
    }

    public override void DrawSmall(int level, RandomStream stream, RequestDraw to)
    {
        var (a, b) = BoundsOf(level);
        to.Input = NormalQuantile.Of(Elementary.NormalCdf(a) * stream.Uniform());
        to.Output = NormalQuantile.Of(Elementary.NormalCdf(b) * stream.Uniform());
        to.DrawRest(stream);
    }

    // The score at which a rising size passes a bound.
    private static double ScoreOf(Func<double, double> size, double bound)
    {
        var (low, high) = (-9.0, 9.0);
        if (size(low) > bound)
            return low;
        if (size(high) <= bound)
            return high;
        while (high - low > 1e-6)
        {
            var middle = 0.5 * (low + high);
            (low, high) = size(middle) > bound ? (low, middle) : (middle, high);
        }

        return high;
    }
}

/// <summary>Priced requests: base requests by falling size within each question, questions by the trial's weights.</summary>
internal sealed class SampledPopulation : RequestPopulation
{
    private readonly QuestionSample? sample;
    private readonly double[] sizes;
    private readonly int[][] byQuestion;
    private readonly double[][] sums;
    private readonly double[] shares;
    private readonly double[] questions;
    private readonly Dictionary<int, int[]> counts = [];
    private readonly Dictionary<int, double[]> large = [];
    private readonly double[] smallSums;
    private double[][]? drawn;
    private int drawnLane;

    /// <param name="sample">The sample whose questions a trial weighs; null where their shares are known.</param>
    /// <param name="questionOf">The question of each base request; one question where nothing is weighed.</param>
    /// <param name="weights">Weights of the base requests.</param>
    /// <param name="sizes">Their sizes.</param>
    public SampledPopulation(QuestionSample? sample, int[] questionOf, double[] weights, double[] sizes)
    {
        (this.sample, this.sizes, Weights) = (sample, sizes, weights);
        var count = sample?.Shares.Count ?? 1;
        byQuestion = [.. Enumerable.Range(0, count)
            .Select(q => Enumerable.Range(0, sizes.Length).Where(b => questionOf[b] == q).OrderByDescending(b => sizes[b]).ToArray())];
        sums = [.. byQuestion.Select(own => Cumulative(own, weights))];
        shares = [.. sums.Select(s => s.Length == 0 ? 0 : s[^1])];
        (questions, smallSums) = (new double[count], new double[count]);
    }

    public double[] Weights { get; }

    public IReadOnlyList<int[]> ByQuestion => byQuestion;

    /// <summary>By question: its weight in the trial.</summary>
    public double[] Questions => questions;

    /// <summary>By question: how many of its base requests, the largest first, are larger than a level.</summary>
    public int[] CountsOf(int level)
    {
        if (!counts.TryGetValue(level, out var found))
        {
            var bound = Elementary.Pow(2, level);
            counts.Add(level, found = [.. byQuestion.Select(own => own.Count(b => sizes[b] > bound))]);
        }

        return found;
    }

    public override void Start(TrialBlock block, int lane)
    {
        large.Clear();
        if (sample is null)
        {
            questions[0] = 1;
            return;
        }

        (drawn, drawnLane) = (block.WeightsOf(sample), lane);
        for (var q = 0; q < questions.Length; q++)
            questions[q] = shares[q] > 0 ? drawn[q][drawnLane] : 0;
        var total = questions.Sum();
        for (var q = 0; q < questions.Length; q++)
            questions[q] /= total;
    }

    public override double LargeShare(int level) => LargeSums(level)[^1];

    public override void DrawLarge(int level, RandomStream stream, RequestDraw to)
    {
        var q = Place(LargeSums(level), stream.Uniform());
        var count = CountsOf(level)[q];
        to.Base = byQuestion[q][Place(sums[q].AsSpan(0, count), stream.Uniform())];
        to.DrawRest(stream);
    }

    public override void DrawSmall(int level, RandomStream stream, RequestDraw to)
    {
        var (counted, all) = (CountsOf(level), 0.0);
        for (var q = 0; q < questions.Length; q++)
            smallSums[q] = all += shares[q] > 0 ? questions[q] * (1 - Below(q, counted[q])) : 0;
        var question = Place(smallSums, stream.Uniform());
        var first = Below(question, counted[question]);
        var place = Place(sums[question], first + ((1 - first) * stream.Uniform()));
        to.Base = byQuestion[question][Math.Max(place, counted[question])];
        to.DrawRest(stream);
    }

    // The share of a question's weight that its largest base requests have.
    private double Below(int question, int count) => count == 0 ? 0 : sums[question][count - 1] / shares[question];

    private double[] LargeSums(int level)
    {
        if (large.TryGetValue(level, out var found))
            return found;
        (found, var counted, var sum) = (new double[questions.Length], CountsOf(level), 0.0);
        for (var q = 0; q < questions.Length; q++)
            found[q] = sum += shares[q] > 0 ? questions[q] * Below(q, counted[q]) : 0;
        large.Add(level, found);
        return found;
    }

    private static double[] Cumulative(int[] own, double[] weights)
    {
        var sum = 0.0;
        return [.. own.Select(b => sum += weights[b])];
    }

    // The first place whose sum passes a uniform part of the whole.
    private static int Place(ReadOnlySpan<double> sums, double uniform)
    {
        var at = uniform * sums[^1];
        var (low, high) = (0, sums.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > at)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
