using System.Globalization;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>What production asks for before it starts, and its state in a forecast: costed, stated or missing.</summary>
internal static class GoLive
{
    // A one-sided test at 5 % that sees four of five real rises.
    private const double Quantiles = 1.645 + 0.842;

    public static IReadOnlyList<GoLiveItem> Of(Result result)
    {
        var scenario = result.Scenario;
        return
        [
            Grounding(result), Validation(result), Review(result), GoldenSet(result),
            PromptGate(scenario),
            new GoLiveItem("Alarms", GoLiveState.Stated, "alerts.csv has the levels by month"),
            Runbook(scenario),
            .. scenario.Production.Owners.Select(o => o.Name.Length > 0
                ? new GoLiveItem($"Owner of {o.Of}", GoLiveState.Stated, o.Name)
                : new GoLiveItem($"Owner of {o.Of}", GoLiveState.Missing,
                    $"nobody is named; say who, under production.{o.Of.Replace(' ', '_')}")),
        ];
    }

    private static GoLiveItem Grounding(Result result) => result.Recommended switch
    {
        { Accuracy: { } accuracy } =>
            new GoLiveItem("Grounding", GoLiveState.Stated,
                $"{Figures.Share(accuracy.Mean)} of answers right on {accuracy.Questions} questions ({Figures.Share(accuracy.Low)} to "
                + $"{Figures.Share(accuracy.High)})"),
        { Recall: { } recall } =>
            new GoLiveItem("Grounding", GoLiveState.Stated,
                $"{Figures.Share(recall.Mean)} of the evidence is in the context, from {recall.Questions} questions; whether answers keep "
                + $"to it is not measured"),
        _ => new GoLiveItem("Grounding", GoLiveState.Missing, "no questions with evidence; nothing shows that answers rest on documents"),
    };

    private static GoLiveItem Validation(Result result) =>
        result.Recommended.Spend.Components.Any(c => c.Component == "retries" && c.Mean > 0)
        ? new GoLiveItem("Validation of outputs", GoLiveState.Costed, "answers that are made again are in the number as retries")
        : new GoLiveItem("Validation of outputs", GoLiveState.Missing, "no answer is ever made again here; state reliability.retries");

    private static GoLiveItem Review(Result result) => result.Recommended.WrongAnswers is { Triggers.Count: > 0 } wrong
        ? new GoLiveItem("Review triggers", GoLiveState.Costed,
            string.Create(CultureInfo.InvariantCulture,
                $"{string.Join(", ", wrong.Triggers.Select(t => t.Name))}: {Figures.Number(wrong.ReviewHoursPerDay)} hours of "
                + $"people a day"))
        : new GoLiveItem("Review triggers", GoLiveState.Missing, "nothing sends an answer to a person; state reliability.review");

    // Two runs of n cases, before and after: a rise d shows where d >= 2.49 sqrt(2 p (1 - p) / n).
    private static GoLiveItem GoldenSet(Result result)
    {
        if (result.Scenario.Evaluation is not { } evaluation)
            return new GoLiveItem("Golden set", GoLiveState.Missing, "no evaluation runs; state evaluation.cases and runs_per_week");
        var cases = evaluation.Cases > 0 ? evaluation.Cases : result.Recommended.Accuracy?.Questions ?? 0;
        var share = result.Recommended.WrongAnswers?.ShareMade;
        var shows = share is { } p and > 0 and < 1 && cases > 0
            ? $"; the smallest rise in wrong answers that it can show is from {Figures.Share(p)} to "
                + $"{Figures.Share(Math.Min(1, p + SmallestRise(p, cases)))}"
            : "";
        return new GoLiveItem("Golden set", evaluation.Cases > 0 ? GoLiveState.Costed : GoLiveState.Stated,
            $"{Figures.Count(cases)} cases{shows}");
    }

    /// <summary>The smallest rise of a share that two runs of so many cases can show.</summary>
    public static double SmallestRise(double share, int cases) => Quantiles * Math.Sqrt(2 * share * (1 - share) / cases);

    private static GoLiveItem PromptGate(Scenario scenario) => scenario.Gate is null && scenario.Members.All(m => m.Alone.Gate is null)
        ? new GoLiveItem("Prompt gate", GoLiveState.Missing,
            "no limit stops a change of prompts, models or documents that costs more; state gate, and run costsim check before a "
            + "change is merged")
        : new GoLiveItem("Prompt gate", GoLiveState.Stated, Limits(scenario).ToList() is { Count: > 0 } limits
            ? $"costsim check stops a change of more than {string.Join(", ", limits)}"
            : "costsim check stops a change that passes its own limits");

    private static IEnumerable<string> Limits(Scenario scenario)
    {
        var gates = scenario.Members.Count == 0 ? [("", scenario.Gate!)] : scenario.Members.Where(m => m.Alone.Gate is not null)
            .Select(m => ($"{m.Name}: ", m.Alone.Gate!));
        foreach (var (owner, gate) in gates)
        {
            foreach (var (limits, whose) in gate.Designs.Select(d => (d.Value, $" of {d.Key}")).Prepend((gate.All, "")))
            {
                foreach (var (share, of) in new[] { (limits.Tokens, "tokens"), (limits.Cost, "cost a request"),
                    (limits.P50, "P50"), (limits.P90, "P90") })
                {
                    if (share is { } known)
                        yield return $"{owner}{Figures.Share(known)} {of}{whose}";
                }

                if (limits.RecallLoss is { } loss)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{owner}a loss of {loss:0.##} recall{whose}");
            }
        }
    }

    private static GoLiveItem Runbook(Scenario scenario) => scenario.Production.Runbook.Length > 0
        ? new GoLiveItem("Fallback and its runbook", GoLiveState.Stated, scenario.Production.Runbook)
        : new GoLiveItem("Fallback and its runbook", GoLiveState.Missing,
            "no page says what to do when the provider fails; name it under production.runbook");
}
