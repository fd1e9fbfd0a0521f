namespace CostSim.Engine;

/// <summary>
/// Raw moments 1 to 4 of a request's cost (or of the difference of two designs' costs) in each trial: the bill alone, and with people.
/// </summary>
internal sealed class RequestMoments
{
    private readonly List<PieceMoments> pieces;
    private readonly IncidentMoments billed;
    private readonly IncidentMoments all;
    private readonly int states;
    private readonly double[][][] byState;

    public RequestMoments(IReadOnlyList<Side> sides, IReadOnlyList<IReadOnlyList<Incident>> incidents, ParameterColumns columns)
    {
        pieces = [.. PieceCompiler.Compile(sides).Select(p => new PieceMoments(p, columns))];
        billed = new IncidentMoments(incidents, false, columns);
        all = new IncidentMoments(incidents, true, columns);
        states = pieces.Count == 0 ? 1 : pieces.Max(p => p.Missed) + 1;
        byState = [.. Enumerable.Range(0, states).Select(_ => Columns.New(Monomials.MaxDegree + 1))];
        Bill = Columns.New(Monomials.MaxDegree + 1);
        WithPeople = all.IsEmpty ? Bill : Columns.New(Monomials.MaxDegree + 1);
        VolumeNodes = [.. pieces.SelectMany(p => p.VolumeNodes).Distinct().Order()];
    }

    /// <summary>Moments 0 to 4 by trial.</summary>
    public double[][] Bill { get; }

    /// <summary>The same columns where no incident adds to the bill.</summary>
    public double[][] WithPeople { get; }

    /// <summary>Whether the moments differ between trials.</summary>
    public bool Varies => pieces.Any(p => p.Varies) || all.Varies;

    /// <summary>
    /// The logs of a day's mean volume at which the moments are to be evaluated, to be interpolated between; empty where volume does not
    /// matter.
    /// </summary>
    public double[] VolumeNodes { get; }

    /// <summary>Sets the moments up to an order; the higher ones are 0.</summary>
    public void Evaluate(TrialBlock block, TensorColumns tensors, double logVolume, int orders = Monomials.MaxDegree)
    {
        foreach (var state in byState)
            foreach (var column in state)
                Columns.Clear(column);
        foreach (var piece in pieces)
            piece.AddTo(block, tensors, logVolume, orders, byState[piece.Missed]);
        Combine(block, billed, orders, Bill);
        if (!all.IsEmpty)
            Combine(block, all, orders, WithPeople);
    }

    private void Combine(TrialBlock block, IncidentMoments incidents, int orders, double[][] to)
    {
        foreach (var column in to)
            Columns.Clear(column);
        for (var state = 0; state < states; state++)
        {
            if (!incidents.IsEmpty)
                incidents.AddTo(block, state, byState[state], orders, to);
            else
                for (var n = 0; n <= orders; n++)
                    Columns.Add(byState[state][n], to[n]);
        }
    }
}
