namespace CostSim.Distributions;

/// <summary>Every trial's cost by design and month: the bill, and with people.</summary>
internal sealed class TrialTotals
{
    private readonly double[][][] bill;
    private readonly double[][][] withPeople;

    public TrialTotals(SpendModel model, int trials)
    {
        double[][][] Make() => [.. model.Designs.Select(_ => model.Calendar.Months.Select(_ => new double[trials]).ToArray())];
        (Trials, bill, withPeople) = (trials, Make(), Make());
        Requests = [.. model.Calendar.Months.Select(_ => new double[trials])];
    }

    public int Trials { get; }

    /// <summary>Requests of all classes by month.</summary>
    public double[][] Requests { get; }

    /// <summary>By month, then trial.</summary>
    public double[][] Bill(int design) => bill[design];

    public double[][] WithPeople(int design) => withPeople[design];

    public void Add(int design, int month, int trial, double billed, double all)
    {
        bill[design][month][trial] += billed;
        withPeople[design][month][trial] += all;
    }

    public void AddLines(SpendModel model, ReadOnlySpan<double> scores, int trial)
    {
        for (var d = 0; d < model.Designs.Count; d++)
        {
            foreach (var line in model.Designs[d].Lines)
            {
                var factor = line.Factor.At(scores);
                for (var m = 0; m < line.UsdByMonth.Count; m++)
                    Add(d, m, trial, line.Payer == Payer.Bill ? line.UsdByMonth[m] * factor : 0, line.UsdByMonth[m] * factor);
            }
        }
    }

    /// <summary>Sums over months of each trial.</summary>
    public static double[] Total(double[][] months)
    {
        var total = new double[months[0].Length];
        foreach (var month in months)
            for (var i = 0; i < total.Length; i++)
                total[i] += month[i];
        return total;
    }
}
