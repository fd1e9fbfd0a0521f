using System.Numerics;
using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>The days of one class in one trial as functions of a request's transform: what a month's law is multiplied from.</summary>
internal sealed class DayTransforms
{
    private readonly Traffic traffic;
    private readonly double size;
    private readonly double zero;
    private readonly List<(int Segment, double Mean, int Days, IReadOnlyList<double>? Logged)> groups = [];

    // Days of one kind are taken together in a month; without kinds every mean stays apart.
    public DayTransforms(Traffic traffic, Calendar calendar, double[] scores, double[] means, IEnumerable<int> days, Func<int, int> segmentOf, int[]? kinds)
    {
        this.traffic = traffic;
        size = traffic.Counts.Size.At(scores);
        zero = traffic.ZeroDays.At(scores);
        var found = new Dictionary<(int Segment, int Month, double Key), List<int>>();
        foreach (var day in days)
        {
            var key = (segmentOf(day), kinds is null ? 0 : calendar.MonthOf(day), kinds is null ? means[day] : kinds[day]);
            if (!found.TryGetValue(key, out var list))
                found.Add(key, list = []);
            list.Add(day);
        }

        foreach (var (key, list) in found)
        {
            var logged = traffic.Log is { Use: LogUse.Resampled } log ? log.OfWeekday(calendar.DateOf(list[0])) : null;
            groups.Add((key.Segment, list.Average(d => means[d]), list.Count, logged?.Select(x => x / logged.Average()).ToList()));
        }
    }

    /// <summary>Whether the days are independent and their counts of a kind that has a transform.</summary>
    public static bool Supports(Traffic traffic) =>
        traffic.DayFactor is null && traffic.DriftPerMonth is ConstantParameter { Number: 0 }
        && (traffic.Counts.Kind != CountKind.NegativeBinomial || traffic.Counts.DayToDay is ConstantParameter { Number: 0 });

    /// <summary>Mean requests.</summary>
    public double Requests => groups.Sum(g => g.Days * g.Mean) * (1 - zero);

    public IEnumerable<int> Segments => groups.Select(g => g.Segment).Distinct();

    /// <summary>log E exp(iuS) over the days of one segment, from the request's transform there.</summary>
    public Complex Log(int segment, Complex request)
    {
        var sum = Complex.Zero;
        foreach (var group in groups)
        {
            if (group.Segment == segment)
                sum += group.Days * OfDay(group.Mean, group.Logged, request);
        }

        return sum;
    }

    private Complex OfDay(double mean, IReadOnlyList<double>? logged, Complex request)
    {
        if (logged is null)
            return WithoutTraffic(OfCount(mean, request));
        var sum = Complex.Zero;
        foreach (var ratio in logged)
            sum += Complex.Exp(OfCount(mean * ratio, request));
        return WithoutTraffic(Complex.Log(sum / logged.Count));
    }

    private Complex WithoutTraffic(Complex day) => zero == 0 ? day : Complex.Log(zero + ((1 - zero) * Complex.Exp(day)));

    private Complex OfCount(double mean, Complex request)
    {
        switch (traffic.Counts.Kind)
        {
            case CountKind.Poisson:
                return mean * (request - 1);
            case CountKind.NegativeBinomial:
                return -size * Complex.Log(1 - (mean / size * (request - 1)));
            default:
                var whole = Math.Floor(mean);
                return (whole == 0 ? 0 : whole * Complex.Log(request)) + (mean > whole ? Complex.Log(1 + ((mean - whole) * (request - 1))) : 0);
        }
    }
}
