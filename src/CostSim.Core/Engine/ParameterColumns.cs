using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>The parameters that a compiled model reads, each in a slot of its own; constants and repeats cost nothing.</summary>
internal sealed class ParameterColumns(int inputs)
{
    private readonly List<Parameter> parameters = [];
    private readonly Dictionary<Parameter, int> slots = new(ReferenceEqualityComparer.Instance);
    private readonly List<int[]> partSlots = [];
    private readonly double[] blend = Columns.New();
    private readonly double[] row = new double[inputs];

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
            // What many products and sums share is worked out once.
            int[] parts = parameter switch
            {
                ProductParameter product => [.. product.Factors.Select(SlotOf)],
                SumParameter sum => [.. sum.Terms.Select(SlotOf)],
                _ => [],
            };
            partSlots.Add(parts);
            slot = parameters.Count;
            slots.Add(parameter, slot);
            parameters.Add(parameter);
        }

        return slot;
    }

    /// <summary>Fills a slot's column; those of a product's factors and a sum's terms are filled already.</summary>
    public void Evaluate(int slot, double[][] scores, double[][] values)
    {
        var to = values[slot];
        switch (parameters[slot])
        {
            case InputParameter { Score.Shared: null } input:
                EvaluateLaw(input.Law, scores[input.Score.Own.Index], to);
                break;
            case InputParameter input:
                Columns.Multiply(scores[input.Score.Shared!.Index], input.Score.SharedPart, blend);
                Columns.AddProduct(scores[input.Score.Own.Index], input.Score.OwnPart, blend);
                EvaluateLaw(input.Law, blend, to);
                break;
            case ProductParameter:
                values[partSlots[slot][0]].CopyTo(to, 0);
                foreach (var factor in partSlots[slot].AsSpan(1))
                    Columns.Multiply(to, values[factor], to);
                break;
            case SumParameter:
                values[partSlots[slot][0]].CopyTo(to, 0);
                foreach (var term in partSlots[slot].AsSpan(1))
                    Columns.Add(values[term], to);
                break;
            default:
                EvaluateOneByOne(parameters[slot], scores, to);
                break;
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

    private void EvaluateOneByOne(Parameter parameter, double[][] scores, double[] to)
    {
        var inputs = parameter.Inputs.ToArray();
        for (var i = 0; i < to.Length; i++)
        {
            foreach (var input in inputs)
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
    private readonly bool[] isConstant;

    public ParameterValues(ParameterColumns columns)
    {
        this.columns = columns;
        values = Columns.New(columns.Count);
        isConstant = [.. Enumerable.Range(0, columns.Count).Select(slot => columns[slot].IsConstant)];
        for (var slot = 0; slot < columns.Count; slot++)
        {
            if (isConstant[slot])
                Array.Fill(values[slot], columns[slot].Value);
        }
    }

    public double[] this[int slot] => values[slot];

    public void Evaluate(double[][] scores)
    {
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (!isConstant[slot])
                columns.Evaluate(slot, scores, values);
        }
    }
}
