namespace CostSim.Engine;

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
