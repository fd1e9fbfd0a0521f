using CostSim.Answers;
using CostSim.Engine;
using CostSim.Prices;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>What other prices make of a forecast: the same scenario, seed and trials at both, design by design.</summary>
internal sealed class PricesEffect
{
    private readonly Result before;
    private readonly Result after;

    private PricesEffect(Result before, Result after) => (this.before, this.after) = (before, after);

    /// <summary>The scenario at the prices of two days of a book.</summary>
    public static PricesEffect Between(string scenario, PriceBook book, DateOnly from, DateOnly to) =>
        new(Run(scenario, book, [Pinned(from), NotFollowing]), Run(scenario, book, [Pinned(to), NotFollowing]));

    /// <summary>
    /// The scenario at the prices of two books; what a single file does not hold comes from the book that is used otherwise.
    /// </summary>
    public static PricesEffect Between(string scenario, PriceBook older, PriceBook newer, PriceBook usual) =>
        new(Run(scenario, older.Over(usual), []), Run(scenario, newer.Over(usual), []));

    /// <summary>Whether a difference concerns a price that the forecast uses.</summary>
    public bool Concerns(PriceDifference difference) =>
        (difference.Before is { } old && RecordsOf(before).Contains(old.Id))
            || (difference.After is { } now && RecordsOf(after).Contains(now.Id));

    public void Write(string format, TextWriter output)
    {
        if (format != "text")
        {
            PriceTables.Write(Table(), format, output);
            return;
        }

        output.Write($"\nWhat it means for {before.Scenario.Name}, {Sentences.Period(before)}:\n");
        PriceTables.Write(Table(), "text", output);
        output.Write(string.Concat(TextTable.Wrap(Choice()).Select(l => l + "\n")));
    }

    private static Override Pinned(DateOnly day) => new("prices.as_of", Figures.Date(day));

    private static Override NotFollowing { get; } = new("prices.follow", "false");

    private static Result Run(string scenario, PriceBook book, IReadOnlyList<Override> overrides)
    {
        var read = ScenarioFile.Load(scenario, new LoadOptions { Prices = book, Overrides = overrides });
        return Simulation.Run(read, new SpendOptions
        {
            Seed = read.Seed,
            Trials = read.Trials,
            Threads = Environment.ProcessorCount,
            BudgetUsdPerMonth = (double?)read.Budget?.PerMonth,
            BudgetWithPeople = read.Budget?.WithPeople ?? false
        });
    }

    private static HashSet<string> RecordsOf(Result result) =>
        [.. result.Designs.SelectMany(d => d.Design.Routes.Select(r => r.Prices).Append(d.Design.Embedding).Append(d.Design.Reranker))
            .OfType<PriceSchedule>().SelectMany(s => s.RecordIds)];

    private Table Table()
    {
        var currency = before.Scenario.Money.Currency;
        var (unit, suffix) = (Unit.Money(currency), currency.ToLowerInvariant());
        return new Table("effect", "What other prices make of a forecast",
            [
                new("design", "design", Unit.Text),
                new($"p50_before_{suffix}", "P50 was", unit), new($"p50_after_{suffix}", "P50 is", unit),
                new("p50_change", "change", Unit.Text),
                new($"p90_before_{suffix}", "P90 was", unit), new($"p90_after_{suffix}", "P90 is", unit),
                new("p90_change", "change", Unit.Text),
            ],
            [.. before.Designs.Zip(after.Designs, (a, b) =>
            {
                var (old, now) = (Sentences.Month(before, a), Sentences.Month(after, b));
                return new Row([a.Design.Name, old.P50, now.P50, Change(old.P50, now.P50), old.P90, now.P90, Change(old.P90, now.P90)]);
            })]);
    }

    private static string Change(double old, double now) => old > 0 ? Figures.Change((now / old) - 1) : "";

    private string Choice() => before.Designs.Count == 1 ? "" : before.Verdict.Design == after.Verdict.Design
        ? $"{after.Verdict.Design} stays the design of choice."
        : $"The design of choice changes from {before.Verdict.Design} to {after.Verdict.Design}.";
}
