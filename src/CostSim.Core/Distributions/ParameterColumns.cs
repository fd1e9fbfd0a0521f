using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>The parameters that a compiled model reads, each in a slot of its own; constants and repeats cost nothing.</summary>
internal sealed class ParameterColumns(int inputs)
{
    private readonly List<Parameter> parameters = [];
    private readonly Dictionary<Parameter, int> slots = new(ReferenceEqualityComparer.Instance);

    /// <summary>Number of scores a trial has.</summary>
    public int Inputs { get; } = inputs;

    public int Count => parameters.Count;

    public Parameter this[int slot] => parameters[slot];

    public int SlotOf(Parameter parameter)
    {
        if (parameter.IsConstant)
            parameter = Constant(parameter.Value);
        if (!slots.TryGetValue(parameter, out var slot))
        {
            slot = parameters.Count;
            slots.Add(parameter, slot);
            parameters.Add(parameter);
        }

        return slot;
    }

    /// <summary>Fills a column with a parameter's values over trials whose scores are given by input.</summary>
    public static void Evaluate(Parameter parameter, double[][] scores, double[] to)
    {
        switch (parameter)
        {
            case ConstantParameter constant:
                Array.Fill(to, constant.Number);
                break;
            case InputParameter { Score.Shared: null } input:
                EvaluateLaw(input.Law, scores[input.Score.Own.Index], to);
                break;
            case InputParameter input:
                var blend = Columns.New();
                Columns.Multiply(scores[input.Score.Shared!.Index], input.Score.SharedPart, blend);
                Columns.AddProduct(scores[input.Score.Own.Index], input.Score.OwnPart, blend);
                EvaluateLaw(input.Law, blend, to);
                break;
            case ProductParameter product:
                EvaluateProduct(product, scores, to);
                break;
            case SumParameter sum:
                var term = Columns.New();
                Array.Clear(to);
                foreach (var part in sum.Terms)
                {
                    Evaluate(part, scores, term);
                    Columns.Add(term, to);
                }

                break;
            default:
                EvaluateOneByOne(parameter, scores, to);
                break;
        }
    }

    private static void EvaluateProduct(ProductParameter product, double[][] scores, double[] to)
    {
        var factor = Columns.New();
        Array.Fill(to, 1);
        foreach (var part in product.Factors)
        {
            Evaluate(part, scores, factor);
            Columns.Multiply(to, factor, to);
        }
    }

    private static void EvaluateLaw(IQuantity law, double[] score, double[] to)
    {
        switch (law)
        {
            case NormalQuantity normal:
                Array.Fill(to, normal.Mean);
                Columns.AddProduct(score, normal.StandardDeviation, to);
                break;
            case LognormalQuantity lognormal:
                Array.Fill(to, lognormal.Mu);
                Columns.AddProduct(score, lognormal.Sigma, to);
                VectorMath.Exp(to, to);
                break;
            default:
                for (var i = 0; i < to.Length; i++)
                    to[i] = law.At(score[i]);
                break;
        }
    }

    private static void EvaluateOneByOne(Parameter parameter, double[][] scores, double[] to)
    {
        var row = new double[scores.Length];
        for (var i = 0; i < to.Length; i++)
        {
            foreach (var input in parameter.Inputs)
                row[input] = scores[input][i];
            to[i] = parameter.At(row);
        }
    }

    private readonly Dictionary<double, Parameter> constants = [];

    private Parameter Constant(double value)
    {
        if (!constants.TryGetValue(value, out var constant))
            constants.Add(value, constant = new ConstantParameter(value));
        return constant;
    }
}

/// <summary>The values of every slot for one block of trials.</summary>
internal sealed class ParameterValues
{
    private readonly ParameterColumns columns;
    private readonly double[][] values;

    public ParameterValues(ParameterColumns columns)
    {
        this.columns = columns;
        values = Columns.New(columns.Count);
        for (var slot = 0; slot < columns.Count; slot++)
        {
            if (columns[slot].IsConstant)
                Array.Fill(values[slot], columns[slot].Value);
        }
    }

    public double[] this[int slot] => values[slot];

    public void Evaluate(double[][] scores)
    {
        for (var slot = 0; slot < columns.Count; slot++)
        {
            if (!columns[slot].IsConstant)
                ParameterColumns.Evaluate(columns[slot], scores, values[slot]);
        }
    }
}
