using System.Collections;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// A part of a class's requests whose cost is linear in a few variables of known mixed moments: one route, one alternative,
/// one tier. All pieces of a law together weigh one.
/// </summary>
internal sealed record Piece
{
    public required Parameter Probability { get; init; }

    /// <summary>US dollars per unit of each variable in a trial.</summary>
    public required IReadOnlyList<Parameter> Coefficients { get; init; }

    public required PieceTensor Tensor { get; init; }

    /// <summary>How often each variable is paid, with the probability of that.</summary>
    public required IReadOnlyList<Repeat> Repeats { get; init; }

    /// <summary>Whether the evidence is missed: bit 0 for the first design, bit 1 for the second of a pair.</summary>
    public int Missed { get; init; }
}

/// <summary>One number of paid attempts: how many times all variables count, or by monomial how often such products occur.</summary>
internal sealed record Repeat(Parameter Probability, double Times, double[]? Weights);

/// <summary>Mixed moments of a piece's variables, indexed as <see cref="Monomials"/>; their first is the piece's own weight.</summary>
internal abstract record PieceTensor;

/// <summary>Moments that no trial changes.</summary>
internal sealed record FixedTensor(double[] Values) : PieceTensor;

/// <summary>Moments by level of the log volume, or of another parameter's log (<see cref="At"/>): interpolated between the nodes.</summary>
internal sealed record LevelTensor(double[] Nodes, IReadOnlyList<PieceTensor> Levels, Parameter? At) : PieceTensor;

/// <summary>Levels that are worked out when first asked for; by one thread, for all.</summary>
internal sealed class TensorLevels(int count, Func<int, PieceTensor> make) : IReadOnlyList<PieceTensor>
{
    private readonly Lazy<PieceTensor>[] levels = [.. Enumerable.Range(0, count).Select(i => new Lazy<PieceTensor>(() => make(i)))];

    public int Count => levels.Length;

    public PieceTensor this[int index] => levels[index].Value;

    public IEnumerator<PieceTensor> GetEnumerator() => levels.Select(l => l.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Moments by question, weighed anew in every trial.</summary>
internal sealed record QuestionTensor(QuestionSample Sample, IReadOnlyList<double[]> Questions) : PieceTensor
{
    /// <summary>The questions that have any moment; the others add nothing.</summary>
    public int[] Used { get; } = [.. Enumerable.Range(0, Questions.Count).Where(q => Questions[q].Any(x => x != 0))];

    /// <summary>The moments where every question has its share: the mean over the weights of all trials.</summary>
    public double[] AtShares => field ??= WeighedByShares();

    private double[] WeighedByShares()
    {
        var sum = new double[Questions[0].Length];
        var total = Sample.Shares.Sum();
        foreach (var q in Used)
            for (var i = 0; i < sum.Length; i++)
                sum[i] += Sample.Shares[q] / total * Questions[q][i];
        return sum;
    }

    /// <summary>The same moments by entry, then by place in <see cref="Used"/>.</summary>
    public double[][] ByEntry =>
        field ??= [.. Enumerable.Range(0, Questions[0].Length).Select(m => Used.Select(q => Questions[q][m]).ToArray())];
}

/// <summary>Moments that are worked out for each trial.</summary>
internal sealed record TrialTensor(IReadOnlyList<int> Inputs, TensorAt At) : PieceTensor;

internal delegate double[] TensorAt(ReadOnlySpan<double> scores);
