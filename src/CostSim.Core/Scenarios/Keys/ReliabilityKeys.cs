namespace CostSim.Scenarios.Keys;

/// <summary>What goes wrong, and who looks.</summary>
internal static class ReliabilityKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("reliability", KeyForm.Map, "What goes wrong with calls and answers", "{ wrong_answers: 2% }"),
        new("reliability.retries", KeyForm.Portion, "Share of calls made again and paid again", "1% to 3%", "0"),
        new("reliability.attempts", KeyForm.List,
            "Probabilities of one, two, three paid attempts, in place of retries", "[0.9, 0.08, 0.02]"),
        new("reliability.repeat", KeyForm.Map, "What a repeated attempt pays", "{ output: fresh }"),
        new("reliability.repeat.input", KeyForm.Choice, "Its input", "same", "same") { Choices = ["same"] },
        new("reliability.repeat.output", KeyForm.Choice, "Its output: the same length, or one drawn anew", "fresh",
            "same") { Choices = ["same", "fresh"] },
        new("reliability.wrong_answers", KeyForm.Any, "Share of answers that are wrong; or by whether the evidence was in the context",
            "{ found: 2%, missed: 40% }"),
        new("reliability.wrong_answers.found", KeyForm.Portion, "Where the evidence was in the context", "2%"),
        new("reliability.wrong_answers.missed", KeyForm.Portion, "Where it was not", "40%"),
        new("reliability.wrong_answers.overlooked", KeyForm.Map,
            "An assumption that is off unless stated: evidence goes unused in a long context, or in its middle",
            "{ per_10k_tokens: 1%, source: our own evaluation }"),
        new("reliability.wrong_answers.overlooked.per_10k_tokens", KeyForm.Share,
            "Share of it that goes unused for every 10,000 tokens of context", "1%"),
        new("reliability.wrong_answers.overlooked.in_the_middle", KeyForm.Share,
            "Share of it that goes unused where it is in the middle of the context; none at either end, in straight lines between", "20%"),
        new("reliability.wrong_answers.overlooked.source", KeyForm.Text, "Where the figures come from", "our own evaluation"),
        new("reliability.usd_per_wrong_answer", KeyForm.Money, "What a wrong answer costs that reaches a user", "5"),
        new("reliability.review", KeyForm.List, "What sends answers to people, an entry a trigger",
            "[{ share: 5%, minutes: 4, usd_per_hour: 30 }]"),
        new("reliability.review[].trigger", KeyForm.Text, "Its name", "low confidence", "review"),
        new("reliability.review[].share", KeyForm.Portion, "Share of all answers that it sends to people", "5%"),
        new("reliability.review[].catches", KeyForm.Portion, "Share of the wrong answers that it catches", "60%",
            "its share: a random review"),
        new("reliability.review[].minutes", KeyForm.Size, "Minutes of a look", "4"),
        new("reliability.review[].usd_per_hour", KeyForm.Money, "Cost of an hour", "30"),
    ];
}
