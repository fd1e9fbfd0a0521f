namespace CostSim.Engine;

/// <summary>
/// Makes the population that all designs of a class draw their requests from, with a size for each request: its mean cost at the
/// inputs' medians in the piece where it weighs most, as a part of what counts as large there in the first month.
/// </summary>
internal static class RequestPopulations
{
    public static (RequestPopulation Population, Func<RequestLaw, PieceLeaf> LeafOf) Of(
        SpendModel model, int number, IReadOnlyList<double> firstSizes, ParameterColumns columns)
    {
        var laws = model.Designs.Select(d => d.Classes[number].Segments[0].Requests.Leaves.ToList()).ToList();
        if (laws[0][0] is SampledRequests first)
            return Sampled(first, laws, firstSizes, columns);
        var tables = new List<(TypedRequests Law, LengthTables Tables)>();
        var population = Typed(laws, firstSizes, columns.Inputs);
        return (population, LeafOf);

        PieceLeaf LeafOf(RequestLaw law)
        {
            var typed = (TypedRequests)law;
            var known = tables.Find(t => ReferenceEquals(t.Law.Input, typed.Input) && ReferenceEquals(t.Law.Output, typed.Output)
                && ReferenceEquals(t.Law.Reasoning, typed.Reasoning) && t.Law.Correlation == typed.Correlation).Tables;
            if (known is null)
                tables.Add((typed, known = new LengthTables(typed.Input, typed.Output, typed.LawOf(TypedUnit.ReasoningToken),
                    typed.Correlation, population)));
            return new TypedLeaf(typed, known, columns);
        }
    }

    private static TypedPopulation Typed(List<List<RequestLaw>> laws, IReadOnlyList<double> firstSizes, int inputs)
    {
        var medians = new double[inputs];
        var typed = laws.SelectMany((own, p) =>
            own.Cast<TypedRequests>()
            .Select(law => (Law: law, Piece: p, Input: law.Input.AtMedians, Output: law.Output.AtMedians,
                Thought: law.LawOf(TypedUnit.ReasoningToken).AtMedians))).ToList();
        return new TypedPopulation(
            z => typed.Max(t => Cost(t.Law, t.Input.At(z), t.Output.At(t.Law.Correlation * z),
                t.Thought.At(t.Law.Correlation * z)) / firstSizes[t.Piece]),
            z => typed.Max(t => Cost(t.Law, t.Input.At(0), t.Output.At(OwnPart(t.Law) * z),
                t.Thought.At(OwnPart(t.Law) * z)) / firstSizes[t.Piece]));

        static double OwnPart(TypedRequests law) => Math.Sqrt(1 - (law.Correlation * law.Correlation));

        double Cost(TypedRequests law, double input, double output, double thought)
        {
            var sum = 0.0;
            foreach (var way in law.Alternatives)
            {
                var tier = way.Tiers.Last(t => t == way.Tiers[0] || (t.IncludesStart ? input >= t.FromInput : input > t.FromInput));
                foreach (var part in tier.Parts)
                    sum += way.Probability.At(medians) * part.Product.At(medians) * part.UsdPerUnit
                        * part.Unit switch
                        {
                            TypedUnit.InputToken => input,
                            TypedUnit.OutputToken =>
                            output,
                            TypedUnit.ReasoningToken => thought,
                            _ => 1
                        };
            }

            return sum;
        }
    }

    private static (RequestPopulation, Func<RequestLaw, PieceLeaf>) Sampled(SampledRequests first, List<List<RequestLaw>> laws,
        IReadOnlyList<double> firstSizes, ParameterColumns columns)
    {
        var medians = new double[columns.Inputs];
        var bases = first.BaseRequests.Distinct().ToArray();
        var places = bases.Index().ToDictionary(b => b.Item, b => b.Index);
        var (weights, sizes, questions) = (new double[bases.Length], new double[bases.Length], new int[bases.Length]);
        for (var row = 0; row < first.BaseRequests.Count; row++)
        {
            var place = places[first.BaseRequests[row]];
            weights[place] += first.Weights[0][row];
            if (first.RestsOn is not null)
                questions[place] = first.Questions[row];
        }

        for (var p = 0; p < laws.Count; p++)
        {
            foreach (var law in laws[p].Cast<SampledRequests>())
            {
                var (costs, total) = (new double[bases.Length], new double[bases.Length]);
                var factors = law.Parts.Select(part => part.Product.At(medians)).ToArray();
                for (var row = 0; row < law.BaseRequests.Count; row++)
                {
                    if (!places.TryGetValue(law.BaseRequests[row], out var place))
                        continue;
                    total[place] += law.Weights[0][row];
                    for (var k = 0; k < factors.Length; k++)
                        costs[place] += law.Weights[0][row] * law.Parts[k].Usd[row] * factors[k];
                }

                for (var b = 0; b < bases.Length; b++)
                    sizes[b] = Math.Max(sizes[b], total[b] > 0 ? costs[b] / total[b] / firstSizes[p] : 0);
            }
        }

        var population = new SampledPopulation(first.RestsOn, questions, weights, sizes);
        return (population, law => new SampledLeaf((SampledRequests)law, population, bases, columns));
    }
}
