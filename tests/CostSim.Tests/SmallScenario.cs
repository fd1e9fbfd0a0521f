namespace CostSim.Tests;

/// <summary>A scenario on disk with two short documents and two questions, removed with the test.</summary>
internal sealed class SmallScenario : IDisposable
{
    public const string Text =
        """
        scenario: small
        start: 2027-01-01
        months: 2
        documents: [documents]
        questions: questions.jsonl
        prices: { as_of: 2026-11-01 }
        designs:
          full: { model: openai/gpt-4o, system: prompts/system.md, context: whole-document, answer: { mean: 300 to 500, cv: 0.5 } }
          rag: { like: full, context: { kind: top-chunks, k: 1, chunker: { kind: recursive, size: 40 }, retriever: bm25 } }
        traffic: { requests_per_day: 1_000, growth_per_month: 1% to 5% }
        reliability: { retries: 2%, wrong_answers: { found: 2%, missed: 40% }, review: { share: 5%, catches: 60%, minutes: 4, usd_per_hour: 30 } }
        budget: { usd_per_month: 300 }
        quality: { at_least: 0.5 }
        simulation: { trials: 256, seed: 7 }
        """;

    public SmallScenario(string? text = null)
    {
        Write("documents/lease.md", "# Lease\n\nThe rent is 2,400 ringgit a month and is due on the first working day.\n\n## Repairs\n\nThe landlord repairs the cooling unit within two days of a report. The tenant repairs everything else.\n");
        Write("documents/policy.txt", "Travel policy.\n\nStaff fly economy on journeys under six hours. Receipts are kept for seven years and handed in each month.\n");
        Write("prompts/system.md", "Answer from the document alone and name the clause.");
        Write("questions.jsonl",
            """
            {"id": "q1", "question": "How much do we pay each month for rent?", "document": "lease.md", "references": ["The rent is 2,400 ringgit a month"]}
            {"id": "q2", "question": "How long must receipts be kept?", "document": "policy.txt", "references": ["Receipts are kept for seven years"]}

            """);
        Write("scenario.yaml", text ?? Text);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("costsim-small-").FullName;

    public string Out => Path.Combine(Folder, "out");

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public Task<Cli.Answer> Run(params string[] more) => Cli.Run(["run", Folder, "-o", Out, "--store", "off", .. more]);

    public string Result(string name) => File.ReadAllText(Path.Combine(Out, name));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
