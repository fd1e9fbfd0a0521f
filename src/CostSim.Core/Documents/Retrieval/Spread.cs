namespace CostSim.Documents;

/// <summary>Mean and population standard deviation of a figure over questions.</summary>
internal readonly record struct Spread(double Mean, double Deviation)
{
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return default;
        var mean = values.Average();
        return new Spread(mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }
}
