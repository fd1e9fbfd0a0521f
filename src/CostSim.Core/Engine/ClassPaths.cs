namespace CostSim.Engine;

/// <summary>
/// One class of a simulation: its days, its population of requests, and what they cost in every piece between two changes of price.
/// </summary>
internal sealed class ClassPaths
{
    private readonly int[] cuts;
    private readonly PieceRequests[][] pieces;
    private readonly bool[] isStarted;
    private readonly int[] cutOf;

    /// <param name="counted">Whether each day's number of requests is drawn, not only a month's.</param>
    public ClassPaths(SpendModel model, int number, IReadOnlyList<double> firstSizes, ParameterColumns columns, bool counted = false)
    {
        var traffic = model.Classes[number].Traffic;
        cuts = [.. ClassUnits.CutsOf(model, number)];
        Cells = CellsOf(model, number);
        cutOf = [.. Cells.Select(c => Array.FindLastIndex(cuts, day => day <= c.FirstDay))];
        Levels = new LevelPaths(traffic, model.Calendar, Cells, counted);
        Incidents = [.. model.Designs.SelectMany(d => d.Classes[number].Incidents).Select(i => i.Component).Distinct()];
        Draw = new RequestDraw(model.Designs.Max(d => d.Classes[number].Attempts.FreshOutput ? d.Classes[number].Attempts.Shares.Count : 1),
            Incidents.Count);
        (Population, var leafOf) = RequestPopulations.Of(model, number, firstSizes, columns);
        pieces = [.. cuts.Select(day =>
            model.Designs.Select(d =>
                new PieceRequests(d.Classes[number], ClassUnits.LawOn(d.Classes[number], day), Incidents, columns, leafOf)).ToArray())];
        isStarted = new bool[cuts.Length];
        Mean = new double[model.Designs.Count];
    }

    public IReadOnlyList<VolumeCell> Cells { get; }

    public LevelPaths Levels { get; }

    public RequestPopulation Population { get; }

    public IReadOnlyList<string> Incidents { get; }

    public RequestDraw Draw { get; }

    /// <summary>Scratch for a mean by piece.</summary>
    public double[] Mean { get; }

    /// <summary>Days between two changes of price; of one kind where a request's cost depends on the volume of its day.</summary>
    public static IReadOnlyList<VolumeCell> CellsOf(SpendModel model, int number)
    {
        var dependsOnVolume = model.Designs.Any(d => d.Classes[number].Segments.Any(s => s.Requests.DependsOnVolume));
        return VolumeCells.Of(model.Calendar, ClassUnits.CutsOf(model, number), dependsOnVolume
            ? VolumeCells.KindsOf(model.Classes[number].Traffic, model.Calendar, true)
            : null);
    }

    public void Start(TrialBlock block, int lane)
    {
        Array.Clear(isStarted);
        Population.Start(block, lane);
    }

    /// <summary>The pieces' requests in a cell.</summary>
    public PieceRequests[] PiecesOf(int cell, TrialBlock block, int lane)
    {
        var cut = cutOf[cell];
        if (!isStarted[cut])
        {
            isStarted[cut] = true;
            foreach (var piece in pieces[cut])
                piece.Start(block, lane);
        }

        return pieces[cut];
    }
}
