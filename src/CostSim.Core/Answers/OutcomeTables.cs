using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A table of a run: its name in files and after <c>--table</c>, what a row is, and how it is made.</summary>
internal sealed record OutcomeTable(string Name, string Rows, Func<Result, Table> Of);

/// <summary>The tables that a run writes as CSV files. A new one is a file here and a line in this list.</summary>
internal static class OutcomeTables
{
    public static IReadOnlyList<OutcomeTable> All { get; } =
    [
        new("designs", "a design", DesignsTable.Of),
        new("months", "a design and calendar month", MonthsTable.Of),
        new("components", "a design and component", ComponentsTable.Of),
        new("documents", "a document", DocumentsTable.Of),
        new("requests", "a question in a design, by part of the prompt", RequestsTable.Of),
        new("groups", "a design and group of documents", GroupsTable.Of),
        new("assumptions", "a number that went in", AssumptionsTable.Of),
        new("alerts", "a design and calendar month: what a monitor should alarm at", AlertsTable.Of),
        new("drivers", "a design and uncertain input", DriversTable.Of),
        new("compare", "a pair of designs", CompareTable.Of),
        new("capacity", "a design and quantity: what is needed, what a limit does; empty without limits", r =>
            CapacityTable.Of(r.Scenario, r.Capacity)),
        new("triggers", "a design and review trigger", TriggersTable.Of),
        new("focus", "a month and meter of one design, in FOCUS columns", r => FocusTable.Of(r.Record)),
    ];
}
