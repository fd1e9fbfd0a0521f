using System.Numerics;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>
/// The law of a design's month or total without any approximation by cumulants: transforms of requests and days, mixed over
/// the outer points, inverted once. For what is fixed, and for volumes too small for a normal-power.
/// </summary>
internal sealed class ExactInner
{
    // More points than this are mixed with days of one kind taken together.
    private const int MostExactPoints = 64;
    private const int MostPoints = 4_096;

    private readonly SpendModel model;
    private readonly IReadOnlyList<(double Weight, double[] Scores)> points;
    private readonly Dictionary<(int Design, int Class, bool People, int Point, int Segment), CostAtoms> atoms = [];

    public ExactInner(SpendModel model, IReadOnlyList<(double Weight, double[] Scores)> points)
    {
        (this.model, this.points) = (model, points);
    }

    public static bool Supports(SpendModel model, OuterPlan plan) =>
        plan is QuadraturePlan && plan.Points <= MostPoints
        && model.Classes.All(c => DayTransforms.Supports(c.Traffic))
        && model.Designs.SelectMany(d => d.Classes).SelectMany(c => c.Segments).All(s => !s.Requests.DependsOnVolume);

    /// <summary>The law of the sum of a period's months, or of any one of several periods; null where no transform or lattice can be had.</summary>
    public ExactLaw? Of(CostView view, IReadOnlyList<IReadOnlyList<int>> periods, double mean, double sd)
    {
        if (view.IsDifference || sd == 0)
            return null;
        var design = model.Designs[view.First];
        var prepared = periods.SelectMany(months => points.Select((p, i) => Prepare(view, design, months, i, p.Weight / periods.Count))).ToList();
        var end = prepared.Max(p => p.Reach);
        var start = prepared.Min(p => p.Fixed);
        if (prepared.Count == 1 && AsExactLattice(prepared[0], start, end) is { } lattice)
            return ExactLaw.Steps(lattice);
        // Below some thirty requests there is an atom at none, and the transform never dies out.
        if (prepared.All(p => p.Requests > 40))
        {
            // Days of a fraction of a request are rounded by chance, which the cumulants of counts at their mean leave out.
            var low = Math.Max(start, Math.Min(mean - (12 * sd), prepared.Min(p => p.Least)));
            var high = Math.Max(end, mean + (12 * sd));
            if (Fourier.Invert(u => Mixed(prepared, u), low, high) is { } smooth)
                return ExactLaw.Smooth(smooth, low, high);
        }

        return prepared.Count == 1 ? ExactLaw.Steps(AsLattice(prepared[0], start, end)) : null;
    }

    private sealed record Prepared(double Weight, double Fixed, double Least, double Reach, double Requests, List<(DayTransforms Days, int Segment, CostAtoms Atoms)> Parts);

    private Prepared Prepare(CostView view, DesignCost design, IReadOnlyList<int> months, int point, double weight)
    {
        var scores = points[point].Scores;
        var parts = new List<(DayTransforms, int, CostAtoms)>();
        var (requests, largest) = (0.0, 0.0);
        for (var c = 0; c < model.Classes.Count; c++)
        {
            var cost = design.Classes[c];
            var traffic = model.Classes[c].Traffic;
            var means = new double[model.Calendar.Days];
            new DayMeans(traffic, model.Calendar).At(scores, means);
            var days = months.SelectMany(m => Enumerable.Range(model.Calendar.Months[m].FirstDay, model.Calendar.Months[m].Days));
            var kinds = points.Count <= MostExactPoints ? null : VolumeCells.KindsOf(traffic, model.Calendar, true);
            int SegmentOf(int day) => cost.Segments.ToList().FindLastIndex(s => s.FromDay <= day);
            var transforms = new DayTransforms(traffic, model.Calendar, scores, means, days, SegmentOf, kinds);
            requests += transforms.Requests;
            foreach (var segment in transforms.Segments)
            {
                var own = AtomsOf(view, design, c, point, segment);
                parts.Add((transforms, segment, own));
                largest = Math.Max(largest, LargestOf(own, transforms.Requests));
            }
        }

        var fixedPart = design.Lines.Where(l => l.Payer == Payer.Bill || view.WithPeople).Sum(l => months.Sum(m => l.UsdByMonth[m]) * l.Factor.At(scores));
        var (mean, sd) = MomentsOf(parts);
        return new Prepared(weight, fixedPart, fixedPart + mean - (12 * sd), fixedPart + mean + (12 * sd) + largest, requests, parts);
    }

    private CostAtoms AtomsOf(CostView view, DesignCost design, int c, int point, int segment)
    {
        var cost = design.Classes[c];
        var key = (view.First, c, view.WithPeople, cost.Segments[segment].Requests is var law && IsCertain(cost, law) ? 0 : point, segment);
        if (!atoms.TryGetValue(key, out var known))
            atoms.Add(key, known = new CostAtoms(cost, law, points[point].Scores, s => [.. s.Shares.Select(x => x / s.Shares.Sum())], 0, view.WithPeople));
        return known;
    }

    private bool IsCertain(ClassCost cost, RequestLaw law)
    {
        var columns = new ParameterColumns(model.Inputs.Count);
        return !new RequestMoments([new Side(law, cost.Attempts, 1)], [cost.Incidents], columns).Varies;
    }

    // Mean and deviation of the sum, from the transform's slope and bend at 0.
    private static (double Mean, double Deviation) MomentsOf(List<(DayTransforms Days, int Segment, CostAtoms Atoms)> parts)
    {
        var scale = parts.Sum(p => p.Atoms.Groups.Sum(g => g.Atoms.Sum(a => a.Weight * (a.Same + a.Answer))) * p.Days.Requests) + 1e-12;
        var u = 1e-4 / scale;
        var log = LogOf(parts, u);
        return (log.Imaginary / u, Math.Sqrt(Math.Max(0, -2 * log.Real)) / u);
    }

    // A cost so large that a hundred-millionth of a request passes it.
    private static double LargestOf(CostAtoms atoms, double requests)
    {
        var sorted = atoms.Groups.SelectMany(g => g.Atoms).OrderByDescending(a => a.Same + a.Answer);
        var beyond = 0.0;
        foreach (var atom in sorted)
        {
            beyond += atom.Weight * requests;
            if (beyond > 1e-9)
                return ((atom.Same + atom.Answer) * atoms.Attempts.Count) + atoms.Incidents.Sum(i => i.Usd);
        }

        return 0;
    }

    private static Complex Mixed(List<Prepared> prepared, double u)
    {
        if (prepared.Count == 1)
            return LogOf(prepared[0].Parts, u) + new Complex(0, u * prepared[0].Fixed);
        var sum = Complex.Zero;
        foreach (var point in prepared)
        {
            if (point.Weight > 1e-16)
                sum += point.Weight * Complex.Exp(LogOf(point.Parts, u) + new Complex(0, u * point.Fixed));
        }

        return Complex.Log(sum);
    }

    private static Complex LogOf(List<(DayTransforms Days, int Segment, CostAtoms Atoms)> parts, double u)
    {
        var sum = Complex.Zero;
        foreach (var (days, segment, atoms) in parts)
            sum += days.Log(segment, atoms.TransformAt(u));
        return sum;
    }

    private static Lattice? AsExactLattice(Prepared point, double start, double end)
    {
        var outcomes = point.Parts.Select(p => p.Atoms.Outcomes()).ToList();
        if (outcomes.Any(o => o is null) || Lattice.CommonStep([.. outcomes.SelectMany(o => o!).Select(o => o.Usd)]) is not { } step || (end - start) / step > Lattice.MostPoints / 2)
            return null;
        return Lattice.Of([.. point.Parts.Select((p, i) => (outcomes[i]!, (LogCompound)(w => p.Days.Log(p.Segment, w))))], start, step, true, end + (8 * step));
    }

    private static Lattice AsLattice(Prepared point, double start, double end)
    {
        var step = (end - start) / (1 << 17);
        return Lattice.Of([.. point.Parts.Select(p => (p.Atoms.FineOutcomes(), (LogCompound)(w => p.Days.Log(p.Segment, w))))], start, step, false, end);
    }
}
