using System.Runtime.Intrinsics;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Σ (w (1 + g)^τ)^n over a cell's days as polynomials in g, with τ in months from the month's first day; and the way from month to month.
/// </summary>
internal sealed class GrowthSums
{
    private static readonly double[] Tolerances = [0, 1e-10, 1e-9, 1e-6, 1e-5];

    // The outermost quadrature node, against the score that polynomials are fitted up to.
    private const double FarthestNode = 9 / 6.5;

    private readonly int slot;
    private readonly double centre;
    private readonly double reach;
    private readonly double[][][] powers;
    private readonly double[][] lengths;
    private readonly int[] lengthOf;
    private readonly double[][] steps;
    private readonly double[] growth = Columns.New();
    private readonly double[] step = Columns.New();

    // Months of one length have one polynomial.
    private GrowthSums(int slot, double centre, double reach, double[][][] powers, double[][] lengths, int[] lengthOf)
    {
        (this.slot, this.centre, this.reach, this.powers, this.lengths, this.lengthOf) = (slot, centre, reach, powers, lengths, lengthOf);
        steps = Columns.New(lengths.Length);
    }

    /// <summary>Null where the days have to be summed one by one: an uncertain S-curve, or a growth too wide for a polynomial.</summary>
    public static GrowthSums? Fit(Traffic traffic, Calendar calendar, IReadOnlyList<VolumeCell> cells, IReadOnlyList<double> known,
        ParameterColumns columns)
    {
        if (traffic.Growth.Curve is { } curve && curve.Inputs.Any())
            return null;
        var (low, high) = RangeOf(traffic.Growth.PerMonth, columns.Inputs);
        if (!(low > -0.95))
            return null;
        var (centre, reach) = (0.5 * (low + high), 0.5 * (high - low));
        var factors = KnownFactors(traffic, calendar, known);
        var powers = new double[cells.Count][][];
        for (var c = 0; c < cells.Count; c++)
        {
            var cell = cells[c];
            var start = calendar.Months[cell.Month].FirstDay;
            powers[c] = new double[5][];
            for (var n = 1; n <= 4; n++)
            {
                var order = n;
                var weights = cell.Days.Select(d => Moments.Power(factors[d], order)).ToArray();
                var fitted = Polynomial.Fit(g => SumOf(cell.Days, weights, start, order * Elementary.Log(1 + g) / Calendar.DaysPerMonth),
                    centre, reach, Tolerances[n]);
                if (fitted is null)
                    return null;
                powers[c][n] = fitted;
            }
        }

        var days = calendar.Months.Select(m => m.Days).Distinct().ToList();
        var lengths = days.Select(d => Polynomial.Fit(g => Elementary.Pow(1 + g, d / Calendar.DaysPerMonth), centre, reach, 1e-12))
            .ToArray();
        return lengths.Any(m => m is null) ? null : new GrowthSums(columns.SlotOf(traffic.Growth.PerMonth), centre, reach, powers, lengths!,
            [.. calendar.Months.Select(m => days.IndexOf(m.Days))]);
    }

    // Σ w e^(rate days): one factor from day to day in place of a power each.
    private static double SumOf(IReadOnlyList<int> days, double[] weights, int start, double rate)
    {
        var daily = Elementary.Exp(rate);
        var (day, factor, sum) = (days[0], Elementary.Exp(rate * (days[0] - start)), 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            for (; day < days[i]; day++)
                factor *= daily;
            sum = Math.FusedMultiplyAdd(weights[i], factor, sum);
        }

        return sum;
    }

    /// <summary>Sets the growth, and each month's level on its first day.</summary>
    public void Start(TrialBlock block, double[] level, double[][] bases)
    {
        Array.Fill(growth, reach == 0 ? 0 : -centre / reach);
        if (reach > 0)
            Columns.AddProduct(block.Values[slot], 1 / reach, growth);
        // Nodes lie further out than any trial, and there the polynomials of a wide growth mean nothing.
        if (centre - (FarthestNode * reach) <= -1)
            for (var i = 0; i < growth.Length; i++)
                growth[i] = Math.Clamp(growth[i], -1, 1);
        level.CopyTo(bases[0], 0);
        for (var length = 0; length < lengths.Length; length++)
            Columns.Polynomial(growth, lengths[length], steps[length]);
        for (var m = 1; m < bases.Length; m++)
            Columns.Multiply(bases[m - 1], steps[lengthOf[m - 1]], bases[m]);
    }

    /// <summary>
    /// Means of Σ (w (1 + g)^t) over each cell's days, t from the horizon's first day, by the law of growth; null where it is not a law of
    /// its own.
    /// </summary>
    public double[]? ClosedMeans(IReadOnlyList<VolumeCell> cells, Parameter perMonth)
    {
        if (perMonth is not (ConstantParameter or InputParameter))
            return null;
        var (means, rises) = (new double[cells.Count], new double[lengths.Length]);
        foreach (var (g, weight) in perMonth is InputParameter input ? ExactMean.Nodes(input) : [(perMonth.Value, 1)])
        {
            var u = reach == 0 ? 0 : (g - centre) / reach;
            var (level, month) = (1.0, 0);
            for (var length = 0; length < rises.Length; length++)
                rises[length] = Polynomial.At(lengths[length], u);
            for (var c = 0; c < means.Length; c++)
            {
                for (; month < cells[c].Month; month++)
                    level *= rises[lengthOf[month]];
                means[c] += weight * level * Polynomial.At(powers[c][1], u);
            }
        }

        return means;
    }

    /// <summary>Σ m^n for n = 1 to 4 of a cell.</summary>
    public void Powers(int cell, double[] level, double[][] to)
    {
        level.CopyTo(step, 0);
        for (var n = 1; n <= 4; n++)
        {
            if (n > 1)
                Columns.Multiply(step, level, step);
            Columns.Polynomial(growth, powers[cell][n], to[n]);
            Columns.Multiply(to[n], step, to[n]);
        }
    }

    /// <summary>Σ c_n m^n in one pass, where nothing comes between the powers and the level's cumulants; entry 0 is Σ m.</summary>
    public void Dispersed(int cell, double[] level, double[][] cumulants, double[][]? ratios, double[][] to)
    {
        for (var n = 1; n <= 4; n++)
            Columns.Polynomial(growth, powers[cell][n], to[n]);
        var one = Vector256.Create(1.0);
        for (var i = 0; i < Columns.Length; i += 4)
        {
            var m = Columns.Load(level, i);
            var power = m * m;
            var sum = Columns.Load(to[1], i) * m;
            Columns.Store(to[0], i, sum);
            Columns.Store(to[1], i, sum * Columns.Load(cumulants[1], i));
            Columns.Store(to[2], i, Columns.Load(to[2], i) * power * (Columns.Load(cumulants[2], i) * Ratio(2, i)));
            power *= m;
            Columns.Store(to[3], i, Columns.Load(to[3], i) * power * (Columns.Load(cumulants[3], i) * Ratio(3, i)));
            power *= m;
            Columns.Store(to[4], i, Columns.Load(to[4], i) * power * (Columns.Load(cumulants[4], i) * Ratio(4, i)));
        }

        Vector256<double> Ratio(int order, int i) => ratios is null ? one : Columns.Load(ratios[order], i);
    }

    /// <summary>The known factor of each day times the steps and the S-curve that are known.</summary>
    public static double[] KnownFactors(Traffic traffic, Calendar calendar, IReadOnlyList<double> known)
    {
        var plain = traffic with
        {
            Level = Parameter.One,
            Adoption = Parameter.One,
            Steps = [.. traffic.Steps.Where(s => s.Factor.IsConstant)]
        };
        plain = plain with
        {
            Growth = traffic.Growth.Curve is { } curve && !curve.Inputs.Any()
            ? traffic.Growth with { PerMonth = Parameter.Zero }
            : Growth.None
        };
        var factors = new double[known.Count];
        new DayMeans(plain, calendar).At([], factors);
        return factors;
    }

    /// <summary>What a parameter's value lies between in all but one of about 1e11 trials.</summary>
    public static (double Low, double High) RangeOf(Parameter parameter, int inputs)
    {
        var own = parameter.Inputs.ToArray();
        var scores = new double[inputs];
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var corner = 0; corner < 1 << Math.Min(own.Length, 10); corner++)
        {
            for (var i = 0; i < own.Length; i++)
                scores[own[i]] = (corner >> i & 1) == 0 ? -6.5 : 6.5;
            var value = parameter.At(scores);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high);
    }
}
