using CostSim.Files;

namespace CostSim.Capacity.Replays;

/// <summary>
/// The table of the policies that <c>capacity --replay</c> plays; a limits file names one, and its parameters next to it.
/// </summary>
internal static class ReplayPolicies
{
    public static Registry<IReplayPolicy> All { get; } = new("policy", "policy")
    {
        { "bucket_reject", "{ policy: bucket_reject, rpm: 60, burst: 10 }", "a bucket of requests; beyond it 429", s =>
            new BucketReject(Above0(s, "rpm"), Burst(s, "rpm", "burst"), _ => Fraction.One) },
        { "queue_rpm_tpm", "{ policy: queue_rpm_tpm, rpm: 60, tpm: 60_000 }", "a queue before buckets of requests and tokens", s =>
            new QueueTwoBuckets(Above0(s, "rpm"), Burst(s, "rpm", "rpm_burst"), Above0(s, "tpm"), Burst(s, "tpm", "tpm_burst")) },
        { "tpm_upfront", "{ policy: tpm_upfront, tpm: 60_000 }", "a bucket of tokens, charged input + max_tokens", s =>
            new BucketReject(Above0(s, "tpm"), Burst(s, "tpm", "burst"), a => a.Asked) },
        { "reserve_settle", "{ policy: reserve_settle, tpm: 120_000, burndown: 5, ttft_ms: 400, tpot_ms: 20 }",
            "tokens reserved, then settled by what was written", s =>
            new ReserveSettle(Above0(s, "tpm"), Burst(s, "tpm", "burst"), AtLeast0(s, "burndown", 1), LatencyOf(s)) },
        { "itpm_otpm", "{ policy: itpm_otpm, rpm: 60, itpm: 60_000, otpm: 6_000, ttft_ms: 500, tpot_ms: 15 }",
            "requests, uncached input, and output by the minute", s =>
            new InputOutputBuckets(new(Burst(s, "rpm", "rpm_burst"), Above0(s, "rpm")),
                new(Burst(s, "itpm", "itpm_burst"), Above0(s, "itpm")),
                new(Burst(s, "otpm", "otpm_burst"), Above0(s, "otpm")), LatencyOf(s)) },
        { "fixed_window", "{ policy: fixed_window, tpm: 40_000, rpm: 240 }", "counts by the second and by the minute", s =>
            new FixedWindow(Above0(s, "tpm"), Above0(s, "rpm")) },
        { "ptu", "{ policy: ptu, capacity_tokens: 20_000, drain_per_min: 60_000, out_weight: 3, ttft_ms: 300, tpot_ms: 25 }",
            "provisioned units that spill", s =>
            new Provisioned(Above0(s, "capacity_tokens"), Above0(s, "drain_per_min"), AtLeast0(s, "out_weight", 1), LatencyOf(s)) },
        { "slots_timeout", "{ policy: slots_timeout, slots: 4, timeout_ms: 3_000, ttft_ms: 500, tpot_ms: 12 }",
            "calls at a time, with a limit on the wait", s =>
            new Slots(s.Whole("slots", min: 1), AtLeast0(s, "timeout_ms"), false, LatencyOf(s)) },
        { "retry", "{ policy: retry, rpm: 60, burst: 3, base_ms: 1_000, cap_ms: 8_000, max_attempts: 4 }",
            "a bucket of requests whose clients try again", Retry },
        { "count_failed", "{ policy: count_failed, rpm: 20, base_ms: 2_000, cap_ms: 16_000, max_attempts: 4 }",
            "a count a minute that refused attempts use up too", CountFailed },
        { "fallback", "{ policy: fallback, cooldown_ms: 5_000, deployments: [{ rpm: 60, burst: 5 }, { rpm: 30, burst: 2 }] }",
            "deployments in order, with a cooldown", s => new Fallback(AtLeast0(s, "cooldown_ms"), Deployments(s)) },
        { "tpd", "{ policy: tpd, tpd: 200_000, rpm: 1, rpm_burst: 3 }", "tokens a day and requests a minute", s =>
            new TokensPerDay(Above0(s, "tpd"), Above0(s, "rpm"), Burst(s, "rpm", "rpm_burst")) },
        { "review", "{ policy: review, reviewers: 2, handle_ms: 420_000, shift_start_h: 9, shift_end_h: 17, sla_ms: 14_400_000 }",
            "people who review in shifts", Review },
        { "priority", "{ policy: priority, slots: 3, ttft_ms: 600, tpot_ms: 10 }", "calls at a time, realtime before batch", s =>
            new Slots(s.Whole("slots", min: 1), null, true, LatencyOf(s)) },
        { "ps", "{ policy: ps, vmax_tok_per_s: 80, batch_full_speed: 8, ttft_ms: 250 }", "a GPU that its requests share", s =>
            new ProcessorSharing(Positive(s, "vmax_tok_per_s"), Positive(s, "batch_full_speed"), s.Decimal("ttft_ms", min: 0)) },
    };

    private static Retrying Retry(SettingsMap map)
    {
        var (rpm, burst, honoured) = (Above0(map, "rpm"), Burst(map, "rpm", "burst"), map.Flag("honour_retry_after", false));
        return new Retrying(BackoffOf(map), () => Retrying.OfBucket(new Bucket(burst, rpm), honoured));
    }

    private static Retrying CountFailed(SettingsMap map)
    {
        var rpm = Above0(map, "rpm");
        return new Retrying(BackoffOf(map), () => Retrying.CountingRefused(rpm));
    }

    private static ReviewShifts Review(SettingsMap map)
    {
        var (from, to) = (map.Decimal("shift_start_h", min: 0), map.Decimal("shift_end_h", min: 0));
        if (to <= from || to > 24)
            map.Refuse("shift_end_h", FormattableString.Invariant($"must lie after shift_start_h ({from}) and not after 24, but is {to}"));
        return new ReviewShifts(map.Whole("reviewers", min: 1), Above0(map, "handle_ms"), Fraction.Of(from), Fraction.Of(to),
            AtLeast0(map, "sla_ms"));
    }

    private static List<(Fraction Rpm, Fraction Burst)> Deployments(SettingsMap map)
    {
        var read = new List<(Fraction, Fraction)>();
        foreach (var node in map.List("deployments"))
        {
            if (node is not MapNode keys)
            {
                map.Errors.Add(node.At, $"deployments: must be a list such as [{{ rpm: 60, burst: 5 }}], but has '{node.Text}'");
                continue;
            }

            var deployment = new SettingsMap(keys, map.PathOf("deployments"), map.Reading);
            read.Add((Above0(deployment, "rpm"), Burst(deployment, "rpm", "burst")));
            deployment.RejectUnread();
        }

        if (read.Count == 0)
            map.Errors.Add(map.At, "deployments: must name at least one, such as [{ rpm: 60, burst: 5 }]");
        return read;
    }

    private static Latency LatencyOf(SettingsMap map) => new(AtLeast0(map, "ttft_ms"), AtLeast0(map, "tpot_ms"));

    private static Backoff BackoffOf(SettingsMap map) =>
        new(AtLeast0(map, "base_ms"), AtLeast0(map, "cap_ms"), map.Whole("max_attempts", min: 1));

    // A bucket holds a minute's worth unless the file says otherwise.
    private static Fraction Burst(SettingsMap map, string limit, string key) => map.Has(key) ? Above0(map, key) : Above0(map, limit);

    private static Fraction AtLeast0(SettingsMap map, string key, decimal? absent = null) => Fraction.Of(map.Decimal(key, absent, min: 0));

    private static Fraction Above0(SettingsMap map, string key) => Fraction.Of(Positive(map, key));

    private static decimal Positive(SettingsMap map, string key)
    {
        var value = map.Decimal(key);
        if (value > 0)
            return value;
        map.Refuse(key, FormattableString.Invariant($"must be above 0, since nothing could be served, but is {value}"));
        return 1;
    }
}
