using CostSim.Engine;
using CostSim.Prices;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>Bills the months of a path by the scenario's contract, then taxes what is left, in exact decimals.</summary>
internal static class ContractTariff
{
    /// <summary>Null where a month's bill is its requests' sum.</summary>
    public static MonthlyTariff? Of(Scenario scenario)
    {
        if (!scenario.BillsMonths)
            return null;
        List<string> components = [.. ContractMonth.LinesOf(scenario.Prices.Overlay), .. scenario.Money.Taxes.Rules.Count > 0
            ? [Taxes.Component]
            : Array.Empty<string>()];
        var places = components.Select((name, place) => (name, place)).ToDictionary(c => c.name, c => c.place);
        var dates = scenario.Calendar.Months.Select(m => scenario.Calendar.DateOf(m.FirstDay)).ToList();
        return new MonthlyTariff(components, [.. dates.Select(d => scenario.Money.Exchange(MoneyTerms.Usd, d))], path =>
            Bill(scenario, dates, places, path))
        {
            Prepaid = [.. scenario.Prices.Overlay.Commitments.Where(c => c.Prepaid).Select(c => PrepaidOf(scenario, dates, places, c))],
        };
    }

    private static Prepaid PrepaidOf(Scenario scenario, List<DateOnly> dates, Dictionary<string, int> places, Commitment commitment)
    {
        var first = new DateOnly(dates[0].Year, dates[0].Month, 1);
        var last = dates.FindIndex(d => new DateOnly(d.Year, d.Month, 1).AddMonths(1) >= commitment.To);
        var rate = (double)scenario.Money.RateFrom(MoneyTerms.Usd, dates[0]);
        return new Prepaid(
            places[ContractMonth.PrepaidLine(commitment)], places[ContractMonth.DrawnLine(commitment)],
            commitment.From < first ? (double)commitment.Left.Amount * rate : 0, last < 0 ? null : last);
    }

    private static void Bill(Scenario scenario, List<DateOnly> dates, Dictionary<string, int> places, PathMonths path)
    {
        var overlay = scenario.Prices.Overlay;
        var (balance, ofYear) = (ContractBalance.Start(overlay), 0m);
        for (var m = 0; m < dates.Count; m++)
        {
            var (lines, rate) = (path.Lines[m], path.Exchange[m]);
            if (overlay.NeedsMonths)
            {
                var usage = path.Ledgers.Select((account, place) => (account, Net: new Usd((decimal)(path.Usage[m][place] / rate))))
                    .ToDictionary(u => u.account, u => u.Net);
                var month = ContractMonth.Of(overlay, dates[m], usage, balance);
                balance = month.Balance;
                foreach (var line in month.Bill.Lines)
                {
                    if (places.TryGetValue(line.Component, out var place))
                        lines[place] += (double)line.Amount.Amount * rate;
                }
            }

            if (scenario.Money.Taxes.Rules.Count == 0)
                continue;
            if (m > 0 && dates[m].Year != dates[m - 1].Year)
                ofYear = 0;
            var net = (decimal)(path.Usage[m].Sum() + path.Beside[m] + lines.Sum());
            lines[places[Taxes.Component]] = (double)Tax(scenario.Money, dates[m], net, ofYear, rate);
            ofYear += net;
        }
    }

    // A threshold in dollars is met at the path's own rate.
    private static decimal Tax(MoneyTerms money, DateOnly day, decimal net, decimal before, double dollarRate) =>
        money.Taxes.On(day).Sum(rule => rule.Cost * (rule.Above switch
        {
            null => net,
            { Currency: MoneyTerms.Usd } free when money.Currency != MoneyTerms.Usd =>
                TaxRule.Taxable(net, before, free.Amount * (decimal)dollarRate),
            { } free => TaxRule.Taxable(net, before, free.Amount * money.RateFrom(free.Currency, day)),
        }));
}
