using CostSim.Reports;

namespace CostSim.Tests.Reports;

/// <summary>A whole report from typed numbers, those of the illustration in the design; names may carry markup.</summary>
public static class ExampleReport
{
    internal static Report Of(string suffix = "")
    {
        string[] names = [$"rag-512{suffix}", $"full-context-cached{suffix}", $"full-context{suffix}"];
        return new RunReport
        {
            Scenario = $"contract-qa{suffix}",
            Subtitle = "12 months from 2027-01-01, 14 documents, 61,204 tokens; prices of 2026-11-01, US dollars before tax",
            Answer = ["Build ", new(names[0], true), ". It costs ", new("$3,920 a month", true), " (P50), is cheaper than full-context in 99.9 % of simulated years, and retrieves 94 % of the evidence."],
            AnswerDetails =
            [
                "Below 190 requests a day full-context-cached is cheaper.",
                "With people it costs $33,100 a month (P50): review of answers is 88 % of that.",
            ],
            Warnings =
            [
                "Recall is from 60 questions and lies between 89 and 98 %; 0.90 is likely, not shown.",
                "For 3 of 60 questions no retrieved chunk holds the evidence; requests.csv names them.",
            ],
            KeyFigures =
            [
                new("Bill a month, P50", "$3,920", "half of the simulated months cost this or less"),
                new("Bill a month, P90", "$4,970", "9 of 10 simulated months cost this or less"),
                new("Over the budget of $9,000", "0 %", "of simulated years have at least one month over", Tone.Good),
                new("Evidence in the context", "94 %", "recall, 60 questions: 89 to 98 %", Tone.Notice),
                new("Break-even", "190 a day", "below this volume full-context-cached is cheaper"),
                new("Wrong answers reaching users", "164 a day", "of 10,000; full-context 77"),
            ],
            Designs = Designs(names),
            Assumptions =
            [
                new("traffic.growth_per_month", "1 % to 5 %", "typed", "sales plan, slide 4", 0.54),
                new("designs.*.answer.mean", "400 to 650 tokens", "typed", "scenario.yaml:21", 0.33),
                new("traffic.counts", "typical", "default", "312 clients of production services", 0.06),
                new("documents", "14 files, 61,204 tokens", "measured", "documents/", 0.02),
                new("reliability.retries", "1 % to 3 %", "typed", "scenario.yaml:48", 0.01),
                new("prices.openai/gpt-4o", "$2.50 in, $10 out per million", "typed", "openai/gpt-4o@2026-11-01#2"),
            ],
            LeftOut = ["tax", "evaluation runs", "an owner who keeps it alive", "re-embedding of changed documents"],
            Charts = [.. Charts.All.Select(c => c.Example(new ExampleOf(3, 1)))],
            WhatIf = new WhatIf(
            [
                new(names[0], 70, 29_180, 2030, 1520, 760, 0.2),
                new(names[1], 0, 29_220, 1900, 7900, 3950, 0.9),
                new(names[2], 0, 29_140, 2160, 0, 0, 0),
            ], Unit.Money(), 10_000),
            Components = Components(names),
            Documents = [Documents(suffix)],
            BeforeGoLive =
            [
                new("Answers grounded in evidence", GoLiveState.Costed, "top-chunks with 5 chunks; recall 94 %"),
                new("Review triggers", GoLiveState.Costed, "5 % at random, $30 an hour"),
                new("Golden set", GoLiveState.Stated, "60 questions in questions.jsonl"),
                new("Prompt gate in CI", GoLiveState.Missing, "costsim check --against forecast.json"),
                new("Runbook", GoLiveState.Missing, "production.runbook is not set"),
                new("Owner of quality", GoLiveState.Missing, "production.quality names nobody"),
            ],
            Provenance =
            [
                ("scenario.yaml", "sha256 5f1c0a7e9b3d42c68e5a1f0b7c9d3e2a4b6c8d0e1f2a3b4c5d6e7f8091a2b3c4"),
                ("price book", "2026-11-01, sha256 0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e"),
                ("prices used", "openai/gpt-4o#2, openai/text-embedding-3-small#1"),
                ("seed, trials", "42, 10,000"),
                ("costsim", "0.1.0"),
            ],
            Footer = "costsim 0.1.0 · seed 42 · 10,000 trials · prices of 2026-11-01 · the same scenario, seed and files give the same bytes",
        }.ToReport();
    }

    private static Table Designs(string[] names) => new("designs", "Designs, the recommended first",
        [
            new("design", "Design", Unit.Text), new("tokens_per_request", "Tokens per request", Unit.Count), new("usd_per_request", "Per request", Unit.Money()),
            new("p50_usd", "Bill P50", Unit.Money()), new("p90_usd", "Bill P90", Unit.Money()), new("over_budget", "Over budget", Unit.Share),
            new("recall", "Recall", Unit.Share), new("with_people_usd", "With people P50", Unit.Money()), new("wrong", "Wrong answers a day", Unit.Count),
        ],
        [
            new([names[0], 3120.0, 0.0132, 3921.0, 4968.0, 0.0, 0.94, 33_100.0, 164.0], Strong: true),
            new([names[1], 11_482.0, 0.0212, 6180.0, 7810.0, 0.21, 1.0, 35_400.0, 77.0]),
            new([names[2], 11_482.0, 0.0345, 10_060.0, 12_700.0, 1.0, 1.0, 39_200.0, 77.0]),
        ])
    {
        Notes =
        [
            "P50: half of the simulated months cost this or less. P90: 9 of 10 do. Over budget: at least one month of the year above $9,000.",
            "Recall: share of the evidence that is in the context, not of answers right.",
        ],
    };

    private static Table Components(string[] names) => new("components", "Mean cost of a month, part by part",
        [new("design", "Design", Unit.Text), new("component", "Part", Unit.Text), new("mean_usd", "Mean", Unit.Money()), new("share", "Share", Unit.Share) { Bars = true }],
        [
            new([names[0], "output", 1650.0, 0.42]), new([names[0], "fresh input", 1520.0, 0.39]), new([names[0], "system prompt, cached", 610.0, 0.155]),
            new([names[0], "vector database", 70.0, 0.018]), new([names[0], "retries", 68.0, 0.017]),
        ]);

    private static Table Documents(string suffix) => new("documents", "What was measured",
        [new("path", "Document", Unit.Text), new("characters", "Characters", Unit.Count), new("tokens", "Tokens", Unit.Count)],
        [.. Enumerable.Range(1, 14).Select(i => new Row([$"documents/agreement-{i:00}{suffix}.md", 11_000 + 1713.0 * i, 2600 + 395.0 * i]))]);
}
