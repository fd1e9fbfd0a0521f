using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>What is known about a price over time. A withdrawn one was announced, then cancelled, and never applies.</summary>
internal enum PriceStatus
{
    InForce,
    Superseded,
    Retired,
    Announced,
    Withdrawn,
}

/// <summary>How sure the amounts are, not the date.</summary>
internal enum Confidence
{
    High,
    Medium,
    Low,

    /// <summary>As a public catalogue states them, compared with nothing.</summary>
    Catalogue,
}

/// <summary>What a model takes and gives at most; null where no source says.</summary>
internal sealed record ModelLimits(TokenCount? ContextWindow, TokenCount? MaxInput, TokenCount? MaxOutput);

/// <summary>A price as a provider states it: one model, one set of conditions, from one date on. Never edited once recorded.</summary>
internal sealed record PriceRecord
{
    public required string Id { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }

    /// <summary>Other names of the model while this record applies.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public required string Kind { get; init; }

    /// <summary>When it applies, inclusive.</summary>
    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>When it ends, exclusive; null while no end is known.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }

    /// <summary>When we learnt it. A later record of the same conditions and start replaces an earlier one.</summary>
    public required DateOnly RecordedOn { get; init; }

    /// <summary>When the amounts were last compared with a source; the one key of a record that may change later.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>
    /// The day from which the provider says that the model can no longer be used. A notice: the price applies until a record ends it.
    /// </summary>
    public DateOnly? RetiresOn { get; init; }

    public required PriceStatus Status { get; init; }
    public string ServiceTier { get; init; } = "standard";
    public string Region { get; init; } = "global";
    public TimeBand Band { get; init; } = TimeBand.Any;

    /// <summary>The record prices whole requests of this many input tokens or more, cached ones included.</summary>
    public TokenCount ContextFrom { get; init; }

    public required Amounts Amounts { get; init; }
    public ModelLimits Limits { get; init; } = new(null, null, null);
    public string Source { get; init; } = "";
    public string DateBasis { get; init; } = "";
    public Confidence Confidence { get; init; } = Confidence.Medium;
    public IReadOnlyList<string> AgreeingSources { get; init; } = [];
    public IReadOnlyList<string> Disagreements { get; init; } = [];
    public string Note { get; init; } = "";

    /// <summary>Of a tool: the models whose web search it is (<c>*</c> at the end matches any), so that it need not be named.</summary>
    public IReadOnlyList<string> WebSearchOf { get; init; } = [];

    public Location At { get; init; }

    /// <summary>As users write it: <c>openai/gpt-4o</c>.</summary>
    public string Name => $"{Provider}/{Model}";

    public DateOnly LastLooked => CheckedOn is { } on ? on : RecordedOn;

    /// <summary>What makes two records statements about the same price: everything but dates and amounts.</summary>
    public string Conditions => $"{Model}|{ServiceTier}|{Slug.Of(Region)}|{Band.Name}|{ContextFrom.Value}";

    public bool Covers(DateTimeOffset at) => at >= EffectiveFrom && !(EffectiveTo is { } end && at >= end);

    public bool IsNamed(string name) =>
        Model.Equals(name, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A name cut down to lower-case letters, digits and single hyphens, so that spellings compare equal.</summary>
internal static class Slug
{
    public static string Of(string text) =>
        string.Join('-', new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Names of models with a <c>*</c> at the end for any ending.</summary>
internal static class Wildcard
{
    public static bool Matches(string pattern, string model) => pattern.EndsWith('*')
        ? model.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : model.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
