using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>The meters of a call without the answer, whose length varies.</summary>
internal static class CallUsage
{
    public static Usage Of(ModelCall call, CacheHit hit, bool isFirst, PrefixCache? cache, ModelPrice price)
    {
        var prefix = cache is null ? default : CachedPrefix.Of(call, cache);
        var read = cache is null ? TokenCount.Zero : prefix.Read(call, hit, isFirst, cache);
        // Where no price is stated for writing, what is written is plain input.
        var column = cache is { LongWrite: true } ? PriceColumn.CacheWrite1h : PriceColumn.CacheWrite5m;
        var kept = prefix.Cacheable > read ? prefix.Cacheable - read : TokenCount.Zero;
        var write = price.TierOf(call.Input).Amounts[column] is null ? TokenCount.Zero : kept;
        return new Usage
        {
            CachedInput = read,
            CacheWrite5m = column is PriceColumn.CacheWrite5m ? write : TokenCount.Zero,
            CacheWrite1h = column is PriceColumn.CacheWrite1h ? write : TokenCount.Zero,
            FreshInput = call.Input - read - write,
            Output = call.Notes,
            Requests = 1,
            CacheStorageMtokHours = cache is { IsStored: true } ? kept.Value * (decimal)cache.TimeToLive.TotalHours / 1_000_000m : 0,
        };
    }

    /// <summary>
    /// A call's bill by line, each with the usage that it comes from. Where a cache's share is typed, all input is billed twice: as
    /// fresh, and as served by the cache; the share, and what is left of it, multiply both.
    /// </summary>
    public static IEnumerable<(BillLine Line, Usage Of)> Lines(Usage usage, ModelPrice price, BillingTerms terms)
    {
        foreach (var line in price.Bill(usage).Lines)
            yield return (line, usage);
        foreach (var (meter, _) in usage.FreshInput.Value == 0 ? [] : terms.Cached)
        {
            var served = meter switch
            {
                Meter.CachedInput => new Usage { CachedInput = usage.FreshInput },
                Meter.CacheWrite1h => new Usage { CacheWrite1h = usage.FreshInput },
                _ => new Usage { CacheWrite5m = usage.FreshInput },
            };
            foreach (var line in price.Bill(served).Lines)
                yield return (line, served);
        }
    }

    /// <summary>How many of a meter's tokens are earlier answers sent again.</summary>
    public static double AnswersIn(ModelCall call, Usage usage, Meter meter) =>
        Overlaps(call, usage, meter).Where(o => o.Part.Answers > 0).Sum(o => o.Part.Answers * o.Tokens / o.Part.Tokens.Value);

    /// <summary>A meter's tokens by part of the prompt.</summary>
    public static IEnumerable<(string Part, double Tokens)> PartsOf(ModelCall call, Usage usage, Meter meter) =>
        Overlaps(call, usage, meter).Where(o => o.Tokens > 0).Select(o => (NameOf(o.Part.Part), (double)o.Tokens));

    public static string NameOf(PromptPart part) => part.ToString().ToLowerInvariant();

    // The prompt's parts lie in order over what is read, written and fresh.
    private static IEnumerable<(PromptTokens Part, long Tokens)> Overlaps(ModelCall call, Usage usage, Meter meter)
    {
        var write = usage.CacheWrite5m.Value + usage.CacheWrite1h.Value;
        var (from, to) = meter switch
        {
            Meter.CachedInput => (0, usage.CachedInput.Value),
            Meter.CacheWrite5m or Meter.CacheWrite1h => (usage.CachedInput.Value, usage.CachedInput.Value + write),
            Meter.FreshInput => (usage.CachedInput.Value + write, usage.CachedInput.Value + write + usage.FreshInput.Value),
            _ => (0L, 0L),
        };
        var start = 0L;
        foreach (var part in call.Prompt)
        {
            var end = start + part.Tokens.Value;
            yield return (part, Math.Max(0, Math.Min(end, to) - Math.Max(start, from)));
            start = end;
        }
    }
}
