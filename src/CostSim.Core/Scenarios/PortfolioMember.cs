namespace CostSim.Scenarios;

/// <summary>A scenario of a portfolio, read twice: by itself, and with what is not known kept in common with the others.</summary>
/// <param name="Chosen">The design that is built; null where the recommendation decides.</param>
internal sealed record PortfolioMember(string Name, Scenario Alone, Scenario Joint, string? Chosen)
{
    /// <summary>The member's own budget, which the sum does not share.</summary>
    public Budget? Budget { get; init; }
}
