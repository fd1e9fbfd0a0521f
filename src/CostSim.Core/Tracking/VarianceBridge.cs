using CostSim.Billing;
using CostSim.Forecasts;

namespace CostSim.Tracking;

/// <summary>A step from the forecast to what happened: its driver, and how much of the difference it makes.</summary>
public sealed record DriverStep(string Driver, double Amount);

/// <summary>The difference between forecast and bill over some days, split so that the steps sum to it exactly.</summary>
public sealed record VarianceBridge(double Forecast, double Actual, IReadOnlyList<DriverStep> Steps)
{
    public const string Volume = "volume";
    public const string InputTokens = "input tokens/req";
    public const string OutputTokens = "output tokens/req";
    public const string Cache = "cache";
    public const string Mix = "mix of models";
    public const string Price = "price";
    public const string Fx = "exchange rate";
    public const string Tax = "tax";
    public const string Unexplained = "unexplained";

    public DriverStep Main => Steps.Count == 0 ? new DriverStep(Unexplained, Actual - Forecast) : Steps.MaxBy(s => Math.Abs(s.Amount))!;

    /// <summary>Share of the bill that neither tokens nor forecast lines explain.</summary>
    public double UnexplainedShare => Actual == 0 ? 0 : Steps.Where(s => s.Driver == Unexplained).Sum(s => s.Amount) / Actual;

    /// <summary>The bridge over days: what they were forecast to cost and to have of requests, and what they had; <paramref name="fx"/> is the real rate over the forecast's.</summary>
    public static VarianceBridge Of(ForecastDesign design, Forecast forecast, double cost, double requests, ActualDay actual, bool hasBill, double fx = 1)
    {
        var factor = forecast.PerUsd * (1 + forecast.TaxShare);
        var plan = RequestPlan.Of(design);
        // Lines beside the tokens of requests are as forecast until a bill says otherwise.
        var other = cost - (requests * plan.Usd * factor);
        var paid = (hasBill ? actual.Billed + (forecast.TaxShare > 0 ? actual.Tax : 0) : (actual.PricedTotal * fx * (1 + forecast.TaxShare)) + other);
        // Where calls are not counted, the tokens say how much there was.
        var calls = actual.Requests > 0 ? actual.Requests : plan.Tokens > 0 ? actual.Tokens / plan.Tokens : 0;
        if (calls <= 0 || actual.Tokens <= 0)
            return new VarianceBridge(cost, paid, Kept([new DriverStep(Unexplained, paid - cost)]));
        var steps = new List<DriverStep> { new(Volume, (calls - requests) * plan.Usd * factor) };
        double[] now = [actual.FreshInput, actual.CachedInput, actual.CacheWrite, actual.Output];
        var scale = plan.Input > 0 ? actual.Input / (plan.Input * calls) : 1;
        double[] grown = [plan.Quantities[0] * calls * scale, plan.Quantities[1] * calls * scale, plan.Quantities[2] * calls * scale, plan.Quantities[3] * calls];
        var rates = plan.Rates;
        steps.Add(new DriverStep(InputTokens, plan.InputUsd * calls * (scale - 1) * factor));
        steps.Add(new DriverStep(OutputTokens, (now[3] - grown[3]) * rates[3] * factor));
        steps.Add(new DriverStep(Cache, Enumerable.Range(0, 3).Sum(i => (now[i] - grown[i]) * rates[i]) * factor));
        var mixed = plan.RatesAt(actual.Models) ?? rates;
        steps.Add(new DriverStep(Mix, Enumerable.Range(0, 4).Sum(i => now[i] * (mixed[i] - rates[i])) * factor));
        var priced = actual.Unpriced > 0 ? null : (double?)actual.PricedTotal;
        var atMix = Enumerable.Range(0, 4).Sum(i => now[i] * mixed[i]);
        var explained = priced ?? atMix * forecast.PerUsd;
        steps.Add(new DriverStep(Price, (explained - (atMix * forecast.PerUsd)) * (1 + forecast.TaxShare)));
        steps.Add(new DriverStep(Fx, explained * (fx - 1) * (1 + forecast.TaxShare)));
        if (hasBill && forecast.TaxShare > 0)
            steps.Add(new DriverStep(Tax, actual.Tax - (forecast.TaxShare * actual.Billed)));
        steps.Add(new DriverStep(Unexplained, paid - cost - steps.Sum(s => s.Amount)));
        return new VarianceBridge(cost, paid, Kept(steps));
    }

    private static IReadOnlyList<DriverStep> Kept(List<DriverStep> steps) => [.. steps.Where(s => Math.Abs(s.Amount) > 1e-9)];
}

/// <summary>What the forecast takes for a mean request: tokens by meter (fresh, cached, written, output) with retries, and their rates in US dollars a token.</summary>
public sealed record RequestPlan(double[] Quantities, double[] Rates, IReadOnlyDictionary<string, double[]> ByModel)
{
    public double Input => Quantities[0] + Quantities[1] + Quantities[2];

    public double Tokens => Quantities.Sum();

    public double InputUsd => Enumerable.Range(0, 3).Sum(i => Quantities[i] * Rates[i]);

    public double Usd => InputUsd + (Quantities[3] * Rates[3]);

    public static RequestPlan Of(ForecastDesign design)
    {
        var all = design.Classes.Sum(c => c.Requests);
        var uses = design.Classes.SelectMany(c => c.Uses.Select(u => (Use: u, Weight: (1 + c.Repeats) * (all > 0 ? c.Requests / all : 1.0 / design.Classes.Count)))).ToList();
        var (quantities, usd) = (new double[4], new double[4]);
        foreach (var (use, weight) in uses)
        {
            if (MeterOf(use) is not (>= 0 and var meter))
                continue;
            quantities[meter] += weight * use.Quantity;
            usd[meter] += weight * use.Usd;
        }

        var fresh = quantities[0] > 0 ? usd[0] / quantities[0] : 0;
        var rates = quantities.Select((q, i) => q > 0 ? usd[i] / q : i < 3 ? fresh : 0).ToArray();
        return new RequestPlan(quantities, rates, uses.GroupBy(u => u.Use.Model).ToDictionary(g => g.Key, g => RatesOf(g.Select(u => u.Use), rates)));
    }

    /// <summary>Rates at other shares of the forecast's models; null where a model is none of them.</summary>
    public double[]? RatesAt(IReadOnlyDictionary<string, double> requests)
    {
        var total = requests.Values.Sum();
        if (ByModel.Count < 2 || total <= 0 || requests.Keys.Any(m => !ByModel.ContainsKey(m)))
            return null;
        return [.. Enumerable.Range(0, 4).Select(i => requests.Sum(r => r.Value / total * ByModel[r.Key][i]))];
    }

    private static double[] RatesOf(IEnumerable<MeanUse> uses, double[] otherwise)
    {
        var list = uses.ToList();
        return [.. Enumerable.Range(0, 4).Select(i => list.Where(u => MeterOf(u) == i).ToList() is { Count: > 0 } same && same.Sum(u => u.Quantity) is > 0 and var quantity ? same.Sum(u => u.Usd) / quantity : otherwise[i])];
    }

    private static int MeterOf(MeanUse use) => use.Component switch
    {
        "fresh input" => 0,
        "cached input" => 1,
        "cache write" or "cache write 1h" => 2,
        "output" or "reasoning" => 3,
        _ => -1,
    };
}
