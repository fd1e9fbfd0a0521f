using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Classes that share one random factor a day: given the factor F a day's cumulants are polynomials in F, summed over the
/// classes; the law of total cumulance over F's moments gives the day's. Day by day, because the classes' products differ.
/// </summary>
internal sealed class SharedDays
{
    private readonly Calendar calendar;
    private readonly IReadOnlyList<(ClassCumulants Class, DayMeans Means)> members;
    private readonly UncertainLaw law;
    private readonly double[][] dayMeans;
    private double[][] factors = [];

    private SharedDays(Calendar calendar, IReadOnlyList<(ClassCumulants, DayMeans)> members, UncertainLaw law)
    {
        (this.calendar, this.members, this.law) = (calendar, members, law);
        dayMeans = [.. members.Select(_ => new double[calendar.Days * Columns.Length])];
    }

    public static SharedDays? Of(SpendModel model, IReadOnlyList<ClassCumulants> classes)
    {
        var sharing = Enumerable.Range(0, classes.Count).Where(c => IsShared(model.Classes[c])).ToList();
        return sharing.Count == 0
            ? null
            : new SharedDays(model.Calendar, [.. sharing.Select(c => (classes[c], new DayMeans(model.Classes[c].Traffic, model.Calendar)))],
                model.Classes[sharing[0]].Traffic.DayFactor!.Law);
    }

    public static bool IsShared(TrafficClass item) => item.Traffic.DayFactor is { IsShared: true };

    /// <summary>The factor's moments in each trial, and the means of every day before it.</summary>
    public void Evaluate(TrialBlock block)
    {
        factors = FactorMoments(block);
        var row = new double[block.Scores.Length];
        var means = new double[calendar.Days];
        for (var i = 0; i < Columns.Length; i++)
        {
            block.ScoresOf(i, row);
            for (var c = 0; c < members.Count; c++)
            {
                members[c].Means.At(row, means);
                for (var day = 0; day < means.Length; day++)
                    dayMeans[c][(day * Columns.Length) + i] =
                        means[day] * (members[c].Class.Volume.Drift?.MeanOn(block, calendar.MonthOf(day), day, i) ?? 1);
            }
        }
    }

    /// <summary>Adds the cumulants of the days of all these classes together, or of one class alone, to a view's months.</summary>
    public void AddTo(CostView view, double[][][] months, ClassCumulants? alone = null)
    {
        // Cells of the classes differ; each day takes its own class's cell.
        var cells = members.Select(m => CellByDay(m.Class.Volume)).ToArray();
        var moments = members.Select(m => Enumerable.Range(0, IsAsked(m.Class) ? m.Class.Volume.Cells.Count : 0)
            .Select(c => m.Class.MomentsOf(view, c).Select(x => (double[])x.Clone()).ToArray()).ToArray()).ToArray();
        var logged = members.Select(m => Enumerable.Range(0, m.Class.Volume.Cells.Count).Select(m.Class.Volume.LoggedMoments).ToArray())
            .ToArray();
        bool IsAsked(ClassCumulants item) => alone is null || item == alone;
        Span<double> terms = stackalloc double[10];
        for (var day = 0; day < calendar.Days; day++)
        {
            var month = calendar.MonthOf(day);
            for (var i = 0; i < Columns.Length; i++)
            {
                terms.Clear();
                for (var c = 0; c < members.Count; c++)
                {
                    if (!IsAsked(members[c].Class))
                        continue;
                    var (volume, cell, mean) = (members[c].Class.Volume, cells[c][day], dayMeans[c][(day * Columns.Length) + i]);
                    AddTerms(volume, i, mean, moments[c][cell], logged[c][cell], terms);
                    if (volume.Links is { } links)
                        AddLinks(volume.Spread, i, links.RatiosOf(month, i), mean, moments[c][cell],
                            Product(logged[c][cell], factors[i]), months[month]);
                }

                AddDay(terms, factors[i], months[month], i);
            }
        }
    }

    // The polynomial of F: a F; b1 F + b2 F²; c1 F + c2 F² + c3 F³; d1 F + .. + d4 F⁴.
    private static void AddTerms(ClassVolume volume, int i, double mean, double[][] moments, IReadOnlyList<double>? logged, Span<double> to)
    {
        var (c1, c2, c3, c4) = volume.Spread.LinkedAt(i, LinkRatios.Independent, logged);
        var (v1, v2, v3, v4) = (c1 * mean, c2 * mean * mean, c3 * mean * mean * mean, c4 * mean * mean * mean * mean);
        var (m1, m2, m3, m4) = (moments[1][i], moments[2][i], moments[3][i], moments[4][i]);
        to[0] += v1 * m1;
        to[1] += v1 * m2;
        to[2] += v2 * m1 * m1;
        to[3] += v1 * m3;
        to[4] += 3 * v2 * m1 * m2;
        to[5] += v3 * m1 * m1 * m1;
        to[6] += v1 * m4;
        to[7] += v2 * ((4 * m1 * m3) + (3 * m2 * m2));
        to[8] += 6 * v3 * m1 * m1 * m2;
        to[9] += v4 * m1 * m1 * m1 * m1;
    }

    // What autocorrelated days of a class add to each day's own: other days have other factors.
    private static void AddLinks(DaySpread spread, int i, LinkRatios ratios, double mean, double[][] moments,
        double[] others, double[][] to)
    {
        var (linked, alone) = (spread.LinkedAt(i, ratios, others), spread.LinkedAt(i, LinkRatios.Independent, others));
        var (m1, m2, m3) = (moments[1][i], moments[2][i], moments[3][i]);
        var v2 = (linked.K2 - alone.K2) * mean * mean;
        var v3 = (linked.K3 - alone.K3) * mean * mean * mean;
        var v4 = (linked.K4 - alone.K4) * mean * mean * mean * mean;
        to[1][i] += v2 * m1 * m1;
        to[2][i] += (3 * v2 * m1 * m2) + (v3 * m1 * m1 * m1);
        to[3][i] += (v2 * ((4 * m1 * m3) + (3 * m2 * m2))) + (6 * v3 * m1 * m1 * m2) + (v4 * m1 * m1 * m1 * m1);
    }

    private static double[] Product(IReadOnlyList<double>? logged, double[] factors) =>
        logged is null ? factors : [.. factors.Select((f, n) => f * logged[n])];

    private static void AddDay(ReadOnlySpan<double> t, double[] f, double[][] to, int i)
    {
        var (f1, f2, f3, f4) = (f[1], f[2], f[3], f[4]);
        var (_, variance, third, fourth) = DaySpread.CumulantsOf(f1, f2, f3, f4);
        var (a, b1, b2) = (t[0], t[1], t[2]);
        var (c12, c13, v22) = (f3 - (f1 * f2), f4 - (f1 * f3), f4 - (f2 * f2));
        var joint = f4 - (2 * f1 * f3) - (f2 * f2) + (2 * f1 * f1 * f2);
        to[0][i] += a * f1;
        to[1][i] += (b1 * f1) + (b2 * f2) + (a * a * variance);
        to[2][i] += (t[3] * f1) + (t[4] * f2) + (t[5] * f3) + (3 * a * ((b1 * variance) + (b2 * c12))) + (a * a * a * third);
        to[3][i] += (t[6] * f1) + (t[7] * f2) + (t[8] * f3) + (t[9] * f4)
            + (4 * a * ((t[3] * variance) + (t[4] * c12) + (t[5] * c13)))
            + (3 * ((b1 * b1 * variance) + (2 * b1 * b2 * c12) + (b2 * b2 * v22)))
            + (6 * a * a * ((b1 * third) + (b2 * joint)))
            + (a * a * a * a * fourth);
    }

    /// <summary>The factor's mean in each trial.</summary>
    public double[] MeanFactors(TrialBlock block) => [.. FactorMoments(block).Select(f => f[1])];

    private double[][] FactorMoments(TrialBlock block)
    {
        var row = new double[block.Scores.Length];
        var result = new double[Columns.Length][];
        for (var i = 0; i < result.Length; i++)
        {
            block.ScoresOf(i, row);
            var (at, scale) = (law.At(row), law.Scale.At(row));
            result[i] = [.. Enumerable.Range(0, 5).Select(n => Moments.Power(scale, n) * at.Moment(n))];
        }

        return result;
    }

    private int[] CellByDay(ClassVolume volume)
    {
        var cell = new int[calendar.Days];
        for (var c = 0; c < volume.Cells.Count; c++)
            foreach (var day in volume.Cells[c].Days)
                cell[day] = c;
        return cell;
    }
}
