using CostSim.Prices;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>
/// What an uncertain rate of exchange is times its quote in each month of a trial: a random walk of its log from the day of the
/// quote, with the quoted rate as its mean. The rate of a month is that of its middle.
/// </summary>
internal sealed record ExchangeWalk(string Currency, IReadOnlyList<DateOnly> Starts, IReadOnlyList<Parameter> Factors,
    IReadOnlyList<Parameter> Inverses)
{
    private const double DaysAYear = 365.25;

    /// <summary>Null where no rate of the currency has a volatility.</summary>
    public static ExchangeWalk? Of(ExchangeRates rates, string currency, Calendar calendar, UncertainInputs inputs)
    {
        var known = rates.Rates.Where(r => r.Currency == currency).OrderBy(r => r.From).ToList();
        if (known.TrueForAll(r => r.Volatility == 0))
            return null;
        var (starts, factors, inverses) = (new List<DateOnly>(), new List<Parameter>(), new List<Parameter>());
        var (walk, variance) = (Parameter.Zero, 0.0);
        var before = known.FindLast(r => r.From <= calendar.Start)?.From ?? calendar.Start;
        foreach (var month in calendar.Months)
        {
            var middle = calendar.DateOf(month.FirstDay + (month.Days / 2));
            var volatility = (known.FindLast(r => r.From <= middle) ?? known[0]).Volatility;
            var step = volatility * Math.Sqrt(Math.Max(0, middle.DayNumber - before.DayNumber) / DaysAYear);
            // One key for all months: the driver is the rate, not a month of it.
            walk += inputs.Add($"{middle:yyyy-MM}", $"fx.{currency}", new NormalQuantity(0, step));
            variance += step * step;
            before = middle;
            var drift = 0.5 * variance;
            starts.Add(calendar.DateOf(month.FirstDay));
            factors.Add(walk.Map(w => Elementary.Exp(w - drift)));
            inverses.Add(walk.Map(w => Elementary.Exp(drift - w)));
        }

        return new ExchangeWalk(currency, starts, factors, inverses);
    }

    public Parameter On(DateOnly day) => Factors[Place(day)];

    public Parameter InverseOn(DateOnly day) => Inverses[Place(day)];

    private int Place(DateOnly day) => Math.Max(0, Starts.ToList().FindLastIndex(s => s <= day));
}
