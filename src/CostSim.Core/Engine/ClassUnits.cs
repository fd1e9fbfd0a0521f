namespace CostSim.Engine;

/// <summary>
/// The requests' moments of one class, for every view and price segment, at each node of the log volume; those that no trial changes are
/// worked out once.
/// </summary>
internal sealed class ClassUnits
{
    private readonly List<Unit> units = [];
    private readonly Dictionary<(int First, int? Second, int Day), Unit> byKey = [];
    private readonly bool isFixed;

    private sealed class Unit(RequestMoments moments, bool isPair)
    {
        public bool IsPair => isPair;

        public RequestMoments Moments { get; } = moments;

        public double[] Nodes { get; } = moments.VolumeNodes.Length == 0 ? [0.0] : moments.VolumeNodes;

        /// <summary>By node, then bill or with people, then order.</summary>
        public double[][][]?[] Values { get; } = new double[Math.Max(1, moments.VolumeNodes.Length)][][][];
    }

    public ClassUnits(SpendModel model, int number, IReadOnlyList<CostView> views, bool isFixed, ParameterColumns columns)
    {
        this.isFixed = isFixed;
        var cuts = CutsOf(model, number);
        foreach (var view in views)
        {
            foreach (var day in cuts)
            {
                var key = (view.First, view.Second, day);
                if (byKey.ContainsKey(key))
                    continue;
                var costs = view.Sides.Select(s => model.Designs[s.Design].Classes[number]).ToList();
                // The same law of all sides as in an earlier segment is the same unit.
                var same = cuts.TakeWhile(d => d < day)
                    .FirstOrDefault(d => costs.All(c => ReferenceEquals(LawOn(c, d), LawOn(c, day))), -1);
                if (same >= 0)
                {
                    byKey.Add(key, byKey[(view.First, view.Second, same)]);
                    continue;
                }

                var unit = new Unit(new RequestMoments(SidesOf(model, number, view, day), [.. costs.Select(c => c.Incidents)], columns),
                    view.IsDifference);
                byKey.Add(key, unit);
                units.Add(unit);
            }
        }
    }

    /// <summary>Whether any request's cost depends on the volume of its day.</summary>
    public bool DependsOnVolume => units.Any(u => u.Nodes.Length > 1);

    /// <summary>Days on which any design's law changes, from 0.</summary>
    public static IReadOnlyList<int> CutsOf(SpendModel model, int number) =>
        [.. model.Designs.SelectMany(d => d.Classes[number].Segments).Select(s => Math.Max(0, s.FromDay)).Append(0).Distinct().Order()];

    /// <summary>The sides of a view's requests in a class on a day.</summary>
    public static IReadOnlyList<Side> SidesOf(SpendModel model, int number, CostView view, int day) =>
        [.. view.Sides.Select(s =>
            new Side(LawOn(model.Designs[s.Design].Classes[number], day), model.Designs[s.Design].Classes[number].Attempts, s.Sign))];

    public static RequestLaw LawOn(ClassCost cost, int day) => cost.Segments.Last(s => s.FromDay <= day).Requests;

    /// <summary>Sets the moments up to an order at every node that volumes between two logs touch.</summary>
    public void Evaluate(TrialBlock block, TensorColumns tensors, double low, double high, int orders)
    {
        foreach (var unit in units)
        {
            // What no trial changes is worked out once, whole; fewer orders are asked for of single designs only.
            if (orders < Monomials.MaxDegree && unit.IsPair)
                continue;
            var (first, last) = Touched(unit.Nodes, low, high);
            for (var node = first; node <= last; node++)
            {
                if (unit.Values[node] is not null && !unit.Moments.Varies)
                    continue;
                unit.Moments.Evaluate(block, tensors, unit.Nodes[node], unit.Moments.Varies ? orders : Monomials.MaxDegree);
                var values = unit.Values[node] ??= [Columns.New(5),
                    ReferenceEquals(unit.Moments.Bill, unit.Moments.WithPeople) ? [] : Columns.New(5)];
                Keep(unit.Moments.Bill, values[0]);
                if (values[1].Length > 0)
                    Keep(unit.Moments.WithPeople, values[1]);
            }
        }
    }

    private static (int First, int Last) Touched(double[] nodes, double low, double high) =>
        nodes.Length == 1 ? (0, 0) : (Interpolation.Linear(nodes, low).First, Interpolation.Linear(nodes, high).First + 1);

    /// <summary>
    /// The moments for a view and the segment that starts on a cut, interpolated into scratch where they depend on the volume.
    /// </summary>
    public double[][] MomentsOf(CostView view, int cut, VolumePlace place, int orders, double[][] scratch)
    {
        var unit = byKey[(view.First, view.Second, cut)];
        var which = view.WithPeople && unit.Values.First(v => v is not null)![1].Length > 0 ? 1 : 0;
        if (unit.Nodes.Length == 1)
            return unit.Values[0]![which];
        var (first, weights) = place.Among(unit.Nodes);
        for (var i = 0; i < Columns.Length; i++)
        {
            var (low, high, t) = (unit.Values[first[i]]![which], unit.Values[first[i] + 1]![which], weights[i]);
            for (var n = 1; n <= orders; n++)
                scratch[n][i] = ((1 - t) * low[n][i]) + (t * high[n][i]);
        }

        return scratch;
    }

    private void Keep(double[][] moments, double[][] to)
    {
        if (isFixed)
            Compound.ToCumulants(moments, to);
        else
            for (var n = 0; n < to.Length; n++)
                moments[n].CopyTo(to[n], 0);
    }
}
