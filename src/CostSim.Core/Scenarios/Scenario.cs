using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Everything a run depends on, read and checked: the same scenario gives the same answer anywhere.</summary>
internal sealed record Scenario
{
    public required string Name { get; init; }

    public required Calendar Calendar { get; init; }

    /// <summary>What is drawn once per trial.</summary>
    public required UncertainInputs Inputs { get; init; }

    public required IReadOnlyList<Workload> Workloads { get; init; }

    public required IReadOnlyList<Design> Designs { get; init; }

    public required PriceTerms Prices { get; init; }

    public required MoneyTerms Money { get; init; }

    /// <summary>Limits, latency and what is done where they bind.</summary>
    public required ServiceTerms Service { get; init; }

    /// <summary>
    /// Whether a month's bill is more than its requests' sum: a contract's commitments and credits, a tax above a year's amount.
    /// </summary>
    public bool BillsMonths => Prices.Overlay.NeedsMonths || Money.Taxes.NeedsMonths;

    public Budget? Budget { get; init; }

    public QualityTarget? Quality { get; init; }

    /// <summary>Requests a day of the pilot that this scenario grows out of; null where it names none.</summary>
    public double? PilotRequestsPerDay { get; init; }

    /// <summary>The design that is built, where the scenario says so.</summary>
    public string? Chosen { get; init; }

    public required int Trials { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Every value that went in, defaults included.</summary>
    public required AssumptionLedger Ledger { get; init; }

    /// <summary>Evaluation runs on a golden set, priced through the design itself; null for none.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Who answers for it in production.</summary>
    public Production Production { get; init; } = Production.Nobody;

    /// <summary>What a person noted about a value, by its path.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>The scenarios that this one rolls up; empty where it is not a portfolio.</summary>
    public IReadOnlyList<PortfolioMember> Members { get; init; } = [];

    /// <summary>What a change may add before a check fails; null where the scenario does not say.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Labels for the books of finance, by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 by name of every file that went in.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The names of designs and classes that paths hold, those of a portfolio's members among them.</summary>
    public IReadOnlyList<string> NamesInPaths() =>
    [
        .. Designs.Select(d => d.Name).Concat(Workloads.Select(w => w.Name)).Concat(Members.SelectMany(m => m.Alone.NamesInPaths()))
            .Where(n => n.Length > 0).Distinct(),
    ];
}
