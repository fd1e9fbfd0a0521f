namespace CostSim.Scenarios.Keys;

/// <summary>Limits, latency, failures, what is done where they bind, and the service level that is wanted.</summary>
internal static class ServiceKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        .. Limits("limits", "What the provider or an own fleet allows: a tier of the price book, or typed"),
        .. OwnCapacity("limits"),
        new("latency", KeyForm.Map, "How long an answer takes", "{ ttft_ms: 600, tpot_ms: 20 }"),
        new("latency.ttft_ms", KeyForm.Number, "Milliseconds to the first token", "600", "600"),
        new("latency.tpot_ms", KeyForm.Number, "Milliseconds for each token", "20", "20"),
        new("latency.prefill_tokens_per_second", KeyForm.Number,
            "Tokens of a prompt that the model reads in a second, as far as no cache serves them; the first token waits for them", "5_000",
            "the time to the first token holds for every prompt"),
        new("latency.retrieval_ms", KeyForm.Number, "Milliseconds of a search, in designs that retrieve", "100", "100"),
        new("latency.rerank_ms", KeyForm.Number, "Milliseconds of a reranker, in designs that rerank", "200", "200"),
        new("latency.spread", KeyForm.Number, "Standard deviation of the log of a call's time", "0.3", "0.3"),
        new("latency.timeout", KeyForm.Duration, "Time after which a call is cut off; it is paid all the same", "60s"),
        new("failures", KeyForm.Map, "Random failures of the provider", "{ errors: 2% }"),
        new("failures.errors", KeyForm.Share, "Share of the calls that end in an error and are not paid", "1%", "2%"),
        new("failures.incidents_per_year", KeyForm.Number, "Outages a year, by chance", "80", "0"),
        new("failures.repair", KeyForm.Duration, "Mean length of one", "150m", "150m"),
        new("failures.outage", KeyForm.Map, "An outage in the middle of the busiest month", "{ hour: 10, length: 150m }"),
        new("failures.outage.hour", KeyForm.Number, "The hour at which it begins", "10"),
        new("failures.outage.length", KeyForm.Duration, "How long it lasts", "150m"),
        new("policies", KeyForm.Map, "Ways to degrade, compared side by side; a name alone means its defaults",
            "{ queue: { max_wait: 2m } }", "retry"),
        new("policies.*", KeyForm.Map, "One of them", "{ refused: queue }"),
        new("policies.*.refused", KeyForm.Choice, "What happens to a refused request", "queue",
            "retry, or the policy's own name") { Choices = ["retry", "queue", "shed"] },
        new("policies.*.attempts", KeyForm.Whole, "Attempts of a request, the first included", "5", "5"),
        new("policies.*.backoff", KeyForm.Duration, "Pause before the second attempt; it doubles from there", "1s", "1s"),
        new("policies.*.backoff_cap", KeyForm.Duration, "Longest pause", "30s", "30s"),
        new("policies.*.jitter", KeyForm.Flag, "Whether a pause is shortened by chance", "true", "true"),
        new("policies.*.retry_after", KeyForm.Flag, "Whether the time that the provider names is waited", "true", "true"),
        new("policies.*.max_wait", KeyForm.Duration, "Longest wait in the line", "2m", "1m"),
        new("policies.*.overnight", KeyForm.Share, "Share of the requests that can wait for the night", "30%"),
        new("policies.*.switch", KeyForm.Map, "Send requests as another design does while the limit is nearly used up",
            "{ to: other, above: 80% }"),
        new("policies.*.switch.to", KeyForm.Text, "That design", "other"),
        new("policies.*.switch.above", KeyForm.Share, "Used part of the limit above which it holds", "80%"),
        new("policies.*.fallback", KeyForm.Map, "Another model for what is refused", "{ model: openai/gpt-4o-mini }"),
        new("policies.*.fallback.model", KeyForm.Text, "That model", "openai/gpt-4o-mini"),
        new("policies.*.fallback.inline", KeyForm.Map, "Its prices, typed", "{ input_usd_per_mtok: 0.15, output_usd_per_mtok: 0.60 }"),
        new("policies.*.fallback.cooldown", KeyForm.Duration, "How long a provider that refused is left alone", "5s", "5s"),
        .. Limits("policies.*.fallback.limits", "What the fallback allows"),
        new("review_desk", KeyForm.Map, "People who look at answers: how many does a service level need?", "{ shift_hours: 8 }"),
        new("review_desk.shift_hours", KeyForm.Number, "Hours of a day in which they work", "8", "8"),
        new("review_desk.within", KeyForm.Duration, "How soon a review is to begin", "5m", "5m"),
        new("review_desk.level", KeyForm.Share, "Share of the reviews that are to", "90%", "90%"),
        new("target", KeyForm.Text, "The service level that `capacity` looks for the smallest quota of", "429s <= 0.1%, p95 <= 4s"),
    ];

    private static IEnumerable<ScenarioKey> Limits(string path, string summary) =>
    [
        new(path, KeyForm.Any, summary, "{ rpm: 5_000, tpm: 800_000 }"),
        new($"{path}.tier", KeyForm.Text, "A tier of the price book for what is not typed", "openai/tier-3"),
        new($"{path}.rpm", KeyForm.Number, "Requests a minute", "5_000"),
        new($"{path}.tpm", KeyForm.Number, "Tokens a minute, input and output", "800_000"),
        new($"{path}.itpm", KeyForm.Number, "Input tokens a minute, those read from a cache only where cached_reads_count says so",
            "400_000"),
        new($"{path}.otpm", KeyForm.Number, "Output tokens a minute", "80_000"),
        new($"{path}.rpd", KeyForm.Number, "Requests a day", "10_000"),
        new($"{path}.tpd", KeyForm.Number, "Tokens a day", "50_000_000"),
        new($"{path}.rpm_window", KeyForm.Duration,
            "Fixed windows in which requests a minute are counted (Azure: 1s or 10s); left out, they refill evenly", "10s"),
        new($"{path}.concurrency", KeyForm.Whole, "Calls at a time", "50"),
        new($"{path}.max_tokens", KeyForm.Number, "Output that tokens a minute count before the answer is known", "1_000"),
        new($"{path}.cached_reads_count", KeyForm.Flag, "Whether tokens that a cache serves use limits up", "false", "true"),
    ];

    // A fallback is called at once and paid by the token: it has no queue, units or GPUs of its own.
    private static IEnumerable<ScenarioKey> OwnCapacity(string path) =>
    [
        new($"{path}.batch_queue_tokens", KeyForm.Number, "Tokens that may wait in the queue of `service_tier: batch`", "90_000_000"),
        new($"{path}.batch_completion", KeyForm.Duration, "How long a batch takes", "24h", "24h"),
        new($"{path}.ptu", KeyForm.Map, "Provisioned units before pay-as-you-go",
            "{ units: 100, input_tpm: 3_400, output_ratio: 8, usd_per_month: 260 }"),
        new($"{path}.ptu.units", KeyForm.Whole, "How many", "100", "the minimum"),
        new($"{path}.ptu.input_tpm", KeyForm.Number, "Input tokens a minute of one", "3_400"),
        new($"{path}.ptu.output_ratio", KeyForm.Number, "Input tokens that one output token counts as", "8", "1"),
        new($"{path}.ptu.minimum", KeyForm.Whole, "Fewest that are sold", "15", "1"),
        new($"{path}.ptu.increment", KeyForm.Whole, "Step in which they are sold", "5", "1"),
        new($"{path}.ptu.usd_per_month", KeyForm.Number, "Dollars a month of one", "260"),
        new($"{path}.gpus", KeyForm.Map, "Own GPUs that their requests share", "{ count: 2, tokens_per_second: 80 }"),
        new($"{path}.gpus.count", KeyForm.Whole, "How many", "2", "1"),
        new($"{path}.gpus.tokens_per_second", KeyForm.Number, "Speed of one answer", "80"),
        new($"{path}.gpus.full_speed_batch", KeyForm.Whole, "Answers at a time at that speed, on one", "8", "8"),
        new($"{path}.gpus.usd_per_month", KeyForm.Number, "Dollars a month of one", "1_500", "not in the number, which says so"),
    ];
}
