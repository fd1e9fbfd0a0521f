using CostSim.Billing;
using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Reports.Workbooks;

namespace CostSim.Answers;

/// <summary>The months of every design with their means in the parts that volume and prices move, and formulas that move them.</summary>
internal sealed class WhatIfMonths
{
    public const string SheetName = "Months";

    private readonly Forecast forecast;
    private readonly Table months;
    private readonly string suffix;

    public WhatIfMonths(Forecast forecast, Table months)
    {
        (this.forecast, this.months, suffix) = (forecast, months, forecast.Currency.ToLowerInvariant());
        Sheet = Build();
    }

    public Sheet Sheet { get; }

    /// <summary>The cells of a column for one design: its months lie together.</summary>
    public string Range(string design, string key)
    {
        var first = months.Rows.Select((r, i) => (Name: r.Cells[0].Value as string, Index: i)).First(r => r.Name == design).Index;
        return SheetPlace.Range(SheetName, Place(key), first + 2, first + 1 + forecast.Months.Count);
    }

    public string Key(string name) => $"{name}_{suffix}";

    private int Place(string key) => Sheet.Table!.Columns.Select((c, i) => (c, i)).First(c => c.c == key).i + 1;

    private Sheet Build()
    {
        var money = Unit.Money(forecast.Currency);
        string[] added = ["fixed", "tokens", "people_fixed", "people", "what_if", "what_if_with_people"];
        var wide = months with
        {
            Columns = [.. months.Columns, .. added.Select(a => new Column(Key(a), a, money))],
            Rows = [.. months.Rows.Select(r => r with { Cells = [.. r.Cells, .. Parts(r)] })],
        };
        var plain = TableSheet.Of(wide, SheetName, frozenColumns: 2);
        return plain with { Rows = plain.Rows.Select((row, i) => i == 0 ? row : WithFormulas(row, i + 1)) };
    }

    private IEnumerable<Cell> Parts(Row row)
    {
        var design = forecast.Designs.First(d => d.Name == row.Cells[0].Value as string);
        var month = forecast.Months.Select((m, i) => (m.Name, i)).First(m => m.Name == row.Cells[1].Value as string).i;
        var moving = design.Classes.SelectMany(c => c.Uses).Select(u => u.Component).ToHashSet();
        double Fixed(bool people) =>
            design.Components.Where(c =>
                c.IsPeople == people && !(people ? FollowsVolume(c.Name) : moving.Contains(c.Name)
                    || c.Name is "retries" or "tax" or "reasoning")).Sum(c => c.ByMonth[month]);
        var (bill, all) = (design.Bill.Months[month].Mean, design.WithPeople.Months[month].Mean);
        var (lines, staff) = (Fixed(people: false), Fixed(people: true));
        return [lines, bill - lines, staff, all - bill - staff, bill, all];
    }

    private static bool FollowsVolume(string component) =>
        component is Incidents.Review or Incidents.WrongAnswers || component.StartsWith($"{Incidents.Review}: ", StringComparison.Ordinal);

    private static IReadOnlyList<SheetCell> WithFormulas(IReadOnlyList<SheetCell> row, int number)
    {
        string At(int fromEnd) => $"{SheetPlace.Column(row.Count - fromEnd)}{number}";
        var (lines, tokens, staff, people) = (At(5), At(4), At(3), At(2));
        return
        [
            .. row.Take(row.Count - 2),
            row[^2] with { Formula = $"{lines}+Volume*Prices*{tokens}" },
            row[^1] with { Formula = $"{lines}+{staff}+Volume*(Prices*{tokens}+{people})" },
        ];
    }
}
