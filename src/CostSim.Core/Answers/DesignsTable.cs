using CostSim.Prompts;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per design: what a request has in it, what it costs, and how good it is.</summary>
internal static class DesignsTable
{
    private static readonly PromptPart[] Parts =
        [PromptPart.System, PromptPart.Tools, PromptPart.Context, PromptPart.History, PromptPart.Question, PromptPart.Notes];

    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("designs", "The designs side by side",
            [
                columns.Design, Columns.Text("model"), Columns.Text("advice"), Columns.Number("calls_per_request"),
                Columns.Number("mean_tokens"), Columns.Number("input_tokens"), Columns.Number("output_tokens"),
                Columns.Number("input_p50_tokens"), Columns.Number("input_p95_tokens"),
                .. Parts.Select(p => Columns.Number($"{Name(p)}_tokens")),
                columns.Money("request"), columns.Money("right_answer"),
                .. columns.Distribution("month_"), .. columns.Distribution("total_"), .. columns.Distribution("month_with_people_"),
                .. columns.Distribution("total_with_people_"),
                Columns.Share("p_any_month_over_budget"), Columns.Share("p_month_over_budget"), Columns.Text("first_month_over_budget"),
                Columns.Share("recall"), Columns.Share("recall_low"), Columns.Share("recall_high"), Columns.Share("precision"),
                Columns.Share("iou"), Columns.Count("questions"), Columns.Count("questions_without_evidence"),
                Columns.Number("wrong_answers_per_day"), Columns.Number("wrong_answers_reaching_users_per_day"),
                Columns.Number("reviews_per_day"), Columns.Number("review_hours_per_day"),
                Columns.Number("mean_requests"), columns.Money("regret"),
                Columns.Share("accuracy"), Columns.Share("accuracy_low"), Columns.Share("accuracy_high"),
                Columns.Count("evaluated_questions"), Columns.Text("quality"),
                Columns.Share("cache_hit_rate"), Columns.Share("input_read_from_cache"), Columns.Number("p50_seconds"),
                Columns.Number("p95_seconds"),
            ],
            [.. result.Designs.Select(d => Row(result, d, columns))]);
    }

    private static Row Row(Result result, DesignResult design, Columns columns)
    {
        var summary = design.Populations.OfType<Population>().Select(p => p.Summary(r => r.Input)).ToList();
        var recommended = result.Verdict.Design == design.Design.Name;
        return new Row(
        [
            design.Design.Name, string.Join(" + ", design.Design.Routes.Select(r => r.Name)), recommended
                ? result.Verdict.Advice.ToString().ToLowerInvariant()
                : "", design.CallsPerRequest,
            design.TokensPerRequest, design.InputTokens, design.OutputTokens,
            summary.Count == 1 ? summary[0].P50 : (double?)null, summary.Count == 1 ? summary[0].P95 : (double?)null,
            .. Parts.Select(p => design.PartTokens(p)).Select(t => (Cell)t),
            design.CostPerRequest, design.CostPerRightAnswer,
            .. columns.Cells(design.Spend.Bill.Pooled), .. columns.Cells(design.Spend.Bill.Total),
            .. columns.Cells(design.Spend.WithPeople.Pooled), .. columns.Cells(design.Spend.WithPeople.Total),
            design.Spend.Budget?.AnyMonth.Probability, design.Spend.Budget?.Pooled, FirstMonthOver(result, design),
            design.Recall?.Mean, design.Recall?.Low, design.Recall?.High, design.Recall?.Precision, design.Recall?.Iou,
            design.Recall?.Questions, design.Recall?.Missed,
            design.WrongAnswers?.MadePerDay, design.WrongAnswers?.ReachingUsersPerDay, design.WrongAnswers?.ReviewsPerDay,
            design.WrongAnswers?.ReviewHoursPerDay,
            design.Spend.MeanRequests, design.Spend.Regret,
            design.Accuracy?.Mean, design.Accuracy?.Low, design.Accuracy?.High, design.Accuracy?.Questions,
            (design.Accuracy?.Target ?? design.Recall?.Target)?.ToString().ToLowerInvariant(),
            design.CacheHitRate, design.CacheReadShare, design.Latency?.P50Seconds, design.Latency?.P95Seconds,
        ], recommended);
    }

    // The first month that is over the budget in more trials than the confidence allows.
    private static string? FirstMonthOver(Result result, DesignResult design)
    {
        if (design.Spend.Budget is not { } risk || result.Scenario.Budget is not { } budget)
            return null;
        var month = risk.Months.Select((m, i) => (m.Probability, Index: i))
            .FirstOrDefault(m => m.Probability > 1 - budget.Confidence.Value, (0, -1)).Index;
        return month < 0 ? null : result.Scenario.Calendar.Months[month].Name;
    }

    internal static string Name(PromptPart part) => part.ToString().ToLowerInvariant();
}
