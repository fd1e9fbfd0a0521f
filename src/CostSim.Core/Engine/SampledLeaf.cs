using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Priced rows of a population: a base request's row is its alternative, such as a cache hit or miss.</summary>
internal sealed class SampledLeaf : PieceLeaf
{
    private readonly SampledRequests law;
    private readonly SampledPopulation population;
    private readonly (int Slot, bool IsOutput, double[] Usd)[] parts;
    private readonly double[] factors;
    private readonly Range[] rows;
    private readonly double[] nodes;
    private readonly double[][] weights;
    private readonly double[] missed;
    private readonly int[][] rowsOfQuestion;
    private readonly int[] questionOfRow;
    private readonly Dictionary<(int Level, int Node), double[][]> tables = [];
    private readonly Dictionary<(int Level, int Node), double[]> sums = [];

    public SampledLeaf(SampledRequests law, SampledPopulation population, IReadOnlyList<int> baseRequests, ParameterColumns columns)
    {
        (this.law, this.population) = (law, population);
        parts = [.. law.Parts.Where(p => p.Usd.Any(usd => usd != 0)).Select(p => (columns.SlotOf(p.Product), p.IsOutput, p.Usd.ToArray()))];
        factors = new double[parts.Length];
        nodes = law.LogVolumes.Count > 1 ? [.. law.LogVolumes] : [0];
        weights = [.. law.Weights.Take(nodes.Length).Select(w => w.ToArray())];
        missed = [.. law.Missed];
        var ranges = new Dictionary<int, Range>();
        for (var start = 0; start < law.BaseRequests.Count;)
        {
            var end = start;
            while (end < law.BaseRequests.Count && law.BaseRequests[end] == law.BaseRequests[start])
                end++;
            ranges.Add(law.BaseRequests[start], start..end);
            start = end;
        }

        rows = [.. baseRequests.Select(b => ranges.TryGetValue(b, out var range) ? range : 0..0)];
        questionOfRow = law.Questions.Count > 0 ? [.. law.Questions] : new int[law.BaseRequests.Count];
        rowsOfQuestion = [.. Enumerable.Range(0, questionOfRow.Length == 0 ? 0 : questionOfRow.Max() + 1).Select(_ => Array.Empty<int>())];
        foreach (var question in Enumerable.Range(0, questionOfRow.Length).GroupBy(r => questionOfRow[r]))
            rowsOfQuestion[question.Key] = [.. question];
    }

    public override bool CostsNothing => parts.Length == 0;

    public override void Start(TrialBlock block, int lane)
    {
        sums.Clear();
        for (var k = 0; k < parts.Length; k++)
            factors[k] = block.Values[parts[k].Slot][lane];
    }

    public override double Of(RequestDraw draw, double logVolume, int times, bool isFresh)
    {
        var range = rows[draw.Base];
        var (start, end) = (range.Start.Value, range.End.Value);
        if (start == end)
            return 0;
        var (node, t) = PlaceOf(logVolume);
        var row = start;
        if (end - start > 1)
        {
            var total = 0.0;
            for (var r = start; r < end; r++)
                total += WeightOf(r, node, t);
            var at = draw.Case * total;
            while (row + 1 < end && (at -= WeightOf(row, node, t)) >= 0)
                row++;
        }

        Missed = missed.Length > 0 ? missed[row] : 0;
        var usd = 0.0;
        for (var k = 0; k < parts.Length; k++)
            usd += factors[k] * parts[k].Usd[row] * (isFresh && parts[k].IsOutput ? 1 : times);
        for (var attempt = 1; isFresh && attempt < times; attempt++)
        {
            var answer = AnotherOf(row, Elementary.NormalCdf(draw.Again[attempt]), node, t);
            for (var k = 0; k < parts.Length; k++)
                usd += parts[k].IsOutput ? factors[k] * parts[k].Usd[answer] : 0;
        }

        return usd;
    }

    public override double SmallMean(int level, double logVolume, double times, bool isFresh)
    {
        var (node, t) = PlaceOf(logVolume);
        var (low, high) = (SumsOf(level, node), t > 0 ? SumsOf(level, node + 1) : null);
        var (sum, weight) = (0.0, At(2 * parts.Length));
        for (var k = 0; k < parts.Length; k++)
            sum += factors[k] * (isFresh && parts[k].IsOutput ? At(2 * k) + ((times - 1) * At((2 * k) + 1)) : times * At(2 * k));
        return weight > 0 ? sum / weight : 0;

        double At(int i) => high is null ? low[i] : ((1 - t) * low[i]) + (t * high[i]);
    }

    public override double SmallMissed(int level, double logVolume)
    {
        if (missed.Length == 0)
            return 0;
        var (node, t) = PlaceOf(logVolume);
        var (low, high) = (SumsOf(level, node), t > 0 ? SumsOf(level, node + 1) : SumsOf(level, node));
        var (sum, weight) = ((1 - t) * low[^1] + (t * high[^1]), ((1 - t) * low[^2]) + (t * high[^2]));
        return weight > 0 ? sum / weight : 0;
    }

    private (int Node, double T) PlaceOf(double logVolume)
    {
        if (nodes.Length == 1)
            return (0, 0);
        var place = Interpolation.Linear(nodes, logVolume);
        return (place.First, place.W1);
    }

    private double WeightOf(int row, int node, double t) =>
        t > 0 ? ((1 - t) * weights[node][row]) + (t * weights[node + 1][row]) : weights[node][row];

    // Another answer to the same question.
    private int AnotherOf(int row, double uniform, int node, double t)
    {
        var own = rowsOfQuestion[questionOfRow[row]];
        var total = 0.0;
        foreach (var r in own)
            total += WeightOf(r, node, t);
        var at = uniform * total;
        foreach (var r in own)
        {
            at -= WeightOf(r, node, t);
            if (at < 0)
                return r;
        }

        return own[^1];
    }

    // In the trial: for each part the small requests' mean and that of another answer, then their weight and what they miss.
    private double[] SumsOf(int level, int node)
    {
        if (sums.TryGetValue((level, node), out var found))
            return found;
        if (!tables.TryGetValue((level, node), out var table))
            tables.Add((level, node), table = TableOf(level, node));
        found = new double[(2 * parts.Length) + 2];
        for (var q = 0; q < table.Length; q++)
        {
            var weight = population.Questions[q];
            for (var i = 0; i < found.Length; i++)
                found[i] += weight * table[q][i];
        }

        sums.Add((level, node), found);
        return found;
    }

    private double[][] TableOf(int level, int node)
    {
        var counts = population.CountsOf(level);
        var another = new Dictionary<(int Question, int Part), double>();
        return [.. population.ByQuestion.Select((own, q) =>
        {
            var sum = new double[(2 * parts.Length) + 2];
            var all = own.Sum(b => population.Weights[b]);
            foreach (var b in own.Skip(counts[q]))
            {
                var (start, end) = (rows[b].Start.Value, rows[b].End.Value);
                var total = weights[node].AsSpan(start, end - start).ToArray().Sum();
                for (var r = start; r < end; r++)
                {
                    var weight = population.Weights[b] / all * weights[node][r] / total;
                    for (var k = 0; k < parts.Length; k++)
                    {
                        sum[2 * k] += weight * parts[k].Usd[r];
                        sum[(2 * k) + 1] += parts[k].IsOutput ? weight * MeanAnother(r, k) : 0;
                    }

                    sum[^2] += weight;
                    sum[^1] += missed.Length > 0 ? weight * missed[r] : 0;
                }
            }

            return sum;
        })];

        double MeanAnother(int row, int part)
        {
            var question = questionOfRow[row];
            if (!another.TryGetValue((question, part), out var mean))
            {
                var (sum, total) = (0.0, 0.0);
                foreach (var r in rowsOfQuestion[question])
                    (sum, total) = (sum + (weights[node][r] * parts[part].Usd[r]), total + weights[node][r]);
                another.Add((question, part), mean = sum / total);
            }

            return mean;
        }
    }
}
