using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Cumulants 1 to 4 of a day's random level around its mean: the gamma of the counts, the day factor and the chance of a day
/// without traffic, multiplied. Counts are Poisson given the level. Where days are autocorrelated, only the gamma is.
/// </summary>
internal sealed class DaySpread
{
    private readonly Traffic traffic;
    private readonly int size;
    private readonly int zero;
    private readonly int scale;
    private readonly double[][] raw = Columns.New(5);
    private readonly double[][] others = Columns.New(5);
    private readonly double[][] wider = Columns.New(5);
    private readonly double[] inverse = Columns.New();

    // A day factor that classes share is left out here, and integrated over all of them together.
    public DaySpread(Traffic traffic, ParameterColumns columns, bool withFactor)
    {
        this.traffic = traffic;
        Factor = withFactor ? traffic.DayFactor : null;
        size = columns.SlotOf(traffic.Counts.Size);
        zero = columns.SlotOf(traffic.ZeroDays);
        scale = columns.SlotOf(Factor?.Law.Scale ?? Parameter.One);
        Varies = !(traffic.Counts.Size.IsConstant && traffic.ZeroDays.IsConstant
            && (Factor is null || (Factor.Law.Fixed is not null && Factor.Law.Scale.IsConstant)));
    }

    private bool isKnown;

    private DayFactor? Factor { get; }

    public bool Varies { get; }

    /// <summary>Cumulants by order, 1 to 4; entry 0 is the variance that the gamma alone adds, which is the autocorrelated part.</summary>
    public double[][] Cumulants { get; } = Columns.New(5);

    public void Evaluate(TrialBlock block)
    {
        if (isKnown)
            return;
        isKnown = !Varies;
        for (var n = 0; n <= 4; n++)
            Array.Fill(raw[n], 1);
        AddZeroDays(block);
        AddFactor(block);
        for (var i = 0; i < Columns.Length; i++)
        {
            // The gamma's own raw moments: 1, 1 + 1/k, (1 + 1/k)(1 + 2/k), ..
            var gamma = inverse[i] = traffic.Counts.Kind == CountKind.NegativeBinomial ? 1 / block.Values[size][i] : 0;
            Cumulants[0][i] = raw[1][i] * raw[1][i] * gamma;
            for (var n = 1; n <= 4; n++)
                others[n][i] = raw[n][i];
            raw[2][i] *= 1 + gamma;
            raw[3][i] *= (1 + gamma) * (1 + (2 * gamma));
            raw[4][i] *= (1 + gamma) * (1 + (2 * gamma)) * (1 + (3 * gamma));
            (Cumulants[1][i], Cumulants[2][i], Cumulants[3][i], Cumulants[4][i]) = CumulantsOf(raw[1][i], raw[2][i], raw[3][i], raw[4][i]);
        }
    }

    /// <summary>Whether the gamma is all that spreads a day's level, so that autocorrelated days act as a smaller k.</summary>
    public bool IsGammaAlone => Factor is null && traffic.ZeroDays is ConstantParameter { Number: 0 };

    /// <summary>The cumulants in a month whose days are linked, where one more independent factor may multiply the level.</summary>
    public double[][] Linked(DayLinks links, int month, IReadOnlyList<double>? moments)
    {
        for (var i = 0; i < Columns.Length; i++)
            (wider[1][i], wider[2][i], wider[3][i], wider[4][i]) = LinkedAt(i, links.RatiosOf(month, i), moments);
        return wider;
    }

    /// <summary>The same in one trial.</summary>
    public (double K1, double K2, double K3, double K4) LinkedAt(int trial, LinkRatios ratios, IReadOnlyList<double>? moments)
    {
        double Raw(int n) => others[n][trial] * (moments?[n] ?? 1);
        return LinkedOf(CumulantsOf(Raw(1), Raw(2), Raw(3), Raw(4)), inverse[trial], ratios);
    }

    // A level G X, independent X of cumulants x by day, a gamma G of unit mean and variance v: cumulants given G, then over G, whose
    // joint cumulants of powers are those of one day times their ratios.
    private static (double K1, double K2, double K3,
        double K4) LinkedOf((double K1, double K2, double K3, double K4) x, double v, LinkRatios r)
    {
        var (second, third) = (1 + v, (1 + v) * (1 + (2 * v)));
        var fourth = third * (1 + (3 * v));
        var a = x.K1;
        return (
            a,
            (second * x.K2) + (r.R11 * v * a * a),
            (third * x.K3) + (3 * r.R21 * 2 * v * second * a * x.K2) + (r.R111 * 2 * v * v * a * a * a),
            (fourth * x.K4) + (4 * r.R31 * 3 * v * third * a * x.K3) + (3 * r.R22 * (fourth - (second * second)) * x.K2 * x.K2)
                + (6 * r.R211 * 6 * v * v * second * a * a * x.K2) + (r.R1111 * 6 * v * v * v * a * a * a * a));
    }

    /// <summary>The cumulants where one more independent factor of given raw moments multiplies the level.</summary>
    public double[][] CumulantsWith(IReadOnlyList<double> moments)
    {
        for (var i = 0; i < Columns.Length; i++)
            (wider[1][i], wider[2][i], wider[3][i], wider[4][i]) =
                CumulantsOf(raw[1][i] * moments[1], raw[2][i] * moments[2], raw[3][i] * moments[3], raw[4][i] * moments[4]);
        return wider;
    }

    /// <summary>Cumulants 1 to 4 from raw moments.</summary>
    public static (double K1, double K2, double K3, double K4) CumulantsOf(double m1, double m2, double m3, double m4)
    {
        var k2 = m2 - (m1 * m1);
        var k3 = m3 - (3 * m1 * m2) + (2 * m1 * m1 * m1);
        var k4 = m4 - (4 * m1 * m3) - (3 * m2 * m2) + (12 * m1 * m1 * m2) - (6 * m1 * m1 * m1 * m1);
        return (m1, k2, k3, k4);
    }

    private void AddZeroDays(TrialBlock block)
    {
        for (var n = 1; n <= 4; n++)
            for (var i = 0; i < Columns.Length; i++)
                raw[n][i] *= 1 - block.Values[zero][i];
    }

    private void AddFactor(TrialBlock block)
    {
        if (Factor is null)
            return;
        var row = new double[block.Scores.Length];
        for (var i = 0; i < Columns.Length; i++)
        {
            var law = Factor.Law.Fixed;
            if (law is null)
            {
                block.ScoresOf(i, row);
                law = Factor.Law.At(row);
            }

            for (var n = 1; n <= 4; n++)
                raw[n][i] *= law.Moment(n) * Moments.Power(block.Values[scale][i], n);
        }
    }
}
