using CostSim.Forecasts;

namespace CostSim.Actuals;

/// <summary>
/// What the forecast takes for a mean request: tokens by meter (fresh, cached, written, output) with retries, and their rates in US
/// dollars a token.
/// </summary>
internal sealed record RequestPlan(double[] Quantities, double[] Rates, IReadOnlyDictionary<string, double[]> ByModel)
{
    private static readonly string[][] Components =
        [["fresh input"], ["cached input"], ["cache write", "cache write 1h"], ["output", "reasoning"]];

    public double Input => Quantities[0] + Quantities[1] + Quantities[2];

    public double Tokens => Quantities.Sum();

    public double InputUsd => Enumerable.Range(0, 3).Sum(i => Quantities[i] * Rates[i]);

    public double Usd => InputUsd + (Quantities[3] * Rates[3]);

    /// <summary>
    /// What a request costs in addition to its tokens, before tax: fees, tools, tiers, the contract. It scales with the requests, as tokens
    /// do; only lines that are bought by the month do not.
    /// </summary>
    public double FeeUsd { get; init; }

    /// <summary>The part of it that is calls of tools.</summary>
    public double ToolUsd { get; init; }

    /// <summary>The mean request of the horizon at the first day's prices and cache.</summary>
    public static RequestPlan Of(ForecastDesign design)
    {
        var all = design.Classes.Sum(c => c.Requests);
        return Of(design, [.. design.Classes.Select(c => all > 0 ? c.Requests / all : 1.0 / design.Classes.Count)], withRepeats: true);
    }

    /// <summary>
    /// The mean request of a month. What its meters were forecast to cost says how prices were expected to move and how full the
    /// cache was: a prompt keeps its tokens, so that their sum over the meters at first prices is off by the change of price alone.
    /// </summary>
    public static RequestPlan Of(ForecastDesign design, Forecast forecast, int month)
    {
        var byClass = design.RequestsByClass(month);
        double[] shares = [.. byClass.Select(r => byClass.Sum() > 0 ? r / byClass.Sum() : 1.0 / byClass.Count)];
        var (plan, first) = (Of(design, shares, withRepeats: true), Of(design, shares, withRepeats: false));
        var requests = design.Requests[month];
        // Tokens a request at first prices.
        var seeming = Components.Select((names, i) => first.Rates[i] > 0 && requests > 0
            ? design.Components.Where(c => !c.IsPeople
                && names.Contains(c.Name)).Sum(c => c.ByMonth[month]) / forecast.PerUsd / first.Rates[i] / requests : 0).ToArray();
        var (spent, used) = first.Input > 0 ? (seeming.Take(3).Sum(), first.Input) : (seeming[3], first.Quantities[3]);
        if (!(spent > 0) || !(used > 0))
            return plan.WithFees(design, forecast, month);
        var price = spent / used;
        var repeats = plan.Quantities.Select((q, i) => first.Quantities[i] > 0 ? q / first.Quantities[i] : 1).ToArray();
        return new RequestPlan([.. seeming.Select((s, i) => s / price * repeats[i])], [.. plan.Rates.Select(r => r * price)],
            plan.ByModel.ToDictionary(m => m.Key, m => m.Value.Select(r => r * price).ToArray()))
        {
            ToolUsd = plan.ToolUsd
        }.WithFees(design, forecast, month);
    }

    private RequestPlan WithFees(ForecastDesign design, Forecast forecast, int month)
    {
        if (!(design.Requests[month] > 0))
            return this;
        var net = design.Components.Where(c => !c.IsPeople
            && FocusCharge.Of(c.Name, c.ByMonth[month]).ScalesWithRequests(c.Name)).Sum(c => c.ByMonth[month]);
        // The component of retries may hold their tax.
        if (forecast.RetriesHoldTax)
            net -= design.Components.Where(c => c.Name == "retries").Sum(c => c.ByMonth[month]) * forecast.TaxShare / (1
                + forecast.TaxShare);
        var fee = (net / forecast.PerUsd / design.Requests[month]) - Usd;
        return this with { FeeUsd = Math.Abs(fee) < 1e-9 * Usd ? 0 : fee };
    }

    /// <summary>
    /// Rates at other shares of the forecast's models, by their tokens of each meter; null where the log has none of several.
    /// </summary>
    public double[]? RatesAt(IReadOnlyDictionary<string, ModelUse> models)
    {
        var known = models.Where(m => ByModel.ContainsKey(m.Key)).ToList();
        if (ByModel.Count < 2 || known.Count == 0)
            return null;
        return [.. Enumerable.Range(0, 4).Select(i => known.Sum(m => m.Value.Tokens[i]) is > 0 and var all
            ? known.Sum(m => m.Value.Tokens[i] / all * ByModel[m.Key][i]) : Rates[i])];
    }

    /// <summary>The place of a component among the four meters; -1 of what counts no tokens of the request.</summary>
    internal static int MeterOf(string component) => Array.FindIndex(Components, names => names.Contains(component));

    private static RequestPlan Of(ForecastDesign design, IReadOnlyList<double> shares, bool withRepeats)
    {
        var uses = design.Classes.SelectMany((c, i) =>
            c.Uses.Select(u => (Use: u, Weight: (withRepeats ? 1 + c.Repeats : 1) * shares[i]))).ToList();
        var (quantities, usd) = (new double[4], new double[4]);
        foreach (var (use, weight) in uses)
        {
            if (MeterOf(use.Component) is not (>= 0 and var meter))
                continue;
            quantities[meter] += weight * use.Quantity;
            usd[meter] += weight * use.Usd;
        }

        var fresh = quantities[0] > 0 ? usd[0] / quantities[0] : 0;
        var rates = quantities.Select((q, i) => q > 0 ? usd[i] / q : i < 3 ? fresh : 0).ToArray();
        return new RequestPlan(quantities, rates,
            uses.Where(u => MeterOf(u.Use.Component) >= 0).GroupBy(u => u.Use.Model).ToDictionary(g => g.Key,
            g => RatesOf(g.Select(u => u.Use), rates)))
        {
            ToolUsd = uses.Where(u => u.Use.Component == Prices.Meters.Of(Prices.Meter.ToolCalls).Name).Sum(u => u.Weight * u.Use.Usd),
        };
    }

    private static double[] RatesOf(IEnumerable<Billing.MeanUse> uses, double[] otherwise)
    {
        var list = uses.ToList();
        return [.. Enumerable.Range(0, 4).Select(i => list.Where(u => MeterOf(u.Component) == i).ToList() is { Count: > 0 } same
            && same.Sum(u => u.Quantity) is > 0 and var quantity ? same.Sum(u => u.Usd) / quantity : otherwise[i])];
    }
}
