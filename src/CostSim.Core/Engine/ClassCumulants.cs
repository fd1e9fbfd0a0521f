using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>Adds one class's conditional cumulants to every view's months, and what links its months to their totals.</summary>
internal sealed class ClassCumulants
{
    private readonly ClassVolume volume;
    private readonly ClassUnits units;
    private readonly double[][] scratch = Columns.New(5);
    private readonly VolumePlace[] places;
    private readonly int[] cellCuts;
    private double lowest;
    private double highest;
    private readonly double[] spread = Columns.New();
    private readonly double[][] monthMeans;
    private readonly double[][] monthVolumes;
    private readonly double[][] own;
    private readonly double[][][] ownMonths;
    private double[]? sharedMeans;
    private readonly bool sharesFactor;

    public ClassCumulants(SpendModel model, int number, IReadOnlyList<CostView> views, ParameterColumns columns,
        int firstDriftInput, ClassWorkspace space)
    {
        var traffic = model.Classes[number].Traffic;
        sharesFactor = SharedDays.IsShared(model.Classes[number]);
        var cuts = ClassUnits.CutsOf(model, number);
        units = new ClassUnits(model, number, views, traffic.Counts.Kind == CountKind.Fixed, columns);
        var kinds = VolumeCells.KindsOf(traffic, model.Calendar, units.DependsOnVolume);
        var cells = VolumeCells.Of(model.Calendar, cuts.Concat(traffic.Steps.Where(s => !s.Factor.IsConstant).Select(s => s.FromDay)),
            kinds);
        var drift = traffic.DriftPerMonth is ConstantParameter { Number: 0 }
            ? null
            : new DriftPath(traffic.DriftPerMonth, model.Calendar, firstDriftInput, columns);
        volume = new ClassVolume(traffic, model.Calendar, cells, columns, drift, space);
        monthMeans = Columns.New(model.Calendar.Months.Count);
        monthVolumes = space.Volumes(model.Calendar.Months.Count);
        own = Columns.New(4);
        ownMonths = [.. model.Calendar.Months.Select(_ => own)];
        places = [.. Enumerable.Range(0, units.DependsOnVolume ? cells.Count : 1).Select(_ => new VolumePlace())];
        cellCuts = [.. cells.Select(cell => cuts.Last(d => d <= cell.FirstDay))];
    }

    public ClassVolume Volume => volume;

    /// <summary>
    /// Sets volumes and moments for the scores that the block holds, in addition to the means of a day's factor that this class may share.
    /// </summary>
    public void Evaluate(TrialBlock block, TensorColumns tensors, double[]? factorMeans)
    {
        sharedMeans = sharesFactor ? factorMeans : null;
        EvaluateVolume(block);
        for (var m = 0; sharedMeans is not null && m < monthVolumes.Length; m++)
            Columns.Multiply(monthVolumes[m], sharedMeans, monthVolumes[m]);
        units.Evaluate(block, tensors, lowest, highest, Monomials.MaxDegree);
    }

    /// <summary>The same for first moments alone, wherever volumes times one of the factors come to lie.</summary>
    public void EvaluateMeans(TrialBlock block, TensorColumns tensors, double leastLogFactor, double mostLogFactor)
    {
        EvaluateVolume(block);
        units.Evaluate(block, tensors, lowest + leastLogFactor, highest + mostLogFactor, 1);
    }

    /// <summary>Adds the horizon's conditional mean where all volumes are a factor times as large.</summary>
    public void AddMeans(CostView view, double factor, double logFactor, double[] to)
    {
        for (var c = 0; c < volume.Cells.Count; c++)
            Columns.AddProduct(volume.Sums[c][1], MomentsOf(view, c, logFactor, 1)[1], factor, to);
    }

    private void EvaluateVolume(TrialBlock block)
    {
        volume.Evaluate(block);
        var before = -1;
        (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var c = 0; c < volume.Cells.Count; c++)
        {
            // Cells come month by month; the first of each sets what the others add to.
            var month = volume.Cells[c].Month;
            if (month == before)
                Columns.Add(volume.Sums[c][1], monthVolumes[month]);
            else
                volume.Sums[c][1].CopyTo(monthVolumes[before = month], 0);
            if (!units.DependsOnVolume)
                continue;
            places[c].Changed();
            var logs = places[c].LogVolume;
            for (var i = 0; i < Columns.Length; i++)
            {
                logs[i] = Elementary.Log(Math.Max(1e-12, volume.Sums[c][0][i] / volume.Cells[c].Days.Count));
                (lowest, highest) = (Math.Min(lowest, logs[i]), Math.Max(highest, logs[i]));
            }
        }
    }

    /// <summary>Whether a factor that this class shares with others is still to multiply its volume.</summary>
    public bool SharesFactor => sharesFactor;

    /// <summary>Mean requests of a cell; good until the next one is asked for.</summary>
    public double[] MeanOf(int cell)
    {
        if (sharedMeans is null)
            return volume.Sums[cell][1];
        Columns.Multiply(volume.Sums[cell][1], sharedMeans, spread);
        return spread;
    }

    /// <summary>Mean requests by month.</summary>
    public double[][] MonthVolumes => monthVolumes;

    /// <summary>
    /// Adds to a view's months, and to its total what no month holds alone; of a class that shares a day's factor only what links its days.
    /// </summary>
    public void AddTo(TrialBlock block, CostView view, double[][][] months, double[][] total)
    {
        var linked = volume.Links is not null || volume.Drift is not null;
        if (linked)
            foreach (var column in monthMeans)
                Columns.Clear(column);
        for (var c = 0; c < volume.Cells.Count; c++)
        {
            var cell = volume.Cells[c];
            var moments = MomentsOf(view, c);
            if (!sharesFactor)
                Compound.Add(volume.Sums[c], moments, months[cell.Month]);
            if (linked)
                Columns.AddProduct(volume.Sums[c][1], moments[1], monthMeans[cell.Month]);
        }

        if (linked && sharedMeans is not null)
            foreach (var column in monthMeans)
                Columns.Multiply(column, sharedMeans, column);
        if (volume.Drift is { } drift)
            AddBridges(block, drift, months);
        if (volume.Links is { } links)
            AddCrossings(links, total);
    }

    /// <summary>
    /// The class's own cumulants over the horizon in a view; of one that shares a day's factor, what that factor does is still to be added.
    /// </summary>
    public double[][] OwnTotal(TrialBlock block, CostView view)
    {
        foreach (var column in own)
            Columns.Clear(column);
        AddTo(block, view, ownMonths, own);
        return own;
    }

    /// <summary>Moments of a request in a cell.</summary>
    public double[][] MomentsOf(CostView view, int c, double logFactor = 0, int orders = Monomials.MaxDegree) =>
        units.MomentsOf(view, cellCuts[c], PlaceOf(c).Moved(logFactor), orders, scratch);

    /// <summary>What the logs of all cells' volumes lie between in this block.</summary>
    public (double Low, double High) LogVolumes => (lowest, highest);

    /// <summary>Where a cell's mean volume on a day lies, if a cost depends on it.</summary>
    public VolumePlace PlaceOf(int c) => places[units.DependsOnVolume ? c : 0];

    private void AddBridges(TrialBlock block, DriftPath drift, double[][][] months)
    {
        for (var m = 0; m < months.Length; m++)
        {
            drift.BridgeVariance(block, m, spread);
            for (var i = 0; i < Columns.Length; i++)
                months[m][1][i] += monthMeans[m][i] * monthMeans[m][i] * spread[i];
        }
    }

    // Twice the covariance of neighbouring months: days at the end of a month are correlated with those at the start of the next.
    private void AddCrossings(DayLinks links, double[][] total)
    {
        Columns.Clear(scratch[0]);
        links.AddCrossings(monthMeans, scratch[0]);
        for (var i = 0; i < Columns.Length; i++)
        {
            var mean = volume.Spread.Cumulants[1][i];
            var relative = mean > 0 ? volume.Spread.Cumulants[0][i] / (mean * mean) : 0;
            total[1][i] += 2 * relative * scratch[0][i];
        }
    }
}
