using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// Means of typed lengths over the requests that are small at a level: by node of the input's score, summed up from the shortest
/// input, so that what lies between two inputs (a price tier) is a difference of two sums.
/// </summary>
internal sealed class LengthTable
{
    private readonly double[] inputs;
    private readonly double[][] sums;

    /// <param name="input">The input's law before its scale.</param>
    /// <param name="output">The output's.</param>
    /// <param name="reasoning">The law of what is thought at the output's score.</param>
    /// <param name="correlation">Of their scores.</param>
    /// <param name="bounds">The scores up to which a request is small.</param>
    /// <param name="isFine">Whether nodes lie close: for laws that no trial changes.</param>
    public LengthTable(IQuantity input, IQuantity output, IQuantity reasoning, double correlation,
        (double Input, double Output) bounds, bool isFine)
    {
        var nodes = ScoreNodes.Over(ScoreNodes.Left, bounds.Input, [input], isFine);
        var rest = Math.Sqrt(1 - (correlation * correlation));
        var (small, all) = (MeansOf(bounds.Output), MeansOf(ScoreNodes.Right));
        (inputs, sums) = (new double[nodes.Count], [.. Enumerable.Range(0, Figures).Select(_ => new double[nodes.Count + 1])]);
        for (var i = 0; i < inputs.Length; i++)
        {
            var (z, weight) = (nodes[i].Score, nodes[i].Weight);
            inputs[i] = input.At(z);
            var (own, again) = (small(z), all(z));
            var times = weight * own.Weight / again.Weight;
            ReadOnlySpan<double> terms = [weight * own.Weight, weight * own.Weight * inputs[i], weight * own.Mean, times * again.Mean,
                weight * own.Thought, times * again.Thought];
            for (var k = 0; k < terms.Length; k++)
                sums[k][i + 1] = sums[k][i] + terms[k];
        }

        // Weight and mean of the output given the input's score; worked out once where the scores are independent.
        Func<double, (double Weight, double Mean, double Thought)> MeansOf(double bound)
        {
            if (correlation != 0)
                return z => At(ScoreNodes.Over(ScoreNodes.Left, bound, [], isFine), z);
            var once = At(ScoreNodes.Over(ScoreNodes.Left, bound, [output, reasoning], isFine), 0);
            return _ => once;
        }

        (double Weight, double Mean, double Thought) At(IReadOnlyList<ScoreNode> own, double z)
        {
            var (weight, mean, thought) = (0.0, 0.0, 0.0);
            foreach (var node in own)
            {
                var score = (correlation * z) + (rest * node.Score);
                (weight, mean, thought) =
                    (weight + node.Weight, mean + (node.Weight * output.At(score)), thought + (node.Weight * reasoning.At(score)));
            }

            return (weight, mean, thought);
        }
    }

    /// <summary>Weight, input, output, a later attempt's output, reasoning, and a later attempt's reasoning.</summary>
    public const int Figures = 6;

    /// <summary>Sums over the small requests whose input (before its scale) lies in a tier.</summary>
    public void Between(double from, double to, bool includesStart, bool includesEnd, Span<double> figures)
    {
        var (first, last) = (CountBelow(from, includesStart), CountBelow(to, includesEnd));
        for (var k = 0; k < figures.Length; k++)
            figures[k] = sums[k][last] - sums[k][first];
    }

    // Inputs that do not reach a tier's start.
    private int CountBelow(double bound, bool includesStart)
    {
        if (double.IsPositiveInfinity(bound))
            return inputs.Length;
        var (low, high) = (0, inputs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (includesStart ? inputs[middle] >= bound : inputs[middle] > bound)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}

/// <summary>The tables of one pair of laws, level by level; anew in every trial where the laws' shapes are uncertain.</summary>
internal sealed class LengthTables(UncertainLaw input, UncertainLaw output, UncertainLaw reasoning, double correlation,
    TypedPopulation population)
{
    private readonly Dictionary<int, LengthTable> byLevel = [];

    public IQuantity Input { get; private set; } = input.AtMedians;

    public IQuantity Output { get; private set; } = output.AtMedians;

    public IQuantity Reasoning { get; private set; } = reasoning.AtMedians;

    public double Correlation => correlation;

    public double OwnPart { get; } = Math.Sqrt(1 - (correlation * correlation));

    private bool IsFixed => input.Fixed is not null && output.Fixed is not null && reasoning.Fixed is not null;

    private readonly int[] inputs = [.. (input.Fixed is null ? input.Inputs : []).Concat(output.Fixed is null ? output.Inputs : [])
        .Concat(reasoning.Fixed is null ? reasoning.Inputs : []).Distinct()];
    private double[]? last;

    /// <summary>Takes the laws of a trial; nothing changes while the scores that shape them are the same.</summary>
    public void Start(ReadOnlySpan<double> scores)
    {
        var isSame = last is not null;
        last ??= new double[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            isSame &= last[i] == scores[inputs[i]];
            last[i] = scores[inputs[i]];
        }

        if (isSame)
            return;
        (Input, Output, Reasoning) = (input.At(scores), output.At(scores), reasoning.At(scores));
        byLevel.Clear();
    }

    public LengthTable At(int level)
    {
        if (!byLevel.TryGetValue(level, out var table))
            byLevel.Add(level, table = new LengthTable(Input, Output, Reasoning, correlation, population.BoundsOf(level), IsFixed));
        return table;
    }
}
