namespace CostSim.Scenarios.Keys;

/// <summary>The horizon, the documents, typed requests, prices and the simulation.</summary>
internal static class TopKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("scenario", KeyForm.Text, "The scenario's name", "contract-qa", "the file's or folder's name"),
        new("start", KeyForm.Date, "First day of the horizon", "2027-01-01", "2027-01-01"),
        new("months", KeyForm.Whole, "Months of the horizon", "12", "12"),
        new("days", KeyForm.Whole, "Days of the horizon, in place of months", "30"),

        new("documents", KeyForm.Any, "Files, folders and globs; or keys with `paths`", "[documents]"),
        new("documents.paths", KeyForm.Any, "Files, folders and globs", "[documents]"),
        new("documents.path", KeyForm.File, "A file, folder or glob of the list, with its group", "documents"),
        new("documents.group", KeyForm.Text, "Group of these documents in place of the folder", "legal"),
        new("documents.paths.path", KeyForm.File, "A file, folder or glob of the list, with its group", "documents"),
        new("documents.paths.group", KeyForm.Text, "Group of these documents in place of the folder", "legal"),
        new("documents.sample_of", KeyForm.Whole, "How many documents the files represent; the doubt of so small a sample then enters the forecast", "4_000"),
        new("documents.on_error", KeyForm.Choice, "What happens to a file that cannot be read", "skip", "stop") { Choices = ["stop", "skip", "estimate"] },
        new("documents.as", KeyForm.Choice, "Read every file as it is, whatever its ending", "text") { Choices = ["text"] },
        new("documents.group_by", KeyForm.Choice, "What makes a group of documents", "type", "folder") { Choices = ["folder", "type"] },
        new("documents.tokens_per_page", KeyForm.Tokens, "Tokens of a scanned page where `on_error: estimate`", "620", "620"),
        new("questions", KeyForm.Any, "Questions with the excerpts that answer them: JSON Lines or CSV, or a test set of Ragas, promptfoo, LangSmith or OpenAI's evals; or keys with `file` and `columns`", "questions.jsonl"),
        new("questions.file", KeyForm.File, "The file, where its columns are named", "questions.csv"),
        new("questions.columns", KeyForm.Map, "The column, or the path in a row, of each value", "{ question: user_input }"),
        new("questions.columns.question", KeyForm.Text, "Of the question", "user_input"),
        new("questions.columns.references", KeyForm.Text, "Of the excerpts that answer it: a text or a list of texts", "reference_contexts"),
        new("questions.columns.document", KeyForm.Text, "Of the document that it is about", "source"),
        new("questions.columns.id", KeyForm.Text, "Of its name", "number"),
        new("questions.columns.group", KeyForm.Text, "Of its group", "language"),
        new("popularity", KeyForm.Any, "Which documents are asked about: `uniform`, `questions`, `{ zipf: 0.8 }` or `{ file, column }`", "{ zipf: 0.8 }", "uniform"),
        new("asked", KeyForm.Map, "What the application knows of a question, in every design", "{ about: document }"),
        new("asked.about", KeyForm.Choice,
            "`document`: which one is meant, so that whole documents may go in and retrieval searches inside it; `collection`: nobody knows, a whole document needs a `finder`, and retrievers search all",
            "document", "document where every question names its own, else collection") { Choices = ["document", "collection"] },
        new("question", KeyForm.Tokens, "Tokens of a question where none is given", "40", "40"),
        new("churn", KeyForm.Portion, "Share of the documents that change in a month and are embedded again", "2%", "0"),

        new("requests", KeyForm.Map, "Typed lengths, where there are no documents yet", "{ input: { mean: 11_500, cv: 0.6 } }"),
        new("requests.input", KeyForm.Size, "Tokens of the whole prompt", "{ lognormal: { mean: 11_500, cv: 0.6 } }"),
        new("requests.output", KeyForm.Size, "Tokens of the answer", "{ mean: 400 to 650, cv: 0.8 }", "0"),
        new("requests.correlation", KeyForm.Number, "Correlation of the logs of input and output", "0.3", "0"),
        new("requests.day_spread", KeyForm.Share, "Coefficient of variation of a day's mean tokens per request: the width of day bands in `alerts.csv` and `track`", "12%", "13%"),
        new("requests.context", KeyForm.Size, "Tokens of context, in place of the whole input", "10_000"),
        new("requests.image", KeyForm.Map, "Pictures that every request carries in addition, counted by the rule that the model's provider publishes", "{ width: 1_024, height: 1_024 }"),
        new("requests.image.width", KeyForm.Whole, "Pixels", "1_024"),
        new("requests.image.height", KeyForm.Whole, "Pixels", "1_024"),
        new("requests.image.detail", KeyForm.Choice, "How closely the model looks", "low", "high") { Choices = ["high", "low"] },
        new("requests.image.count", KeyForm.Whole, "Pictures of that size in a request", "2", "1"),
        new("requests.question", KeyForm.Tokens, "Tokens of the question, in addition to context", "500"),

        new("prices", KeyForm.Map, "Which prices hold", "{ as_of: 2026-11-01 }"),
        new("prices.as_of", KeyForm.Date, "Prices as known and in force on this date", "2026-11-01", "the start"),
        new("prices.follow", KeyForm.Flag, "Use the price in force on each simulated day", "true", "false"),
        new("prices.announced", KeyForm.Flag, "Whether prices that are only announced count from their day on", "false", "true"),
        new("prices.book", KeyForm.File, "Folder of a price book instead of the shipped one", "pricing"),
        new("prices.overlay", KeyForm.File, "A contract: own prices, discounts, volume discounts, minimum charges, commitments, credits", "negotiated.yaml"),
        new("prices.inline", KeyForm.Map, "Prices typed in: the amount columns of a price record", "{ input_usd_per_mtok: 2.50, output_usd_per_mtok: 10 }"),
        new("prices.change", KeyForm.List, "How prices may change", "[{ from: 2027-01-15, factor: 0.9 }]"),
        new("prices.change[].from", KeyForm.Date, "First day of a factor", "2027-02-01"),
        new("prices.change[].factor", KeyForm.Size, "Factor on every token price from that day on", "0.75 to 1"),
        new("prices.change[].per_year", KeyForm.Rate, "Yearly rate of change, in place of from and factor", "-30% to 0%"),
        new("prices.change[].step", KeyForm.Text, "How often a yearly rate changes prices", "1 month", "6 months"),
        new("prices.change[].model", KeyForm.Text, "The only model that changes", "openai/gpt-4o", "all"),

        new("classes", KeyForm.Map, "Several workloads by name, each with its own documents, questions, requests, traffic, reliability and prices", "{ chat: { traffic: { requests_per_day: 500 } } }"),
        new("classes.*", KeyForm.Map, "A workload; what it leaves out it takes from the top level", "{ traffic: { requests_per_day: 500 } }"),

        new("simulation", KeyForm.Map, "How it is simulated", "{ seed: 7 }"),
        new("simulation.trials", KeyForm.Whole, "Simulated horizons; rounded up to 4,096, 8,192, 16,384 and so on", "4_000", "10_000"),
        new("simulation.seed", KeyForm.Whole, "Seed of the random numbers; the same seed gives the same bytes", "42", "42"),
    ];
}
