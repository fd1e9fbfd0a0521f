using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// The random walk of a class's log level: a score for each month moves it from the month's first day to the next one's. In
/// between the level follows the straight line of the log, and the walk's bridge around it adds variance within the trial.
/// </summary>
internal sealed class DriftPath(Parameter perMonth, Calendar calendar, int firstInput, ParameterColumns columns)
{
    private readonly int slot = columns.SlotOf(perMonth);

    /// <summary>One input a month.</summary>
    public static int InputsOf(Calendar calendar) => calendar.Months.Count;

    private double LengthOf(int month) => calendar.Months[month].Days / Calendar.DaysPerMonth;

    /// <summary>Multiplies Σ m^n of a cell by the mean of the level's n-th power over the cell's days.</summary>
    public void MultiplyPowers(TrialBlock block, VolumeCell cell, double[][] sums)
    {
        var month = calendar.Months[cell.Month];
        Span<double> means = stackalloc double[5];
        for (var i = 0; i < Columns.Length; i++)
        {
            var sd = block.Values[slot][i];
            var start = 0.0;
            for (var m = 0; m < cell.Month; m++)
                start += sd * Math.Sqrt(LengthOf(m)) * block.Scores[firstInput + m][i];
            var rise = sd * Math.Sqrt(LengthOf(cell.Month)) * block.Scores[firstInput + cell.Month][i];
            means.Clear();
            foreach (var day in cell.Days)
            {
                var at = (double)(day - month.FirstDay) / month.Days;
                var bridge = sd * sd * LengthOf(cell.Month) * at * (1 - at);
                for (var n = 1; n <= 4; n++)
                    means[n] += Elementary.Exp((n * (start + (rise * at))) + (0.5 * n * n * bridge));
            }

            for (var n = 1; n <= 4; n++)
                sums[n][i] *= means[n] / cell.Days.Count;
        }
    }

    /// <summary>The mean of the level on a day of a month in one trial.</summary>
    public double MeanOn(TrialBlock block, int month, int day, int trial)
    {
        var sd = block.Values[slot][trial];
        var at = (double)(day - calendar.Months[month].FirstDay) / calendar.Months[month].Days;
        var log = 0.5 * sd * sd * LengthOf(month) * at * (1 - at);
        for (var m = 0; m <= month; m++)
            log += sd * Math.Sqrt(LengthOf(m)) * block.Scores[firstInput + m][trial] * (m == month ? at : 1);
        return Elementary.Exp(log);
    }

    /// <summary>Relative variance of a month's mean level around its line: a Brownian bridge's mean has a twelfth of its length.</summary>
    public void BridgeVariance(TrialBlock block, int month, double[] to)
    {
        for (var i = 0; i < Columns.Length; i++)
            to[i] = block.Values[slot][i] * block.Values[slot][i] * LengthOf(month) / 12;
    }
}
