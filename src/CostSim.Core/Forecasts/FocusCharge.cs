using CostSim.Billing;
using CostSim.Prices;

namespace CostSim.Forecasts;

/// <summary>What FOCUS calls a cost that no meter of a request counts: its category, and how often it comes.</summary>
internal sealed record FocusCharge(string Category, string Frequency)
{
    // Usage for which the forecast keeps no quantity.
    private static readonly HashSet<string> Unmetered =
        [.. Meters.All.Select(m => m.Name), RequestBill.QueryEmbedding, RequestBill.Rerank, Vectors.Storage,
            Vectors.Writes, Vectors.Changes,
            Vectors.Queries, EvaluationRuns.Component, "retries", "fallback", "timeouts"];

    /// <summary>A credit is money that is given; other negative amounts correct other rows of the month.</summary>
    public static FocusCharge Of(string component, double cost) => component switch
    {
        Taxes.Component => new("Tax", "Usage-Based"),
        _ when cost < 0 && (component.StartsWith("credit: ", StringComparison.Ordinal)
            || component.StartsWith("commitment: ", StringComparison.Ordinal)) => new("Credit", "Recurring"),
        _ when cost < 0 => new("Adjustment", "Recurring"),
        _ when Unmetered.Contains(component) || component.EndsWith(", overage", StringComparison.Ordinal) => new("Usage", "Usage-Based"),
        _ when component.EndsWith(", prepaid", StringComparison.Ordinal) => new("Purchase", "One-Time"),
        _ => new("Purchase", "Recurring"),
    };

    /// <summary>FOCUS asks for a quantity and a price of what is used or bought, and forbids them for tax.</summary>
    public bool IsPriced => Category is "Usage" or "Purchase";

    /// <summary>
    /// Whether more requests cost more of it: usage, and what a contract takes off usage. Runs of an evaluation have their own
    /// schedule.
    /// </summary>
    public bool ScalesWithRequests(string component) =>
        Category is "Usage" or "Credit" or "Adjustment" && component != EvaluationRuns.Component;

    /// <summary>Whether the provider of the model bills it; a line such as a vector database is somebody else's.</summary>
    public bool IsOfModel => Category != "Purchase";
}
