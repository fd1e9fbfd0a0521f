using System.Collections.Concurrent;
using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>
/// All products of up to four of some variables, in rising degree; each is its parent times one variable. A sum of variables
/// with coefficients has the raw moment Σ multinomial x coefficients x E[product].
/// </summary>
internal sealed class Monomials
{
    public const int MaxDegree = 4;

    private static readonly ConcurrentDictionary<int, Monomials> Known = new();

    private readonly Dictionary<string, int> byExponents = [];

    private Monomials(int variables)
    {
        Variables = variables;
        var exponents = new List<int[]> { new int[variables] };
        var (parents, last) = (new List<int> { -1 }, new List<int> { -1 });
        var from = 0;
        for (var degree = 1; degree <= MaxDegree; degree++)
        {
            var to = exponents.Count;
            for (var parent = from; parent < to; parent++)
            {
                for (var variable = Math.Max(0, last[parent]); variable < variables; variable++)
                {
                    var next = (int[])exponents[parent].Clone();
                    next[variable]++;
                    exponents.Add(next);
                    parents.Add(parent);
                    last.Add(variable);
                }
            }

            from = to;
        }

        (Exponents, Parents, Last) = ([.. exponents], [.. parents], [.. last]);
        Degrees = [.. exponents.Select(e => e.Sum())];
        Multinomials = [.. exponents.Select(Multinomial)];
        for (var i = 0; i < Count; i++)
            byExponents.Add(string.Join(',', Exponents[i]), i);
    }

    public int Variables { get; }

    public int Count => Exponents.Length;

    public int[][] Exponents { get; }

    /// <summary>The monomial without its last variable.</summary>
    public int[] Parents { get; }

    public int[] Last { get; }

    public int[] Degrees { get; }

    public double[] Multinomials { get; }

    public static Monomials Of(int variables) => Known.GetOrAdd(variables, static n => new Monomials(n));

    /// <summary>Number of products up to a degree: the first ones.</summary>
    public int CountUpTo(int degree) => Array.FindIndex(Degrees, d => d > degree) is var next and >= 0 ? next : Count;

    public int IndexOf(IEnumerable<int> exponents) => byExponents[string.Join(',', exponents)];

    /// <summary>The value of every monomial at a point.</summary>
    public void At(ReadOnlySpan<double> point, Span<double> values)
    {
        values[0] = 1;
        for (var i = 1; i < Count; i++)
            values[i] = values[Parents[i]] * point[Last[i]];
    }

    /// <summary>Raw moments 0 to 4 of the sum of variables with coefficients.</summary>
    public void Moments(ReadOnlySpan<double> tensor, ReadOnlySpan<double> coefficients, double[]? weights, Span<double> moments)
    {
        Span<double> products = stackalloc double[Count];
        At(coefficients, products);
        moments.Clear();
        for (var i = 0; i < Count; i++)
            moments[Degrees[i]] += Multinomials[i] * products[i] * tensor[i] * (weights?[i] ?? 1);
    }

    /// <summary>
    /// The same over four trials, each product counted with a weight where there are weights; tensor, products and moments may stop at a
    /// degree.
    /// </summary>
    public void Moments(IReadOnlyList<double[]> tensor, int trial, ReadOnlySpan<Vector256<double>> coefficients, double[]? weights,
        Span<Vector256<double>> products, Span<Vector256<double>> moments)
    {
        moments.Clear();
        products[0] = Vector256.Create(1.0);
        moments[0] = Columns.Load(tensor[0], trial);
        for (var i = 1; weights is not null && i < products.Length; i++)
        {
            var product = products[i] = products[Parents[i]] * coefficients[Last[i]];
            if (weights[i] != 0)
                moments[Degrees[i]] += Vector256.Create(Multinomials[i] * weights[i]) * product * Columns.Load(tensor[i], trial);
        }

        for (var i = 1; weights is null && i < products.Length; i++)
        {
            var product = products[i] = products[Parents[i]] * coefficients[Last[i]];
            moments[Degrees[i]] += Vector256.Create(Multinomials[i]) * product * Columns.Load(tensor[i], trial);
        }
    }

    private static double Multinomial(int[] exponents)
    {
        ReadOnlySpan<double> factorials = [1, 1, 2, 6, 24];
        var value = factorials[exponents.Sum()];
        foreach (var exponent in exponents)
            value /= factorials[exponent];
        return value;
    }
}
