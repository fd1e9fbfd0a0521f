namespace CostSim.Engine;

/// <summary>
/// Applies what limits do to the months of one trial: each piece's requests cost more or less by the part that its days add up to.
/// </summary>
internal sealed class LimitedMonths
{
    private readonly SpendModel model;
    private readonly double[] day;
    private readonly double[][][] shares;

    public LimitedMonths(SpendModel model)
    {
        this.model = model;
        day = new double[model.Calendar.Days];
        shares = [.. model.Calendar.Months.Select(_ => model.Designs.Select(d => new double[d.Limits?.Parts.Count ?? 0]).ToArray())];
        Added = [.. model.Calendar.Months.Select(_ => model.Designs.Select(d => new double[d.Limits?.Parts.Count ?? 0]).ToArray())];
    }

    /// <summary>US dollars by month, piece and part.</summary>
    public double[][][] Added { get; }

    /// <summary>Takes the days that a trial has drawn.</summary>
    public void Start(IReadOnlyList<ClassPaths> classes)
    {
        Array.Clear(day);
        foreach (var own in classes)
            for (var d = 0; d < day.Length; d++)
                day[d] += own.Levels.Counts[d];
        for (var m = 0; m < shares.Length; m++)
        {
            var (first, end) = (model.Calendar.Months[m].FirstDay, model.Calendar.Months[m].EndDay);
            var requests = 0.0;
            for (var d = first; d < end; d++)
                requests += day[d];
            for (var p = 0; p < shares[m].Length; p++)
                Fill(model.Designs[p].Limits, shares[m][p], first, end, requests);
        }
    }

    /// <summary>Works out what a month's requests cost more, or less, in every piece.</summary>
    public void Apply(int month, double[] costs)
    {
        for (var p = 0; p < costs.Length; p++)
            for (var k = 0; k < shares[month][p].Length; k++)
                Added[month][p][k] = shares[month][p][k] * costs[p];
    }

    private void Fill(LimitEffects? limits, double[] to, int first, int end, double requests)
    {
        if (limits is null)
            return;
        Array.Clear(to);
        if (requests <= 0)
            return;
        for (var d = first; d < end; d++)
            limits.AddDay(day[d], to);
        for (var k = 0; k < to.Length; k++)
            to[k] /= requests;
        // What rounding leaves below nothing is nothing.
        var left = 1 + to.Sum();
        if (left < 0)
            to[^1] -= left;
    }
}
