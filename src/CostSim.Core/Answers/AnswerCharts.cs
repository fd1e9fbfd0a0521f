using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>The small charts of an answer, for a terminal that has block characters.</summary>
internal static class AnswerCharts
{
    private const int MostMonths = 36;

    /// <summary>The P50 of each whole month of the recommended design on one line; none where there is no course to see.</summary>
    public static IEnumerable<string> Months(Result result)
    {
        var months = result.Scenario.Calendar.Months.Zip(result.Recommended.Spend.Bill.Months).Where(m => !m.First.IsPartial)
            .Select(m => m.Second.P50).ToList();
        if (months.Count is < 3 or > MostMonths || months.Max() <= months.Min())
            return [];
        // From the lowest, or the months of a year would all look alike; the words say where that is.
        return [$"Months (P50): {TextChart.Sparkline(months, months.Min())} lowest {Sentences.Money(result, months.Min())}, highest "
            + $"{Sentences.Money(result, months.Max())}"];
    }

    /// <summary>What a month of the recommended design may cost, a bar per range.</summary>
    public static IEnumerable<string> Distribution(Result result, int width) =>
    [
        $"Simulated {(Sentences.HasWholeMonths(result) ? "months" : "periods")} of {result.Recommended.Design.Name}:",
        .. TextChart.Bars(OutcomeCharts.HistogramOf(Sentences.Month(result, result.Recommended)),
            Unit.Money(result.Scenario.Money.Currency), width: width),
    ];
}
