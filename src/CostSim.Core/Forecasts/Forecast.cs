using CostSim.Files;

namespace CostSim.Forecasts;

/// <summary>
/// A forecast as it is kept: everything that a later check, invoice or reader needs to hold something against it. No text of anything.
/// </summary>
public sealed record Forecast
{
    public required string Scenario { get; init; }

    /// <summary>Version of CostSim that made it.</summary>
    public required string Version { get; init; }

    public required DateOnly Start { get; init; }

    public required IReadOnlyList<ForecastMonth> Months { get; init; }

    /// <summary>ISO code of every amount here.</summary>
    public required string Currency { get; init; }

    /// <summary>Units of the currency for a US dollar on the first day.</summary>
    public required double PerUsd { get; init; }

    /// <summary>Tax that nobody gives back, as a share of a net amount on the first day.</summary>
    public double TaxShare { get; init; }

    /// <summary>Whether the component of retries holds their tax; where a contract bills months, all tax is in its own.</summary>
    public bool RetriesHoldTax { get; init; }

    public required ulong Seed { get; init; }

    public required int Trials { get; init; }

    public required DateOnly PricesAsOf { get; init; }

    /// <summary>The design that is built, where the scenario says so.</summary>
    public string? Chosen { get; init; }

    public required string Recommended { get; init; }

    public required IReadOnlyList<InputFile> Files { get; init; }

    /// <summary>Every number that went in, as read.</summary>
    public required IReadOnlyList<StatedValue> Values { get; init; }

    /// <summary>Labels for the books of finance, as <c>cost_center</c>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Prepaid commitments, and the index of the month in which each ends, -1 outside the horizon; what is left of one then is lost.
    /// </summary>
    public IReadOnlyDictionary<string, int> Prepaid { get; init; } = new Dictionary<string, int>();

    public required IReadOnlyList<ForecastDesign> Designs { get; init; }

    /// <summary>The designs that a design is the sum of: the members of a portfolio, else itself.</summary>
    public IReadOnlyList<ForecastDesign> PartsOf(ForecastDesign design) =>
        design.Member.Length == 0 && Designs.Where(d => d.Member.Length > 0).ToList() is { Count: > 0 } members ? members : [design];

    public int Days => Months.Sum(m => m.Days);

    /// <summary>The first day after the horizon.</summary>
    public DateOnly End => Start.AddDays(Days);

    /// <summary>The design that one number represents, and why it is this one; null if the name is not a design.</summary>
    public (ForecastDesign Design, string Reason)? Pick(string? named)
    {
        var (name, reason) = named is not null ? (named, "named") : Chosen is not null ? (Chosen, "chosen in the scenario")
            : (Recommended, "recommended");
        return Designs.FirstOrDefault(d => d.Name == name) is { } design ? (design, reason) : null;
    }
}

/// <summary>A calendar month of the horizon, or the part of it that the horizon holds.</summary>
public sealed record ForecastMonth(string Name, DateOnly From, int Days, bool IsPartial);

/// <summary>What a file was read for.</summary>
public enum InputKind
{
    Scenario,
    Prompt,
    Document,
    Other,
}

/// <summary>A file that went in, by name and content.</summary>
public sealed record InputFile(string Name, InputKind Kind, string Sha256);

/// <summary>A number that went in; the file without its folders, line 0 if it is in no file.</summary>
public sealed record StatedValue(string Path, string Value, Origin Origin, string Source, string File, int Line);
