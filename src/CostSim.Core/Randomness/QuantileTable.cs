namespace CostSim.Randomness;

/// <summary>
/// A quantile as a function of the normal score, where it has no closed form: exact at scores 1/32 apart from −8 to 8 (Newton
/// on the log tail), cubic Hermite in between (error below 1e-9 of the tabulated log), straight beyond.
/// </summary>
internal sealed class QuantileTable
{
    private const int PerUnit = 32;
    private const int Reach = 8;
    private const int Nodes = (2 * Reach * PerUnit) + 1;

    private readonly double[] values = new double[Nodes];
    private readonly double[] slopes = new double[Nodes];

    /// <param name="tails">Logs of both tails at y, an increasing image of the value, such as its log.</param>
    /// <param name="logDensity">Log of the density with respect to y.</param>
    /// <param name="start">Any y near the middle.</param>
    public QuantileTable(Func<double, (double Lower, double Upper)> tails, Func<double, double> logDensity, double start)
    {
        const int middle = Nodes / 2;
        Fill(middle, Solve(0, start, tails, logDensity), logDensity);
        for (var i = middle + 1; i < Nodes; i++)
            Fill(i, Solve(ScoreOf(i), values[i - 1] + (slopes[i - 1] / PerUnit), tails, logDensity), logDensity);
        for (var i = middle - 1; i >= 0; i--)
            Fill(i, Solve(ScoreOf(i), values[i + 1] - (slopes[i + 1] / PerUnit), tails, logDensity), logDensity);
    }

    public double At(double score)
    {
        var place = (score + Reach) * PerUnit;
        if (!(place > 0))
            return values[0] + (slopes[0] * (score + Reach));
        if (place >= Nodes - 1)
            return values[^1] + (slopes[^1] * (score - Reach));
        var i = (int)place;
        var t = place - i;
        var (y0, y1) = (values[i], values[i + 1]);
        var (d0, d1) = (slopes[i] / PerUnit, slopes[i + 1] / PerUnit);
        var rise = y1 - y0;
        return Math.FusedMultiplyAdd(t,
            Math.FusedMultiplyAdd(t, Math.FusedMultiplyAdd(t, d0 + d1 - (2 * rise), (3 * rise) - (2 * d0) - d1), d0), y0);
    }

    private static double ScoreOf(int node) => ((double)node / PerUnit) - Reach;

    private void Fill(int node, double y, Func<double, double> logDensity)
    {
        values[node] = y;
        var score = ScoreOf(node);
        slopes[node] = Elementary.NormalDensityAtZero * Elementary.Exp((-0.5 * score * score) - logDensity(y));
    }

    /// <summary>
    /// Newton on the log of the nearer tail, which is concave; a step is held to 2 so that a poor start cannot throw it off.
    /// </summary>
    public static double Solve(double score, double y, Func<double, (double Lower, double Upper)> tails, Func<double, double> logDensity)
    {
        var target = Elementary.Log(Elementary.NormalCdf(-Math.Abs(score)));
        for (var i = 0; i < 200; i++)
        {
            var (lower, upper) = tails(y);
            var at = score <= 0 ? lower : upper;
            var slope = Elementary.Exp(logDensity(y) - at) * (score <= 0 ? 1 : -1);
            var step = Math.Clamp((target - at) / slope, -2, 2);
            if (!double.IsFinite(step))
                break;
            y += step;
            if (Math.Abs(step) < 1e-14 * Math.Max(1, Math.Abs(y)))
                break;
        }

        return y;
    }
}
