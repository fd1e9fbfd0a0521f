using System.Globalization;
using CostSim.Billing;
using CostSim.Forecasts;
using CostSim.Randomness;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>Writes a design's mean cost as arithmetic, from the record alone.</summary>
internal sealed class Explaining
{
    private const int RequestDecimals = 8;
    private const int MoneyDecimals = 2;
    private const string Retries = "retries";

    private readonly Forecast forecast;
    private readonly ForecastDesign design;

    private Explaining(Forecast forecast, ForecastDesign design) => (this.forecast, this.design) = (forecast, design);

    public static Explanation Of(Forecast forecast, ForecastDesign design, string reason)
    {
        var explaining = new Explaining(forecast, design);
        return new Explanation(design.Name, reason, forecast.Currency, [.. explaining.Steps()], [.. FactorSources.Of(forecast, design)]);
    }

    private IEnumerable<Arithmetic> Steps()
    {
        var requests = design.Classes.Select(Request).ToList();
        foreach (var (step, _) in requests)
            yield return step;
        yield return Arithmetic.Of($"One day at the means, {Day(forecast.Start)}",
            [.. design.Classes.Select((c, i) => ArithmeticLine.Of(Named("requests", c), MoneyDecimals,
            F(c.Level, 4, "requests a day"), F(c.FirstDay, 6, Whole(c) ? "for the weekday" : "for the weekdays of its hours in UTC"),
                new Factor(requests[i].Each, "a request")))]);
        yield return Month(requests);
    }

    private (Arithmetic Step, decimal Each) Request(ForecastClass @class)
    {
        List<ArithmeticLine> lines = [.. @class.Uses.GroupBy(u => (u.Model, u.Component, u.Rate, u.Units)).Select(same => ArithmeticLine.Of(
            same.Key.Component, RequestDecimals,
            [F(same.Sum(u => u.Quantity), 4, Unit(same.Key.Component)),
                new Factor((decimal)same.Key.Rate, "USD", (decimal)same.Key.Units), .. Exchange()]))];
        var attempt = lines.Sum(l => l.Result);
        if (@class.Repeats > 0)
            lines.Add(ArithmeticLine.Of(Retries, RequestDecimals, new Factor(attempt, "an attempt"), F(@class.Repeats, 8, "paid again")));
        var net = lines.Sum(l => l.Result);
        if (forecast.TaxShare > 0)
            lines.Add(ArithmeticLine.Of(Taxes.Component, RequestDecimals, new Factor(net, "before tax"), F(forecast.TaxShare, 6, "tax")));
        var each = lines.Sum(l => l.Result);
        var single = design.Classes.Count == 1;
        return (Arithmetic.Of(Named("One request at the means, prices of the first day", @class), lines, single
            ? Math.Round((decimal)design.CostPerRequest, RequestDecimals) : null, single ? RestOfRequest() : ""), each);
    }

    private Arithmetic Month(List<(Arithmetic Step, decimal Each)> requests)
    {
        var index = Math.Max(0, forecast.Months.ToList().FindIndex(m => !m.IsPartial));
        var month = forecast.Months[index];
        var middle = Math.Round(((month.From.DayNumber - forecast.Start.DayNumber) + (month.Days / 2.0)) / Scenarios.Calendar.DaysPerMonth,
            4);
        var lines = design.Classes.Select((c, i) => ArithmeticLine.Of(Named("requests", c), MoneyDecimals,
            [
                F(c.Level, 4, "requests a day"), F(c.DaysByMonth[index], 6, "days of a whole weekday"),
                .. c.GrowthPerMonth != 0
                    ? [F(Elementary.Pow(1 + c.GrowthPerMonth, middle), 8,
                    string.Create(CultureInfo.InvariantCulture, $"for growth, {1 + c.GrowthPerMonth:0.######}^{middle:0.####}"))]
                    : Array.Empty<Factor>(),
                new Factor(requests[i].Each, "a request"),
            ])).ToList();
        var metered = design.Classes.SelectMany(c => c.Uses).Select(u => u.Component).Append(Retries).Append(Taxes.Component).ToHashSet();
        var unmetered = design.Components.Where(c => !c.IsPeople && !metered.Contains(c.Name) && c.ByMonth[index] != 0).ToList();
        lines.AddRange(unmetered.Select(c =>
            ArithmeticLine.Of(c.Name, MoneyDecimals, F(c.ByMonth[index], MoneyDecimals, "in this month"))));
        // Evaluation runs are kept with their tax.
        var untaxed = unmetered.Where(c => c.Name != EvaluationRuns.Component).Sum(c => c.ByMonth[index]);
        if (forecast.TaxShare > 0 && untaxed != 0)
            lines.Add(ArithmeticLine.Of("tax on other costs", MoneyDecimals, F(untaxed, MoneyDecimals, "before tax"),
                F(forecast.TaxShare, 6, "tax")));
        return Arithmetic.Of($"One month at the means, {month.Name}", lines,
            Math.Round((decimal)design.Bill.Months[index].Mean, MoneyDecimals), RestOfMonth());
    }

    private IReadOnlyList<Factor> Exchange() => forecast.PerUsd == 1 ? [] : [F(forecast.PerUsd, 6, $"{forecast.Currency} a USD")];

    private string RestOfRequest() =>
        Rest([.. design.Components.Any(c => !c.IsPeople && c.Name is not (Retries or Taxes.Component)
        && design.Classes.All(x => x.Uses.All(u => u.Component != c.Name))) ? ["costs other than requests"] : Array.Empty<string>(),
        "the rest of the horizon: its volume, prices and cache hits"]);

    private string RestOfMonth() => Rest([.. RestCauses()]);

    private IEnumerable<string> RestCauses()
    {
        if (design.Classes.Any(c => c.GrowthPerMonth != 0))
            yield return "growth day by day and not known";
        if (design.Components.Any(c => c.Name == "cached input"))
            yield return "cache hits that follow each day's volume";
        if (forecast.Values.Any(v => v.Path.StartsWith("prices.change", StringComparison.Ordinal)))
            yield return "expected price changes";
        if (forecast.Values.Any(v => v.Path.StartsWith("traffic.steps", StringComparison.Ordinal)
            || v.Path.StartsWith("traffic.growth.", StringComparison.Ordinal)))
            yield return "steps and curves of the traffic";
    }

    private static string Rest(IReadOnlyList<string> causes) => string.Join("; ", [.. causes, "rounding"]);

    private static Factor F(double value, int decimals, string says) => new(Math.Round((decimal)value, decimals), says);

    private static string Unit(string component) => component switch
    {
        "request fee" => "requests",
        RequestBill.Rerank => "units",
        Vectors.Queries => "queries",
        _ => "tokens",
    };

    // A day of UTC in a zone elsewhere holds hours of two weekdays.
    private bool Whole(ForecastClass @class) => @class.FirstDay == @class.Weekdays[Scenarios.Calendar.WeekdayOf(forecast.Start)];

    private static string Named(string label, ForecastClass @class) => @class.Name.Length > 0 ? $"{label}, {@class.Name}" : label;

    private static string Day(DateOnly day) => $"{day.DayOfWeek} {Figures.Date(day)}";
}
