namespace CostSim.Engine;

/// <summary>
/// How much larger the joint cumulants of a month's linked levels G are, summed over its days with their weights, than those of
/// independent days: of G and G, of G² and G, of G, G and G, and so on to the fourth order.
/// </summary>
internal readonly record struct LinkRatios(double R11, double R21, double R111, double R31, double R22, double R211, double R1111)
{
    public static LinkRatios Independent { get; } = new(1, 1, 1, 1, 1, 1, 1);

    public double this[int i] => i switch { 0 => R11, 1 => R21, 2 => R111, 3 => R31, 4 => R22, 5 => R211, _ => R1111 };

    public const int Count = 7;

    public static LinkRatios Of(ReadOnlySpan<double> r) => new(r[0], r[1], r[2], r[3], r[4], r[5], r[6]);
}

/// <summary>
/// Moments of V = Σ w G, U = Σ w² G² and T = Σ w³ G³ over a gamma process of unit mean whose next level keeps a beta part of the last
/// one. Given a level the next one's powers are polynomials in it, so that the mixed moments are carried from day to day exactly.
/// </summary>
internal static class LevelMoments
{
    private const int Degree = 4;

    // V^a U^b T^c of degree a + 2b + 3c up to 4.
    private static readonly (int V, int U, int T)[] Terms =
        [(0, 0, 0), (1, 0, 0), (2, 0, 0), (3, 0, 0), (4, 0, 0), (0, 1, 0), (1, 1, 0), (2, 1, 0), (0, 2, 0), (0, 0, 1), (1, 0, 1)];

    private static readonly int[,
] Binomials = { { 1, 0, 0, 0, 0 }, { 1, 1, 0, 0, 0 }, { 1, 2, 1, 0, 0 }, { 1, 3, 3, 1, 0 }, { 1, 4, 6, 4, 1 } };

    /// <summary>The ratios for days of given weights, size k and correlation φ of neighbouring days.</summary>
    public static LinkRatios Ratios(ReadOnlySpan<double> weights, double size, double dayToDay)
    {
        var linked = Sums(weights, size, dayToDay);
        var alone = new double[LinkRatios.Count];
        foreach (var w in weights)
        {
            var one = Sums([w], size, dayToDay);
            for (var i = 0; i < alone.Length; i++)
                alone[i] += one[i];
        }

        for (var i = 0; i < alone.Length; i++)
            alone[i] = alone[i] > 0 ? linked[i] / alone[i] : 1;
        return LinkRatios.Of(alone);
    }

    // The seven joint cumulants, summed over all days.
    private static double[] Sums(ReadOnlySpan<double> weights, double size, double dayToDay)
    {
        var m = Means(weights, size, dayToDay);
        var (v, v2, v3, v4, u, uv, uv2, u2, t, tv) = (m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10]);
        return
        [
            v2 - (v * v),
            uv - (u * v),
            v3 - (3 * v2 * v) + (2 * v * v * v),
            tv - (t * v),
            u2 - (u * u),
            uv2 - (2 * uv * v) - (u * v2) + (2 * u * v * v),
            v4 - (4 * v3 * v) - (3 * v2 * v2) + (12 * v2 * v * v) - (6 * v * v * v * v),
        ];
    }

    private static double[] Means(ReadOnlySpan<double> weights, double size, double dayToDay)
    {
        var (kept, fresh, marginal) = (new double[Degree + 1], new double[Degree + 1], new double[Degree + 1]);
        (kept[0], fresh[0], marginal[0]) = (1, 1, 1);
        for (var n = 1; n <= Degree; n++)
        {
            kept[n] = kept[n - 1] * ((size * dayToDay) + n - 1) / (size + n - 1);
            fresh[n] = fresh[n - 1] * ((size * (1 - dayToDay)) + n - 1) / size;
            marginal[n] = marginal[n - 1] * (size + n - 1) / size;
        }

        // E[V^a U^b T^c G^n] by term and n.
        var state = new double[Terms.Length, Degree + 1];
        for (var n = 0; n <= Degree; n++)
            state[0, n] = marginal[n];
        for (var day = 0; day < weights.Length; day++)
        {
            if (day > 0)
                state = NextLevel(state, kept, fresh);
            state = Added(state, weights[day]);
        }

        return [.. Enumerable.Range(0, Terms.Length).Select(i => state[i, 0])];
    }

    private static double[,] NextLevel(double[,] state, double[] kept, double[] fresh)
    {
        var next = new double[Terms.Length, Degree + 1];
        for (var i = 0; i < Terms.Length; i++)
        {
            for (var n = 0; n <= Degree; n++)
                for (var r = 0; r <= n; r++)
                    next[i, n] += Binomials[n, r] * kept[r] * fresh[n - r] * state[i, r];
        }

        return next;
    }

    // V, U and T with one more day of weight w.
    private static double[,] Added(double[,] state, double w)
    {
        var next = new double[Terms.Length, Degree + 1];
        for (var to = 0; to < Terms.Length; to++)
        {
            var (a, b, c) = Terms[to];
            var degree = a + (2 * b) + (3 * c);
            for (var from = 0; from < Terms.Length; from++)
            {
                var (i, j, l) = (a - Terms[from].V, b - Terms[from].U, c - Terms[from].T);
                if (i < 0 || j < 0 || l < 0)
                    continue;
                var power = i + (2 * j) + (3 * l);
                var factor = Binomials[a, i] * Binomials[b, j] * Binomials[c, l] * Randomness.Moments.Power(w, power);
                for (var n = 0; n + degree <= Degree; n++)
                    next[to, n] += factor * state[from, n + power];
            }
        }

        return next;
    }
}
