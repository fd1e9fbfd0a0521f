namespace CostSim.Distributions;

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
        classes = new ClassCumulants[model.Classes.Count];
        for (var c = 0; c < classes.Length; c++)
        {
            classes[c] = new ClassCumulants(model, c, views, columns, input);
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

    /// <summary>By design; to be asked for after <see cref="EvaluateComponents"/>.</summary>
    public IReadOnlyList<DesignComponents> Components => components;

    /// <summary>Inputs of the scenario, and those of drifting levels, a month each.</summary>
    public static int InputsOf(SpendModel model) => model.Inputs.Count + (model.Classes.Count(HasDrift) * DriftPath.InputsOf(model.Calendar));

    public static bool HasDrift(TrafficClass item) => item.Traffic.DriftPerMonth is not Randomness.ConstantParameter { Number: 0 };

    /// <summary>Works the cumulants out for the scores that the block holds.</summary>
    public void Evaluate()
    {
        Block.EvaluateParameters();
        tensors.Start(Block);
        Clear();
        // Class by class: what one needs stays in the cache.
        foreach (var item in classes)
        {
            item.Evaluate(Block, tensors);
            for (var v = 0; v < Views.Count; v++)
                item.AddTo(Block, Views[v], Months[v], Totals[v]);
        }

        shared?.Evaluate(Block);
        for (var v = 0; v < Views.Count; v++)
        {
            shared?.AddTo(Block, Views[v], Months[v]);
            AddLines(v);
            foreach (var month in Months[v])
                for (var n = 0; n < 4; n++)
                    Columns.Add(month[n], Totals[v][n]);
        }
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
        foreach (var item in classes)
            item.EvaluateMeans(Block, tensors, logs.Min(), logs.Max());
        var level = shared?.MeanFactors(Block);
        var scratch = Columns.New();
        return [.. factors.Select((factor, f) =>
        {
            var means = Columns.New(Views.Count);
            for (var v = 0; v < means.Length; v++)
            {
                if (!Views[v].IsDifference)
                    AddMeans(v, factor, logs[f], level, scratch, means[v]);
            }

            for (var v = 0; v < means.Length; v++)
            {
                if (Views[v].IsDifference)
                    foreach (var (design, sign) in Views[v].Sides)
                        Columns.AddProduct(means[Views.IndexOf(design, true)], sign, means[v]);
            }

            return means;
        })];
    }

    private void AddMeans(int v, double factor, double logFactor, double[]? level, double[] scratch, double[] to)
    {
        foreach (var item in classes)
        {
            if (!item.SharesFactor || level is null)
            {
                item.AddMeans(Views[v], factor, logFactor, to);
                continue;
            }

            Array.Clear(scratch);
            item.AddMeans(Views[v], factor, logFactor, scratch);
            Columns.AddProduct(scratch, level, to);
        }

        foreach (var (owner, line, slot) in lines)
        {
            if (owner == Views[v].First && (line.Payer == Payer.Bill || Views[v].WithPeople))
                Columns.AddProduct(Block.Values[slot], line.UsdByMonth.Sum(), to);
        }
    }

    /// <summary>Splits the conditional means by component; after <see cref="Evaluate"/>.</summary>
    public void EvaluateComponents()
    {
        foreach (var item in components)
            item.Evaluate(Block, tensors);
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
            Array.Clear(column);
    }
}
