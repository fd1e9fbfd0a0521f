using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>One request's mean cost by component in each trial, at each node of the log volume.</summary>
internal sealed class ComponentMeans
{
    private readonly List<(FirstLeaf Leaf, int Probability, int[] Coefficients)> leaves = [];
    private readonly ClassCost cost;
    private readonly IReadOnlyList<CostComponent> components;
    private readonly int repeats;
    private readonly (int Found, int Missed, int Usd)[] incidents;
    private readonly Parameter moreAttempts;
    private readonly double[] missed = Columns.New();
    private readonly double[] once = Columns.New();
    private readonly double[] scratch = Columns.New();

    public ComponentMeans(ClassCost cost, RequestLaw law, IReadOnlyList<CostComponent> components, ParameterColumns columns)
    {
        (this.cost, this.components) = (cost, components);
        foreach (var leaf in FirstMoments.Of(law))
            leaves.Add((leaf, columns.SlotOf(leaf.Probability), [.. leaf.Terms.Select(t => columns.SlotOf(t.Coefficient))]));
        moreAttempts = cost.Attempts.Shares.Select((p, i) => p * i).Aggregate(Parameter.Zero, (x, y) => x + y);
        repeats = columns.SlotOf(moreAttempts);
        incidents = [.. cost.Incidents.Select(i => (columns.SlotOf(i.WhenFound), columns.SlotOf(i.WhenMissed), columns.SlotOf(i.Usd)))];
        Nodes = [.. leaves.SelectMany(l => l.Leaf.Means is LevelTensor { At: null } t ? t.Nodes : []).Distinct().Order()];
        Varies = leaves.Any(l => !l.Leaf.Probability.IsConstant || l.Leaf.Means is not FixedTensor
            || l.Leaf.Terms.Any(t => !t.Coefficient.IsConstant))
            || !moreAttempts.IsConstant
                || cost.Incidents.Any(i => !(i.WhenFound.IsConstant && i.WhenMissed.IsConstant && i.Usd.IsConstant));
    }

    public double[] Nodes { get; }

    public bool Varies { get; }

    /// <summary>Every component that a class's requests can have in a design.</summary>
    public static IEnumerable<CostComponent> ComponentsOf(ClassCost cost) =>
        cost.Segments.SelectMany(s => FirstMoments.Of(s.Requests))
            .SelectMany(l => l.Terms.Select(t => new CostComponent(t.Component, Payer.Bill)))
            .Concat(cost.Attempts.Shares.Count > 1 ? [new CostComponent(cost.Attempts.Component, Payer.Bill)] : [])
            .Concat(cost.Incidents.Select(i => new CostComponent(i.Component, i.Payer))).Distinct();

    /// <summary>Fills a column for each component.</summary>
    public void Evaluate(TrialBlock block, TensorColumns tensors, double logVolume, double[][] to)
    {
        foreach (var column in to)
            Columns.Clear(column);
        Columns.Clear(missed);
        Columns.Clear(once);
        foreach (var (leaf, probability, coefficients) in leaves)
        {
            var means = tensors.Of(leaf.Means, FirstMoments.FirstTerm + coefficients.Length, logVolume);
            var p = block.Values[probability];
            Columns.AddProduct(p, means[FirstMoments.Missed], missed);
            for (var t = 0; t < coefficients.Length; t++)
            {
                Columns.Multiply(p, means[FirstMoments.FirstTerm + t], scratch);
                Columns.Multiply(scratch, block.Values[coefficients[t]], scratch);
                Columns.Add(scratch, once);
                Columns.Add(scratch, to[PlaceOf(leaf.Terms[t].Component, Payer.Bill)]);
            }
        }

        if (cost.Attempts.Shares.Count > 1)
            Columns.AddProduct(once, block.Values[repeats], to[PlaceOf(cost.Attempts.Component, Payer.Bill)]);
        for (var n = 0; n < incidents.Length; n++)
        {
            var (found, lost, usd) = incidents[n];
            var place = to[PlaceOf(cost.Incidents[n].Component, cost.Incidents[n].Payer)];
            for (var i = 0; i < Columns.Length; i++)
                place[i] += (((1 - missed[i]) * block.Values[found][i]) + (missed[i] * block.Values[lost][i])) * block.Values[usd][i];
        }
    }

    /// <summary>Exact means over all trials by component, and the inputs that they depend on; null where no closed form exists.</summary>
    public (double[] Usd, HashSet<int> Inputs)? Closed()
    {
        var (usd, inputs) = (new double[components.Count], new HashSet<int>());
        if (Nodes.Length > 1 || ExactMean.Of(moreAttempts) is not { } more)
            return null;
        var (lost, single) = (0.0, 0.0);
        foreach (var (leaf, _, _) in leaves)
        {
            if (MeansOf(leaf.Means) is not { } means || ExactMean.Of(leaf.Probability) is not { } p)
                return null;
            lost += p * means[FirstMoments.Missed];
            for (var t = 0; t < leaf.Terms.Count; t++)
            {
                var whole = leaf.Probability * leaf.Terms[t].Coefficient;
                if (ExactMean.Of(whole) is not { } mean || !ExactMean.AreIndependent(whole.Inputs, moreAttempts.Inputs))
                    return null;
                inputs.UnionWith(whole.Inputs);
                usd[PlaceOf(leaf.Terms[t].Component, Payer.Bill)] += mean * means[FirstMoments.FirstTerm + t];
                single += mean * means[FirstMoments.FirstTerm + t];
            }
        }

        inputs.UnionWith(moreAttempts.Inputs);
        if (cost.Attempts.Shares.Count > 1)
            usd[PlaceOf(cost.Attempts.Component, Payer.Bill)] += single * more;
        foreach (var incident in cost.Incidents)
        {
            if (ExactMean.Of(incident.WhenFound * incident.Usd) is not { } found
                || ExactMean.Of(incident.WhenMissed * incident.Usd) is not { } failed)
                return null;
            usd[PlaceOf(incident.Component, incident.Payer)] += ((1 - lost) * found) + (lost * failed);
            inputs.UnionWith(incident.WhenFound.Inputs.Concat(incident.WhenMissed.Inputs).Concat(incident.Usd.Inputs));
        }

        return (usd, inputs);
    }

    // Weights of questions have the shares as their means.
    private static double[]? MeansOf(PieceTensor tensor) => tensor switch
    {
        FixedTensor known => known.Values,
        QuestionTensor questions => questions.AtShares,
        _ => null,
    };

    private int PlaceOf(string component, Payer payer)
    {
        for (var i = 0; i < components.Count; i++)
        {
            if (components[i].Name == component && components[i].Payer == payer)
                return i;
        }

        throw new InvalidOperationException($"component {component} is not among those of its design");
    }
}
