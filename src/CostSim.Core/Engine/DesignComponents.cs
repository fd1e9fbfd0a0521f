using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>A part of a design's cost, and who pays it.</summary>
internal sealed record CostComponent(string Name, Payer Payer);

/// <summary>The components of one design: those of its requests by class, and its fixed lines.</summary>
internal sealed class DesignComponents
{
    private readonly DesignCost design;
    private readonly IReadOnlyList<ClassComponents> classes;
    private readonly int[] lineSlots;

    public DesignComponents(DesignCost design, IReadOnlyList<ClassCumulants> classes, ParameterColumns columns)
    {
        this.design = design;
        Components = [.. design.Classes.SelectMany(ComponentMeans.ComponentsOf)
            .Concat(design.Lines.Select(l => new CostComponent(l.Component, l.Payer))).Distinct()];
        this.classes = [.. design.Classes.Select((c, i) => new ClassComponents(c, classes[i], Components, columns))];
        lineSlots = [.. design.Lines.Select(l => columns.SlotOf(l.Factor))];
        MonthCount = design.Lines.Count > 0 ? design.Lines[0].UsdByMonth.Count : classes[0].MonthVolumes.Length;
        Months = [.. Components.Select(_ => Columns.New(MonthCount))];
        Fixed = Columns.New(Components.Count);
    }

    public IReadOnlyList<CostComponent> Components { get; }

    /// <summary>Mean US dollars given the trial, by component and month.</summary>
    public double[][][] Months { get; }

    /// <summary>The part of each component's total that no request moves.</summary>
    public double[][] Fixed { get; }

    private int MonthCount { get; }

    /// <summary>Begins a block with what no request moves.</summary>
    public void Start(TrialBlock block)
    {
        foreach (var column in Months.SelectMany(m => m).Concat(Fixed))
            Columns.Clear(column);
        for (var l = 0; l < lineSlots.Length; l++)
        {
            var line = design.Lines[l];
            var place = PlaceOf(line);
            for (var m = 0; m < MonthCount; m++)
            {
                Columns.AddProduct(block.Values[lineSlots[l]], line.UsdByMonth[m], Months[place][m]);
                Columns.AddProduct(block.Values[lineSlots[l]], line.UsdByMonth[m], Fixed[place]);
            }
        }
    }

    public void AddClass(int number, TrialBlock block, TensorColumns tensors)
    {
        classes[number].Evaluate(block, tensors);
        classes[number].AddTo(Months);
    }

    /// <summary>Exact means by component and month; null where no closed form exists.</summary>
    public double[][]? Closed()
    {
        var result = Components.Select(_ => new double[MonthCount]).ToArray();
        foreach (var item in classes)
        {
            if (item.Closed(MonthCount) is not { } means)
                return null;
            for (var k = 0; k < result.Length; k++)
                for (var m = 0; m < MonthCount; m++)
                    result[k][m] += means[k][m];
        }

        foreach (var line in design.Lines)
        {
            if (ExactMean.Of(line.Factor) is not { } factor)
                return null;
            for (var m = 0; m < MonthCount; m++)
                result[PlaceOf(line)][m] += line.UsdByMonth[m] * factor;
        }

        return result;
    }

    private int PlaceOf(FixedLine line) => Components.ToList().IndexOf(new CostComponent(line.Component, line.Payer));
}
