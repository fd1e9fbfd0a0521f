namespace CostSim.Engine;

/// <summary>Evaluates one block of outer points and keeps what is asked of it.</summary>
internal sealed class BlockRun(SpendModel model, SpendOptions options, ExactBlock block, PointTable table)
{
    private readonly double[] weights = new double[Columns.Length];
    private readonly double[] inner = Columns.New();

    public void Run(int number)
    {
        table.Plan.Fill(number, block.Block, weights);
        var at = number * Columns.Length;
        weights.CopyTo(table.Weights, at);
        if (table.Plan is SobolPlan sobol)
            sobol.FillInner(number, inner);
        var sums = table.Sums[number];
        block.Evaluate(options.Components, c => KeepClass(c, at, sums));
        for (var v = 0; v < table.Views.Count; v++)
            KeepView(v, at, sums);
        if (options.Components)
            KeepComponents(at, sums);
        if (options.BudgetUsdPerMonth is { } budget)
            KeepBudget(budget, sums);
    }

    private void KeepView(int v, int at, BlockSums sums)
    {
        for (var n = 0; n < 4; n++)
            block.Totals[v][n].CopyTo(table.Totals[v][n], at);
        for (var slot = 0; slot <= table.MonthCount; slot++)
        {
            var law = slot < table.MonthCount ? block.Months[v][slot] : block.Totals[v];
            PowerSums.Add(law, weights, table.References[v][slot], sums.Moments[v][slot]);
            if (!table.Views[v].IsDifference)
                MethodChoice.Add(law, weights, sums.Criteria[v][slot]);
            if (table.Plan is SobolPlan)
                NormalPower.Draw(law, inner, !table.Views[v].IsDifference, table.Draws[v][slot].AsSpan(at, Columns.Length));
            else if (slot < table.MonthCount)
                for (var n = 0; n < 4; n++)
                    law[n].CopyTo(table.Months[v][slot][n], at);
        }
    }

    private void KeepClass(int c, int at, BlockSums sums)
    {
        var item = block.Classes[c];
        var requests = table.Requests.AsSpan(at, Columns.Length);
        for (var m = 0; m < table.MonthCount; m++)
        {
            sums.Requests[c][m] += Weighted(item.MonthVolumes[m]);
            for (var i = 0; i < requests.Length; i++)
                requests[i] += item.MonthVolumes[m][i];
        }

        for (var d = 0; model.Classes.Count > 1 && options.Classes && d < model.Designs.Count; d++)
        {
            var law = block.TotalOf(c, table.Views[table.Views.IndexOf(d, false)]);
            PowerSums.Add(law, weights, 0, sums.Classes[d][c]);
            if (table.ClassDraws.Length > 0)
                NormalPower.Draw(law, inner, true, table.ClassDraws[d][c].AsSpan(at, Columns.Length));
            else if (table.ClassLaws.Length > 0)
                for (var n = 0; n < 4; n++)
                    law[n].CopyTo(table.ClassLaws[d][c][n], at);
        }
    }

    private void KeepComponents(int at, BlockSums sums)
    {
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var design = block.Components[d];
            for (var k = 0; k < design.Components.Count; k++)
            {
                design.Fixed[k].CopyTo(table.FixedParts[d][k], at);
                var total = table.Components[d][k].AsSpan(at, Columns.Length);
                for (var m = 0; m < table.MonthCount; m++)
                {
                    sums.Components[d][k][m] += Weighted(design.Months[k][m]);
                    for (var i = 0; i < total.Length; i++)
                        total[i] += design.Months[k][m][i];
                }
            }
        }
    }

    // Months are independent given the trial's inputs, except for autocorrelated days across a month's end.
    private void KeepBudget(double budget, BlockSums sums)
    {
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var v = table.Views.IndexOf(d, options.BudgetWithPeople);
            var countsPartial = model.Calendar.Months.All(m => m.IsPartial);
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] == 0)
                    continue;
                var within = 1.0;
                for (var m = 0; m < table.MonthCount; m++)
                {
                    var law = block.Months[v][m];
                    var below = new InnerLaw(law[0][i], law[1][i], law[2][i], law[3][i]).Cdf(budget);
                    sums.OverBudget[d][m] += weights[i] * (1 - below);
                    if (countsPartial || !model.Calendar.Months[m].IsPartial)
                        within *= below;
                }

                sums.OverBudget[d][^1] += weights[i] * (1 - within);
            }
        }
    }

    private double Weighted(double[] column) => Columns.SumOfProducts(weights, column);
}
