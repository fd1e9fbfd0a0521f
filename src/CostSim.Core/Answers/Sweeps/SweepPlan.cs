using System.Globalization;
using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Answers;

/// <summary>
/// The points of a sweep: every combination of its axes and rows, or a sample of them. Points are made when they are asked for.
/// </summary>
internal sealed class SweepPlan
{
    // A scramble of its own: the first 500 points of --sample 1000 are those of --sample 500, whatever the seed.
    private const ulong SampleSeed = 0x5EED;

    private readonly IReadOnlyList<Factor> factors;

    private SweepPlan(IReadOnlyList<Factor> factors)
    {
        this.factors = factors;
        Paths = [.. factors.SelectMany(f => f.Paths)];
        Count = factors.Aggregate(1m, (n, f) => n > long.MaxValue ? n : n * f.Count);
    }

    /// <summary>Which points these are: equal for equal plans.</summary>
    public string Text =>
        string.Join('\n', factors.Select(f =>
            FormattableString.Invariant($"{string.Join('+', f.Paths)} x {f.Count}: {string.Join('|', Told(f).SelectMany(f.At))}")));

    // Nobody lists more values than this one by one; of a range its ends and count say all.
    private static IEnumerable<long> Told(Factor factor) =>
        factor.Count <= 1_000_000 ? Enumerable.Range(0, (int)factor.Count).Select(i => (long)i) : [0, 1, factor.Count - 1];

    private sealed record Factor(IReadOnlyList<string> Paths, long Count, Func<long, IReadOnlyList<string>> At);

    public IReadOnlyList<string> Paths { get; }

    /// <summary>How many points there are, even where nobody could run them.</summary>
    public decimal Count { get; }

    /// <summary>
    /// True where there is a point for each combination of values, so that effects of one value add up without a remainder.
    /// </summary>
    public bool IsCartesian { get; private init; } = true;

    /// <summary>Every combination of the axes and of the rows of a table of points, which may be absent.</summary>
    public static SweepPlan Of(IReadOnlyList<SweepAxis> axes, ListedPoints? table = null)
    {
        RefuseTwice([.. table?.Paths ?? [], .. axes.Select(a => a.Path)]);
        if (axes.FirstOrDefault(a => a.IsOpen) is { } open)
            throw new InputException(Location.Of($"--vary {open.Path}"),
                "is a range without a step; write a..b:step, a..b:logN, or take points from it with --sample N");
        List<Factor> factors = table is null ? [] : [new Factor(table.Paths, table.Rows.Count, i => table.Rows[(int)i])];
        return new SweepPlan([.. factors, .. axes.Select(a => new Factor([a.Path], a.Count, i => [a.At(i)]))])
        {
            IsCartesian = table is null
        };
    }

    /// <summary>
    /// So many points spread evenly over the axes: a scrambled Sobol sequence. Combinations that come up twice are kept once.
    /// </summary>
    public static SweepPlan Sample(IReadOnlyList<SweepAxis> axes, int count)
    {
        RefuseTwice([.. axes.Select(a => a.Path)]);
        if (axes.Count > Sobol.Dimensions)
            throw new InputException(Location.Of("--sample"),
                string.Create(CultureInfo.InvariantCulture,
                    $"spreads points over at most {Sobol.Dimensions} paths, but {axes.Count} are varied"));
        var uniforms = axes.Select((_, dimension) => Uniforms(dimension, count)).ToList();
        var seen = new HashSet<string>();
        var rows = Enumerable.Range(0, count).Select(i => (IReadOnlyList<string>)[.. axes.Select((a, d) => a.Sampled(uniforms[d][i]))])
            .Where(row => seen.Add(string.Join('\n', row.Select(SweepPoint.Canonical)))).ToList();
        return new SweepPlan([new Factor([.. axes.Select(a => a.Path)], rows.Count, i => rows[(int)i])]) { IsCartesian = false };
    }

    /// <summary>The point of a number from 0; the last path changes fastest.</summary>
    public SweepPoint At(long number)
    {
        var values = new List<IReadOnlyList<string>>();
        var rest = number;
        foreach (var factor in factors.Reverse())
        {
            values.Insert(0, factor.At(rest % factor.Count));
            rest /= factor.Count;
        }

        return new SweepPoint(number, Paths, [.. values.SelectMany(v => v)]);
    }

    private static double[] Uniforms(int dimension, int count)
    {
        var all = new double[(count + Sobol.Block - 1) / Sobol.Block * Sobol.Block];
        for (var first = 0; first < all.Length; first += Sobol.Block)
            Sobol.Fill(dimension, (uint)first, Sobol.ScrambleSeed(SampleSeed, 0, dimension), all.AsSpan(first, Sobol.Block));
        return all;
    }

    private static void RefuseTwice(IReadOnlyList<string> paths)
    {
        if (paths.GroupBy(p => p).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException(Location.Of($"--vary {twice.Key}"), "is varied twice; join its values into one");
        // Values are set in this order, so what a later path replaces would be in the table and move nothing.
        var parsed = paths.Select(SettingsPath.Parse).ToList();
        for (var i = 0; i < parsed.Count; i++)
        {
            if (parsed.Skip(i + 1).FirstOrDefault(later => later.Covers(parsed[i])) is { } whole)
                throw new InputException(Location.Of($"--vary {paths[i]}"),
                    $"is replaced by {whole.Text}, which is varied after it; put {whole.Text} first, or vary one of them");
        }
    }
}

/// <summary>Points that a person listed: paths, and a row of values for each point.</summary>
internal sealed record ListedPoints(IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyList<string>> Rows);
