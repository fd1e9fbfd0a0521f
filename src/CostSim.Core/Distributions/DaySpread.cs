using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>
/// Cumulants 1 to 4 of a day's random level around its mean: the gamma of the counts, the day factor and the chance of a day
/// without traffic, multiplied. Counts are Poisson given the level.
/// </summary>
internal sealed class DaySpread
{
    private readonly Traffic traffic;
    private readonly int size;
    private readonly int zero;
    private readonly int scale;
    private readonly double[][] raw = Columns.New(5);
    private readonly double[][] wider = Columns.New(5);

    // A day factor that classes share is left out here, and integrated over all of them together.
    public DaySpread(Traffic traffic, ParameterColumns columns, bool withFactor)
    {
        this.traffic = traffic;
        Factor = withFactor ? traffic.DayFactor : null;
        size = columns.SlotOf(traffic.Counts.Size);
        zero = columns.SlotOf(traffic.ZeroDays);
        scale = columns.SlotOf(Factor?.Law.Scale ?? Parameter.One);
        Varies = !(traffic.Counts.Size.IsConstant && traffic.ZeroDays.IsConstant && (Factor is null || (Factor.Law.Fixed is not null && Factor.Law.Scale.IsConstant)));
    }

    private bool isKnown;

    private DayFactor? Factor { get; }

    public bool Varies { get; }

    /// <summary>Cumulants by order, 1 to 4; entry 0 is the variance that the gamma alone adds, which is what hangs together from day to day.</summary>
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
            var inverse = traffic.Counts.Kind == CountKind.NegativeBinomial ? 1 / block.Values[size][i] : 0;
            Cumulants[0][i] = raw[1][i] * raw[1][i] * inverse;
            raw[2][i] *= 1 + inverse;
            raw[3][i] *= (1 + inverse) * (1 + (2 * inverse));
            raw[4][i] *= (1 + inverse) * (1 + (2 * inverse)) * (1 + (3 * inverse));
            (Cumulants[1][i], Cumulants[2][i], Cumulants[3][i], Cumulants[4][i]) = CumulantsOf(raw[1][i], raw[2][i], raw[3][i], raw[4][i]);
        }
    }

    /// <summary>The cumulants where one more independent factor of given raw moments multiplies the level.</summary>
    public double[][] CumulantsWith(IReadOnlyList<double> moments)
    {
        for (var i = 0; i < Columns.Length; i++)
            (wider[1][i], wider[2][i], wider[3][i], wider[4][i]) = CumulantsOf(raw[1][i] * moments[1], raw[2][i] * moments[2], raw[3][i] * moments[3], raw[4][i] * moments[4]);
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
