using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Rate limits by provider and tier, <c>openai/tier-3</c>, for a model on a day.</summary>
internal sealed class RateLimitTable(IReadOnlyCollection<string> providers, Func<string, IReadOnlyList<RateLimitRecord>> read)
{
    public IEnumerable<RateLimitRecord> All => providers.SelectMany(read);

    /// <summary>The record of a tier that names the model most exactly and started last. Refuses with what is known.</summary>
    public RateLimitRecord Find(string name, string model, DateOnly asOf, TokenCount input = default)
    {
        var records = OfTier(name);
        var bare = model[(model.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var fitting = records.Where(r => r.Fit(bare) >= 0 && input >= r.ContextFrom).ToList();
        if (fitting.Count == 0)
            throw Refused($"{name} has no limits for '{bare}'; it has them for "
                + $"{string.Join(", ", records.Select(r => r.Label).Distinct())}; type them, as in 'limits: {{ rpm: 5_000, tpm: "
                    + $"800_000 }}'");
        return fitting.Where(r => r.InForce(asOf)).OrderBy(r => r.ContextFrom).ThenBy(r => r.Fit(bare)).ThenBy(r => r.From).LastOrDefault()
            ?? throw Refused($"{name} has no limits for '{bare}' on {asOf:yyyy-MM-dd}; known are those "
                + $"{string.Join(", ", fitting.Select(Period))}");
    }

    private List<RateLimitRecord> OfTier(string name)
    {
        var parts = name.Split('/');
        if (parts.Length != 2 || !providers.Contains(parts[0]))
            throw Refused($"'{name}' names no limits; {Spelling.Suggestion(name, [.. All.Select(r => r.Name).Distinct()])}");
        var known = read(parts[0]);
        var records = known.Where(r => Slug.Of(r.Tier) == Slug.Of(parts[1])).ToList();
        return records.Count > 0
            ? records
            : throw Refused($"'{name}' names no limits; {Spelling.Suggestion(name, [.. known.Select(r => r.Name).Distinct()])}");
    }

    private static string Period(RateLimitRecord r) =>
        r.To is { } end ? $"from {r.From:yyyy-MM-dd} to {end:yyyy-MM-dd}" : $"from {r.From:yyyy-MM-dd}";

    private static RuleException Refused(string rule) => new("limits", rule);
}
