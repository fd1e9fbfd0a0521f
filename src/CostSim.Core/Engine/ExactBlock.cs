using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>The conditional cumulants of every view and month in a block of trials. Each thread has its own.</summary>
internal sealed class ExactBlock
{
    private readonly SpendModel model;
    private readonly ParameterColumns columns;
    private readonly TensorColumns tensors = new();
    private readonly ClassCumulants[] classes;
    private readonly List<(int Design, FixedLine Line, int Slot)> lines = [];
    private readonly SharedDays? shared;
    private readonly DesignComponents[] components;

    public ExactBlock(SpendModel model, IReadOnlyList<CostView> views, IReadOnlyList<QuestionSample> samples)
    {
        (this.model, Views) = (model, views);
        columns = new ParameterColumns(InputsOf(model));
        var input = model.Inputs.Count;
        ClassWorkspace? space = null;
        classes = new ClassCumulants[model.Classes.Count];
        for (var c = 0; c < classes.Length; c++)
        {
            // Classes that share a day's factor are needed together.
            space = space is null || model.Classes.Any(SharedDays.IsShared) ? new ClassWorkspace() : space;
            classes[c] = new ClassCumulants(model, c, views, columns, input, space);
            if (HasDrift(model.Classes[c]))
                input += DriftPath.InputsOf(model.Calendar);
        }

        for (var d = 0; d < model.Designs.Count; d++)
            lines.AddRange(model.Designs[d].Lines.Select(l => (d, l, columns.SlotOf(l.Factor))));
        shared = SharedDays.Of(model, classes);
        components = [.. model.Designs.Select(d => new DesignComponents(d, classes, columns))];
        Block = new TrialBlock(columns, samples);
        Months = [.. views.Select(_ => model.Calendar.Months.Select(_ => Columns.New(4)).ToArray())];
        Totals = [.. views.Select(_ => Columns.New(4))];
    }

    public IReadOnlyList<CostView> Views { get; }

    /// <summary>Every parameter that the cumulants read.</summary>
    public IEnumerable<Randomness.Parameter> Parameters => Enumerable.Range(0, columns.Count).Select(slot => columns[slot]);

    public TrialBlock Block { get; }

    /// <summary>By view, month and order (cumulant 1 to 4).</summary>
    public double[][][][] Months { get; }

    /// <summary>By view and order.</summary>
    public double[][][] Totals { get; }

    public IReadOnlyList<ClassCumulants> Classes => classes;

    /// <summary>By design; set by <see cref="Evaluate"/> where asked for.</summary>
    public IReadOnlyList<DesignComponents> Components => components;

    /// <summary>Inputs of the scenario, and those of drifting levels, a month each.</summary>
    public static int InputsOf(SpendModel model) =>
        model.Inputs.Count + (model.Classes.Count(HasDrift) * DriftPath.InputsOf(model.Calendar));

    public static bool HasDrift(TrafficClass item) => item.Traffic.DriftPerMonth is not Randomness.ConstantParameter { Number: 0 };

    /// <summary>
    /// Works the cumulants out for the scores that the block holds, and the conditional means by component where asked for; a
    /// class's own figures are to be read when it is visited, and are overwritten by the next one's.
    /// </summary>
    public void Evaluate(bool withComponents = false, Action<int>? visit = null)
    {
        Block.EvaluateParameters();
        tensors.Start(Block);
        Clear();
        shared?.Evaluate(Block);
        var factorMeans = shared?.MeanFactors(Block);
        foreach (var item in components)
            if (withComponents)
                item.Start(Block);
        for (var c = 0; c < classes.Length; c++)
        {
            classes[c].Evaluate(Block, tensors, factorMeans);
            for (var v = 0; v < Views.Count; v++)
                classes[c].AddTo(Block, Views[v], Months[v], Totals[v]);
            for (var d = 0; withComponents && d < components.Length; d++)
                components[d].AddClass(c, Block, tensors);
            visit?.Invoke(c);
        }

        for (var v = 0; v < Views.Count; v++)
        {
            shared?.AddTo(Views[v], Months[v]);
            AddLines(v);
            foreach (var month in Months[v])
                for (var n = 0; n < 4; n++)
                    Columns.Add(month[n], Totals[v][n]);
        }
    }

    /// <summary>A class's own cumulants over the horizon in a view, while it is visited.</summary>
    public double[][] TotalOf(int number, CostView view)
    {
        var own = classes[number].OwnTotal(Block, view);
        if (classes[number].SharesFactor)
            shared!.AddTo(view, [.. Months[0].Select(_ => own)], classes[number]);
        return own;
    }

    /// <summary>
    /// The horizon's conditional means alone, where all traffic is a factor times as much: by factor, view and trial. A
    /// difference's mean is the difference of its designs' means.
    /// </summary>
    public double[][][] MeansAt(IReadOnlyList<double> factors)
    {
        var logs = factors.Select(Randomness.Elementary.Log).ToArray();
        Block.EvaluateParameters();
        tensors.Start(Block);
        var level = shared?.MeanFactors(Block);
        var means = factors.Select(_ => Columns.New(Views.Count)).ToArray();
        foreach (var item in classes)
        {
            item.EvaluateMeans(Block, tensors, logs.Min(), logs.Max());
            for (var f = 0; f < logs.Length; f++)
                for (var v = 0; v < Views.Count; v++)
                    if (!Views[v].IsDifference)
                        AddMeans(item, Views[v], factors[f], logs[f], item.SharesFactor ? level : null, means[f][v]);
        }

        foreach (var atFactor in means)
        {
            for (var v = 0; v < Views.Count; v++)
                if (!Views[v].IsDifference)
                    AddLines(v, atFactor[v]);
            for (var v = 0; v < Views.Count; v++)
                if (Views[v].IsDifference)
                    foreach (var (design, sign) in Views[v].Sides)
                        Columns.AddProduct(atFactor[Views.IndexOf(design, true)], sign, atFactor[v]);
        }

        return means;
    }

    private static void AddMeans(ClassCumulants item, CostView view, double factor, double logFactor, double[]? level, double[] to)
    {
        if (level is null)
        {
            item.AddMeans(view, factor, logFactor, to);
            return;
        }

        var own = Columns.New();
        item.AddMeans(view, factor, logFactor, own);
        Columns.AddProduct(own, level, to);
    }

    private void AddLines(int v, double[] to)
    {
        foreach (var (owner, line, slot) in lines)
        {
            if (owner == Views[v].First && (line.Payer == Payer.Bill || Views[v].WithPeople))
                Columns.AddProduct(Block.Values[slot], line.UsdByMonth.Sum(), to);
        }
    }

    private void AddLines(int v)
    {
        foreach (var (design, sign) in Views[v].Sides)
        {
            foreach (var (owner, line, slot) in lines)
            {
                if (owner != design || (line.Payer == Payer.People && !Views[v].WithPeople))
                    continue;
                for (var m = 0; m < line.UsdByMonth.Count; m++)
                    Columns.AddProduct(Block.Values[slot], sign * line.UsdByMonth[m], Months[v][m][0]);
            }
        }
    }

    private void Clear()
    {
        foreach (var column in Totals.SelectMany(v => v).Concat(Months.SelectMany(v => v.SelectMany(m => m))))
            Columns.Clear(column);
    }
}
