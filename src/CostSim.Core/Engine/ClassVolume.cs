using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Sums over a cell's days of the mean volume's powers, times the cumulants of the day's level: Σ c_n m^n, n = 1 to 4, in each
/// trial. The days enter as short polynomials in growth, fitted when compiled; where growth is not a rate, day by day.
/// </summary>
internal sealed class ClassVolume
{
    private readonly Traffic traffic;
    private readonly Calendar calendar;
    private readonly DayMeans days;
    private readonly DaySpread spread;
    private readonly GrowthSums? sums;
    private readonly int level;
    private readonly (int FromDay, int Slot)[] steps;
    private readonly double[][] bases;
    private readonly double[] scratch = Columns.New();
    private readonly DayLinks? links;
    private readonly DriftPath? drift;

    public ClassVolume(Traffic traffic, Calendar calendar, IReadOnlyList<VolumeCell> cells, ParameterColumns columns,
        DriftPath? drift, ClassWorkspace space)
    {
        (this.traffic, this.calendar, Cells, this.drift) = (traffic, calendar, cells, drift);
        days = new DayMeans(traffic, calendar);
        spread = new DaySpread(traffic, columns, traffic.DayFactor is not { IsShared: true });
        level = columns.SlotOf(traffic.Level * traffic.Adoption);
        steps = [.. traffic.Steps.Where(s => !s.Factor.IsConstant).Select(s => (s.FromDay, columns.SlotOf(s.Factor)))];
        sums = GrowthSums.Fit(traffic, calendar, cells, days.Known, columns);
        if (sums is null)
            foreach (var parameter in traffic.DayParameters)
                _ = columns.SlotOf(parameter);
        bases = space.Levels(calendar.Months.Count);
        links = traffic.Counts.Kind == CountKind.NegativeBinomial && !(traffic.Counts.DayToDay is ConstantParameter { Number: 0 })
            ? new DayLinks(traffic, calendar, days.Known, columns) : null;
        Sums = space.Cells(cells.Count);
    }

    public IReadOnlyList<VolumeCell> Cells { get; }

    /// <summary>By cell and order 1 to 4; entry 0 is the plain mean volume Σ m. Theirs until the next class is evaluated.</summary>
    public double[][][] Sums { get; }

    /// <summary>Whether counts are at their mean, so that a request's own cumulants add up.</summary>
    public bool IsFixed => traffic.Counts.Kind == CountKind.Fixed;

    public DaySpread Spread => spread;

    public DayLinks? Links => links;

    public DriftPath? Drift => drift;

    public void Evaluate(TrialBlock block)
    {
        spread.Evaluate(block);
        links?.Evaluate(block);
        if (sums is not null && steps.Length == 0 && drift is null && traffic.Log is not { Use: LogUse.Resampled })
        {
            sums.Start(block, block.Values[level], bases);
            for (var c = 0; c < Cells.Count; c++)
            {
                var (cumulants, ratios) = SpreadOf(c);
                sums.Dispersed(c, bases[Cells[c].Month], cumulants, ratios, Sums[c]);
            }

            return;
        }

        if (sums is null)
            EvaluateByDay(block);
        else
            EvaluateBySums(block);
        for (var c = 0; c < Cells.Count; c++)
            Disperse(c);
    }

    /// <summary>Raw moments of a logged day of a cell over its mean, where whole logged days are taken by chance; null else.</summary>
    public IReadOnlyList<double>? LoggedMoments(int cell) =>
        traffic.Log is { Use: LogUse.Resampled } log ? log.MomentsOf(calendar.DateOf(Cells[cell].Days[0])) : null;

    /// <summary>Exact mean requests of each cell, and the inputs they depend on; null where dependence leaves no closed form.</summary>
    public (double[] Means, HashSet<int> Inputs)? ClosedMeans()
    {
        if (sums is null || drift is not null || traffic.DayFactor is { Law.Fixed: null } or { IsShared: true })
            return null;
        var inputs = new HashSet<int>(traffic.Inputs);
        var factors = new List<Parameter> { traffic.Level, traffic.Adoption, traffic.ZeroDays.OneMinus,
            traffic.DayFactor?.Law.Scale ?? Parameter.One };
        var day = traffic.DayFactor?.Law.Fixed?.Mean ?? 1;
        if (sums.ClosedMeans(Cells, traffic.Growth.PerMonth) is not { } means)
            return null;
        for (var c = 0; c < means.Length; c++)
        {
            var own = factors.Concat(traffic.Steps.Where(s => !s.Factor.IsConstant && s.FromDay <= Cells[c].FirstDay).Select(s => s.Factor))
                .ToList();
            if (ExactMean.Product(own) is not { } mean || !ExactMean.AreIndependent(own.SelectMany(p => p.Inputs), traffic.Growth.Inputs))
                return null;
            means[c] *= mean * day;
        }

        return (means, inputs);
    }

    private void EvaluateBySums(TrialBlock block)
    {
        sums!.Start(block, block.Values[level], bases);
        for (var c = 0; c < Cells.Count; c++)
        {
            var cell = Sums[c];
            sums.Powers(c, bases[Cells[c].Month], cell);
            foreach (var (from, slot) in steps)
            {
                if (from <= Cells[c].FirstDay)
                    MultiplyPowers(block.Values[slot], cell);
            }

            drift?.MultiplyPowers(block, Cells[c], cell);
        }
    }

    private void MultiplyPowers(double[] factor, double[][] cell)
    {
        Array.Fill(scratch, 1);
        for (var n = 1; n <= 4; n++)
        {
            Columns.Multiply(scratch, factor, scratch);
            Columns.Multiply(cell[n], scratch, cell[n]);
        }
    }

    private void EvaluateByDay(TrialBlock block)
    {
        var means = new double[calendar.Days];
        var row = new double[block.Scores.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            block.ScoresOf(i, row);
            days.At(row, means);
            for (var c = 0; c < Cells.Count; c++)
            {
                var (s1, s2, s3, s4) = (0.0, 0.0, 0.0, 0.0);
                foreach (var day in Cells[c].Days)
                {
                    var m = means[day];
                    s1 += m;
                    s2 += m * m;
                    s3 += m * m * m;
                    s4 += m * m * m * m;
                }

                (Sums[c][1][i], Sums[c][2][i], Sums[c][3][i], Sums[c][4][i]) = (s1, s2, s3, s4);
            }
        }

        for (var c = 0; drift is not null && c < Cells.Count; c++)
            drift.MultiplyPowers(block, Cells[c], Sums[c]);
    }

    // Linked days raise each order by a ratio. Where more than the gamma spreads a day, the cumulants hold the ratios themselves.
    private (double[][] Cumulants, double[][]? Ratios) SpreadOf(int c)
    {
        var logged = LoggedMoments(c);
        if (links is not null && (logged is not null || !spread.IsGammaAlone))
            return (spread.Linked(links, Cells[c].Month, logged), null);
        return (logged is null ? spread.Cumulants : spread.CumulantsWith(logged), links?.OrdersOf(Cells[c].Month));
    }

    private void Disperse(int c)
    {
        Sums[c][1].CopyTo(Sums[c][0], 0);
        var (cumulants, ratios) = SpreadOf(c);
        for (var n = 1; n <= 4; n++)
        {
            Columns.Multiply(Sums[c][n], cumulants[n], Sums[c][n]);
            if (ratios is not null && n > 1)
                Columns.Multiply(Sums[c][n], ratios[n], Sums[c][n]);
        }
    }
}
