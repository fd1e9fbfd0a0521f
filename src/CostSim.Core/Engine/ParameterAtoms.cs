using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>Looks into parameters: which inputs they use, and which of those take finitely many values.</summary>
internal static class ParameterAtoms
{
    private const int MostOutcomes = 16;

    public static IEnumerable<Parameter> Of(Parameter parameter) => parameter switch
    {
        ProductParameter product => product.Factors.SelectMany(Of),
        SumParameter sum => sum.Terms.SelectMany(Of),
        MappedParameter mapped => Of(mapped.Inner),
        ConstantParameter => [],
        _ => [parameter],
    };

    /// <summary>
    /// The discrete inputs with the cumulative probabilities at which any law read at them jumps. An input is discrete when
    /// every use of it is a law of few values.
    /// </summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<double>> Discrete(IEnumerable<Parameter> parameters)
    {
        var jumps = new Dictionary<int, SortedSet<double>>();
        var smooth = new HashSet<int>();
        foreach (var atom in parameters.SelectMany(Of))
        {
            if (atom is InputParameter { Score.Shared: null, Law.Outcomes: { Count: > 0 and <= MostOutcomes } outcomes } input)
            {
                var set = jumps.TryGetValue(input.Score.Own.Index, out var known) ? known : jumps[input.Score.Own.Index] = [];
                var sum = 0.0;
                foreach (var outcome in outcomes.SkipLast(1))
                    _ = set.Add(sum += outcome.Probability);
                _ = set.Add(1);
            }
            else
            {
                smooth.UnionWith(atom.Inputs);
            }
        }

        return jumps.Where(j => !smooth.Contains(j.Key)).ToDictionary(j => j.Key, j => (IReadOnlyList<double>)[.. j.Value]);
    }
}
