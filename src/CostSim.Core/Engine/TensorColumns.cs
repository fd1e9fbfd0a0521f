namespace CostSim.Engine;

/// <summary>
/// The tensors of pieces over a block of trials: a column for each entry, in working space that the next question overwrites.
/// </summary>
internal sealed class TensorColumns
{
    private readonly Dictionary<FixedTensor, double[][]> constants = new(ReferenceEqualityComparer.Instance);
    private readonly List<double[]> own = [];
    private readonly List<double[]> neighbour = [];
    private double[] row = [];
    private TrialBlock block = null!;

    /// <summary>Leaves the block before.</summary>
    public void Start(TrialBlock next) => block = next;

    /// <summary>
    /// The first entries of a tensor by trial, valid until the next call; <paramref name="logVolume"/> is the log of a day's mean volume.
    /// </summary>
    public IReadOnlyList<double[]> Of(PieceTensor tensor, int entries, double logVolume) => tensor switch
    {
        FixedTensor known => Constant(known),
        QuestionTensor questions => Weighed(questions, entries, own),
        LevelTensor { At: null } levels => BetweenVolumes(levels, entries, logVolume),
        LevelTensor levels => AlongScore(levels, entries),
        TrialTensor each => Each(each, entries),
        _ => throw new InvalidOperationException("unknown tensor"),
    };

    private double[][] Constant(FixedTensor tensor)
    {
        if (!constants.TryGetValue(tensor, out var known))
            constants.Add(tensor, known = [.. tensor.Values.Select(v => Columns.New(v))]);
        return known;
    }

    private List<double[]> Weighed(QuestionTensor tensor, int entries, List<double[]> to)
    {
        Room(to, entries);
        QuestionProduct.Of(block.WeightsOf(tensor.Sample), tensor, entries, to);
        return to;
    }

    // Linear over the log of a volume, since its levels come from a table; at a level nothing is to be mixed.
    private IReadOnlyList<double[]> BetweenVolumes(LevelTensor levels, int entries, double logVolume)
    {
        var (first, weights) = Interpolation.Linear(levels.Nodes, logVolume);
        for (var j = 0; j < weights.Count; j++)
        {
            if (weights[j] == 1)
                return Of(levels.Levels[first + j], entries, 0);
        }

        if (levels.Levels[first] is not QuestionTensor low || levels.Levels[first + 1] is not QuestionTensor high)
            return Mixed(Of(levels.Levels[first], entries, 0), Of(levels.Levels[first + 1], entries, 0), weights, entries);
        return Mixed(Weighed(low, entries, own), Weighed(high, entries, neighbour), weights, entries);
    }

    private List<double[]> Mixed(IReadOnlyList<double[]> low, IReadOnlyList<double[]> high, InterpolationWeights weights, int entries)
    {
        Room(own, entries);
        for (var m = 0; m < entries; m++)
        {
            Columns.Multiply(low[m], weights[0], own[m]);
            Columns.AddProduct(high[m], weights[1], own[m]);
        }

        return own;
    }

    // Cubic over a score, where the table is exact at its nodes.
    private List<double[]> AlongScore(LevelTensor levels, int entries)
    {
        Room(own, entries);
        for (var i = 0; i < Columns.Length; i++)
        {
            var (first, weights) = Interpolation.Cubic(levels.Nodes, levels.At!.At(RowOf(i)));
            for (var m = 0; m < entries; m++)
            {
                var sum = 0.0;
                for (var j = 0; j < weights.Count; j++)
                    sum = Math.FusedMultiplyAdd(weights[j], ((FixedTensor)levels.Levels[first + j]).Values[m], sum);
                own[m][i] = sum;
            }
        }

        return own;
    }

    private List<double[]> Each(TrialTensor tensor, int entries)
    {
        Room(own, entries);
        for (var i = 0; i < Columns.Length; i++)
        {
            var values = tensor.At(RowOf(i));
            for (var m = 0; m < entries; m++)
                own[m][i] = values[m];
        }

        return own;
    }

    private double[] RowOf(int trial)
    {
        if (row.Length != block.Scores.Length)
            row = new double[block.Scores.Length];
        block.ScoresOf(trial, row);
        return row;
    }

    private static void Room(List<double[]> columns, int entries)
    {
        while (columns.Count < entries)
            columns.Add(Columns.New());
    }
}
