namespace CostSim.Scenarios.Keys;

/// <summary>What must hold, what is measured, and who is named.</summary>
internal static class DecisionKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("budget", KeyForm.Map, "What a month may cost", "{ usd_per_month: 9_000 }"),
        new("budget.usd_per_month", KeyForm.Money, "The limit; one amount, not an uncertain one", "9_000"),
        new("budget.confidence", KeyForm.Share, "How sure every month must be under it", "90%", "90%"),
        new("budget.of", KeyForm.Choice, "What the limit counts", "with_people", "bill") { Choices = ["bill", "with_people"] },
        new("quality", KeyForm.Map, "What a design must reach to be recommended", "{ at_least: 0.90 }"),
        new("quality.metric", KeyForm.Choice, "What is measured", "recall", "recall") { Choices = ["recall", "accuracy"] },
        new("quality.at_least", KeyForm.Share, "The target", "0.90"),
        new("quality.confidence", KeyForm.Share, "How sure that must be", "90%", "90%"),
        new("evaluation", KeyForm.Map, "Evaluation of a golden set", "{ cases: 200 }"),
        new("evaluation.cases", KeyForm.Whole, "Cases of the golden set, priced through the design itself", "200"),
        new("evaluation.runs_per_week", KeyForm.Number, "How often it runs", "3", "1"),
        new("evaluation.results", KeyForm.File, "What an evaluation found: a CSV table question,design,correct; gives each design its measured accuracy and wrong answers", "answers.csv"),
        new("production", KeyForm.Map, "Who answers for it; the report says who is named and who is not", "{ quality: A. Rahman }"),
        new("production.quality", KeyForm.Text, "Owner of the answers' quality", "A. Rahman"),
        new("production.prompts", KeyForm.Text, "Owner of the prompts", "B. Lim"),
        new("production.model_updates", KeyForm.Text, "Owner of changes of the model", "C. Devi"),
        new("production.escalation", KeyForm.Text, "Whom to call", "D. Tan"),
        new("production.runbook", KeyForm.File, "The page that says what to do when it fails", "runbook.md"),
        new("pilot", KeyForm.Map, "The pilot that this grows out of", "{ requests_per_day: 20 }"),
        new("pilot.requests_per_day", KeyForm.Number, "Its volume", "20"),
        new("portfolio", KeyForm.Map, "Scenarios that are forecast together, in place of designs: each by name, as a path or with its design", "{ qa: ../contract-qa }"),
        new("portfolio.*", KeyForm.Any, "A member: the path of a scenario, or its path and its design", "../contract-qa"),
        new("portfolio.*.scenario", KeyForm.File, "The path of a scenario", "../contract-qa"),
        new("portfolio.*.design", KeyForm.Text, "The design of it that is built", "full-context-cached", "its chosen design, else the recommended one"),
        new("chosen", KeyForm.Text, "The design that is built", "x"),
        new("gate", KeyForm.Map, "What a change may add before `check` fails", "{ p90: 10% }"),
        new("gate.tokens_per_request", KeyForm.Share, "Largest increase of the tokens of a mean request", "10%", "10%"),
        new("gate.cost_per_request", KeyForm.Share, "Largest increase of the mean bill of a request", "10%", "10%"),
        new("gate.p50", KeyForm.Share, "Largest increase of a month's P50", "10%", "10%"),
        new("gate.p90", KeyForm.Share, "Largest increase of a month's P90", "10%", "10%"),
        new("gate.recall", KeyForm.Number, "Recall that may be lost, in points", "-2%", "-2%"),
        new("gate.designs", KeyForm.Map, "Limits of single designs by name, in place of those of all", "{ x: { p90: 5% } }"),
        new("gate.designs.*", KeyForm.Map, "Limits of one design, with the keys of gate", "{ p90: 5% }"),
        new("tags", KeyForm.Map, "Labels for the books of finance, as columns of FOCUS", "{ cost_center: A1 }"),
        new("notes", KeyForm.Map, "A remark beside a value or a section, by its path; where it begins with fitted or measured, the value counts as such", "{ traffic.requests_per_day: agreed launch volume }"),
    ];
}
