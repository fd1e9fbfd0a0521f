namespace CostSim.Randomness;

/// <summary>The mean of an uncertain parameter over its law.</summary>
internal static class ExpectedValue
{
    private const int Nodes = 401;

    /// <summary>Exact for a constant and for one law; products of different inputs multiply, since inputs are independent.</summary>
    public static double Expected(this Parameter parameter) => parameter switch
    {
        ConstantParameter constant => constant.Number,
        InputParameter input => input.Law.Mean,
        ProductParameter product when Apart(product.Factors) => product.Factors.Aggregate(1.0, (mean, factor) => mean * factor.Expected()),
        SumParameter sum => sum.Terms.Sum(Expected),
        _ => Integrated(parameter),
    };

    private static bool Apart(IReadOnlyList<Parameter> factors) =>
        factors.Sum(f => f.Inputs.Count()) == factors.SelectMany(f => f.Inputs).Distinct().Count();

    // Trapezoid rule over the one score that the rest depends on; several scores at their medians but for the first.
    private static double Integrated(Parameter parameter)
    {
        var inputs = parameter.Inputs.Order().ToList();
        if (inputs.Count == 0)
            return parameter.At([]);
        var scores = new double[inputs[^1] + 1];
        double sum = 0, total = 0;
        for (var i = 0; i < Nodes; i++)
        {
            var score = -8 + (16.0 * i / (Nodes - 1));
            scores[inputs[0]] = score;
            var weight = Elementary.Exp(-score * score / 2);
            sum += weight * parameter.At(scores);
            total += weight;
        }

        return sum / total;
    }
}
