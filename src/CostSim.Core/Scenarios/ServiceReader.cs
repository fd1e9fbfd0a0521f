using System.Globalization;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>
/// Reads <c>limits</c>, <c>latency</c>, <c>failures</c>, <c>policies</c>, <c>review_desk</c> and <c>target</c> of a scenario.
/// </summary>
internal sealed class ServiceReader(ScenarioReading reading, PriceTerms prices)
{
    private const double ErrorShare = 0.02;
    private const double RepairMinutes = 150;

    // Units and fleets are priced in dollars; the run may count in another currency.
    private double Rate => (double)reading.Money.RateFrom(MoneyTerms.Usd, reading.Calendar.Start);

    public ServiceTerms Read(SettingsMap root)
    {
        var tier = root.Find("limits") is ScalarNode { Value.Length: > 0 } name ? name.Value : null;
        if (tier is not null)
            root.Record("limits", tier, Origin.Typed);
        var limits = tier is null && root.Map("limits") is { } map ? Limits(map) : RequestLimits.None;
        if (tier is not null && prices.Book is null)
            root.Refuse("limits",
                $"'{tier}' names a tier of the price book, but every price is typed; type the limits too, as in {{ rpm: 5_000, tpm: "
                + $"800_000 }}");
        return new ServiceTerms
        {
            Limits = limits,
            Tier = tier ?? limits.Tier,
            IsLimited = root.Has("limits"),
            At = root.Where("limits"),
            Latency = Latency(Section(root, "latency", root.Has("limits"))),
            Failures = Failures(Section(root, "failures", root.Has("limits"))),
            Policies = [.. Policies(root)],
            Target = root.Has("target") ? ServiceTargets.Read(root, "target", root.Text("target")) : [],
            Desk = Desk(root.Map("review_desk")),
        };
    }

    // Without limits nothing asks for these sections, so their defaults are not assumptions of the run.
    private static SettingsMap Section(SettingsMap root, string key, bool recorded) =>
        root.Map(key) ?? new SettingsMap(new MapNode(root.At, []), root.PathOf(key), recorded ? root.Reading : new Reading());

    private RequestLimits Limits(SettingsMap map, bool isFallback = false)
    {
        var limits = new RequestLimits
        {
            Tier = map.Has("tier") ? map.Text("tier") : null,
            RequestsPerMinute = Above0(map, "rpm"),
            TokensPerMinute = Above0(map, "tpm"),
            InputTokensPerMinute = Above0(map, "itpm"),
            OutputTokensPerMinute = Above0(map, "otpm"),
            RequestsPerDay = Above0(map, "rpd"),
            TokensPerDay = Above0(map, "tpd"),
            RequestWindowSeconds = Window(map),
            Concurrency = map.Has("concurrency") ? map.Whole("concurrency", min: 1) : null,
            MaxTokens = Above0(map, "max_tokens"),
            CachedReadsCount = map.Flag("cached_reads_count", true),
        };
        limits = isFallback ? OfFallback(map, limits) : limits with
        {
            BatchQueueTokens = Above0(map, "batch_queue_tokens"),
            BatchSeconds = map.Has("batch_completion") ? map.Duration("batch_completion").TotalSeconds : 86_400,
            Provisioned = Provisioned(map.Map("ptu")),
            Gpus = Gpus(map.Map("gpus")),
        };
        map.RejectUnread();
        return limits;
    }

    private static RequestLimits OfFallback(SettingsMap map, RequestLimits limits)
    {
        // Looked up in the node, as these are not keys of a fallback; then marked as read, so that each is one error.
        foreach (var key in new[] { "ptu", "gpus", "batch_queue_tokens", "batch_completion" }.Where(k => map.Node.Find(k) is not null && map.Has(k)))
            map.Refuse(key, "a fallback is called at once and paid by the token; state what is owned or queued under the top-level limits");
        return limits;
    }

    private static double? Window(SettingsMap map)
    {
        if (!map.Has("rpm_window"))
            return null;
        var seconds = map.Duration("rpm_window").TotalSeconds;
        if (seconds is < 1 or > 60)
            map.Refuse("rpm_window",
                "must lie between 1s and 60s: it is the stretch of time in which a provider counts its part of the requests a minute");
        if (!map.Has("rpm"))
            map.Refuse("rpm_window", "says how requests a minute are counted; state rpm too");
        return seconds;
    }

    private ProvisionedUnits? Provisioned(SettingsMap? map)
    {
        if (map is null)
            return null;
        var least = map.Whole("minimum", 1, min: 1);
        var units = new ProvisionedUnits(map.Whole("units", least, min: 0), map.Number("input_tpm", min: 1),
            map.Number("output_ratio", 1, min: 0), least, map.Whole("increment", 1, min: 1), map.Number("usd_per_month", min: 0) * Rate);
        map.RejectUnread();
        return units;
    }

    private GpuFleet? Gpus(SettingsMap? map)
    {
        if (map is null)
            return null;
        var fleet = new GpuFleet(map.Whole("count", 1, min: 1), map.Number("tokens_per_second", min: 0.001),
            map.Whole("full_speed_batch", 8, min: 1), map.Has("usd_per_month") ? map.Number("usd_per_month", min: 0) * Rate : null);
        map.RejectUnread();
        return fleet;
    }

    private static LatencyTerms Latency(SettingsMap map)
    {
        var terms = new LatencyTerms(
            map.Number("ttft_ms", 600, min: 0) / 1_000, map.Number("tpot_ms", 20, min: 0) / 1_000,
            map.Number("spread", 0.3, min: 0, max: 5),
            map.Has("timeout") ? map.Duration("timeout").TotalSeconds : null)
        {
            PrefillTokensPerSecond = map.Has("prefill_tokens_per_second") ? map.Number("prefill_tokens_per_second", min: 1) : null,
            RetrievalSeconds = map.Number("retrieval_ms", 100, min: 0) / 1_000,
            RerankSeconds = map.Number("rerank_ms", 200, min: 0) / 1_000,
            IsTyped = map.Keys.Any(),
        };
        map.RejectUnread();
        return terms;
    }

    private static FailureTerms Failures(SettingsMap map)
    {
        Outage? outage = null;
        if (map.Map("outage") is { } typed)
        {
            outage = new Outage(typed.Number("hour", min: 0, max: 24), typed.Duration("length").TotalSeconds);
            typed.RejectUnread();
        }

        var terms = new FailureTerms(
            map.Has("errors") ? map.Share("errors").Value : map.Share("errors", new Share(ErrorShare)).Value,
            map.Number("incidents_per_year", 0, min: 0, max: 10_000),
            map.Duration("repair", TimeSpan.FromMinutes(RepairMinutes)).TotalSeconds,
            outage);
        map.RejectUnread();
        return terms;
    }

    private IEnumerable<DegradationPolicy> Policies(SettingsMap root)
    {
        if (root.Map("policies") is not { } policies)
        {
            yield return new DegradationPolicy { Name = "retry" };
            yield break;
        }

        foreach (var name in policies.Keys.ToList())
        {
            if (policies.Find(name) is ScalarNode { Value: "" } or null)
                yield return new DegradationPolicy { Name = name };
            else if (policies.Map(name) is { } map)
                yield return Policy(name, map, root);
        }
    }

    private DegradationPolicy Policy(string name, SettingsMap map, SettingsMap root)
    {
        var policy = new DegradationPolicy
        {
            Name = name,
            OnRefusal = map.OneOf("refused", ["retry", "queue", "shed"], name is "queue" or "shed" ? name : "retry") switch
            {
                "queue" =>
                Refusal.Queue,
                "shed" => Refusal.Shed,
                _ => Refusal.Retry
            },
            MaxAttempts = map.Whole("attempts", 5, min: 1, max: 50),
            BaseSeconds = map.Duration("backoff", TimeSpan.FromSeconds(1)).TotalSeconds,
            CapSeconds = map.Duration("backoff_cap", TimeSpan.FromSeconds(30)).TotalSeconds,
            Jitter = map.Flag("jitter", true),
            HonoursRetryAfter = map.Flag("retry_after", true),
            MaxWaitSeconds = map.Duration("max_wait", TimeSpan.FromMinutes(1)).TotalSeconds,
            Fallback = Fallback(map.Map("fallback")),
            Switch = Switch(map.Map("switch"), root),
            OvernightShare = map.Has("overnight") ? map.Share("overnight").Value : 0,
        };
        map.RejectUnread();
        return policy;
    }

    private FallbackTerms? Fallback(SettingsMap? map)
    {
        if (map is null)
            return null;
        var model = map.Text("model");
        var schedule = model.Length == 0 ? null : map.Map("inline") is { } typed
            ? Inline(typed) is { } price ? PriceSchedule.Typed(price, reading.Calendar.Start) : null
            : prices.Book is { } book
                ? map.Errors.Try(map.Where("model"), () => prices.ScheduleOf(book, new PriceQuestion(model), reading.Calendar))
                : Refused(map, "model",
                    $"'{model}' is in the price book, but every price is typed; type its prices too, as in inline: {{ input_usd_per_mtok: "
                    + $"0.15, output_usd_per_mtok: 0.6 }}");
        var limits = map.Map("limits") is { } own ? Limits(own, isFallback: true) : RequestLimits.None;
        var fallback = schedule is null
            ? null
            : new FallbackTerms(model, limits, map.Duration("cooldown", TimeSpan.FromSeconds(5)).TotalSeconds, schedule);
        map.RejectUnread();
        return fallback;
    }

    private static PriceSchedule? Refused(SettingsMap map, string key, string rule)
    {
        map.Refuse(key, rule);
        return null;
    }

    private static ModelPrice? Inline(SettingsMap map)
    {
        var price = InlinePrices.Read(map, "fallback");
        map.RejectUnread();
        return price;
    }

    private static SwitchTerms? Switch(SettingsMap? map, SettingsMap root)
    {
        if (map is null)
            return null;
        var terms = new SwitchTerms(map.Text("to"), map.Share("above").Value);
        IReadOnlyCollection<string> designs = root.Node.Find("designs") is MapNode all ? [.. all.Entries.Select(e => e.Key)] : [];
        if (terms.Design.Length > 0 && !designs.Contains(terms.Design))
            map.Refuse("to", $"'{terms.Design}' is not a design; {Spelling.Suggestion(terms.Design, designs)}");
        map.RejectUnread();
        return terms;
    }

    private static ReviewDesk? Desk(SettingsMap? map)
    {
        if (map is null)
            return null;
        var desk = new ReviewDesk(map.Number("shift_hours", 8, min: 0.1, max: 24),
            map.Duration("within", TimeSpan.FromMinutes(5)).TotalSeconds, map.Share("level", new Share(0.9)).Value);
        map.RejectUnread();
        return desk;
    }

    private static double? Above0(SettingsMap map, string key)
    {
        if (!map.Has(key))
            return null;
        var value = map.Number(key);
        if (value > 0)
            return value;
        map.Refuse(key, string.Create(CultureInfo.InvariantCulture,
            $"must be above 0, since nothing could be served, but is {value}; leave it out where there is no such limit"));
        return null;
    }
}
