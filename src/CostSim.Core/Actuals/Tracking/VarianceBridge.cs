using CostSim.Forecasts;

namespace CostSim.Actuals;

/// <summary>A step from the forecast to what happened: its driver, and how much of the difference it makes.</summary>
internal sealed record DriverStep(string Driver, double Amount);

/// <summary>The difference between forecast and bill over some days, split so that the steps sum to it exactly.</summary>
internal sealed record VarianceBridge(double Forecast, double Actual, IReadOnlyList<DriverStep> Steps)
{
    public const string Volume = "volume";
    public const string InputTokens = "input tokens/req";
    public const string OutputTokens = "output tokens/req";
    public const string Cache = "cache";
    public const string Mix = "mix of models";
    public const string Tools = "tools";
    public const string Price = "price";
    public const string Fx = "exchange rate";
    public const string Tax = "tax";
    public const string Unexplained = "unexplained";

    public DriverStep Main => Steps.Count == 0 ? new DriverStep(Unexplained, Actual - Forecast) : Steps.MaxBy(s => Math.Abs(s.Amount))!;

    /// <summary>Share of the bill that neither tokens nor forecast lines explain.</summary>
    public double UnexplainedShare => Actual == 0 ? 0 : Steps.Where(s => s.Driver == Unexplained).Sum(s => s.Amount) / Actual;

    private static readonly string[] Order = [Volume, InputTokens, OutputTokens, Cache, Mix, Tools, Price, Fx, Tax, Unexplained];

    /// <summary>Several bridges as one: each driver's steps added up.</summary>
    public static VarianceBridge Sum(IReadOnlyList<VarianceBridge> parts) => new(parts.Sum(p => p.Forecast), parts.Sum(p => p.Actual),
        Kept([.. parts.SelectMany(p => p.Steps).GroupBy(s => s.Driver).Select(g =>
            new DriverStep(g.Key, g.Sum(s => s.Amount))).OrderBy(s => Array.IndexOf(Order, s.Driver))]));

    /// <summary>The bridge over days: what they were forecast to cost and to have of requests, and what they had.</summary>
    /// <param name="plan">What a mean request of these days was forecast to use.</param>
    /// <param name="fx">The real rate of exchange over the forecast's.</param>
    /// <param name="untaxed">Tax on what is billed, as a share, where the bill is before tax and the forecast is not.</param>
    public static VarianceBridge Of(RequestPlan plan, Forecast forecast, double cost, double requests, ActualDay actual, bool hasBill,
        double fx = 1, double untaxed = 0)
    {
        var factor = forecast.PerUsd * (1 + forecast.TaxShare);
        var unit = (plan.Usd + plan.FeeUsd) * factor;
        var calls = Calls(actual, plan);
        // Tools that the log counts take the place of the forecast's.
        var tools = actual.Tools > 0 ? ((actual.Tools * fx) - (calls * plan.ToolUsd * forecast.PerUsd)) * (1 + forecast.TaxShare) : 0;
        // Lines that no request causes are as forecast until a bill says otherwise; of next to nothing only rounding is left.
        var lines = cost - (requests * unit) is var rest && Math.Abs(rest) > 1e-9 * cost ? rest : 0;
        var paid = hasBill ? (actual.Billed * (1 + untaxed)) + (forecast.TaxShare > 0 ? actual.Tax : 0)
            : (actual.PricedTotal * fx * (1 + forecast.TaxShare)) + (calls * plan.FeeUsd * factor) + tools + lines;
        if (calls <= 0 || actual.Tokens <= 0)
            return new VarianceBridge(cost, paid, Kept([new DriverStep(Unexplained, paid - cost)]));
        var steps = new List<DriverStep> { new(Volume, (calls - requests) * unit) };
        double[] now = [actual.FreshInput, actual.CachedInput, actual.CacheWrite, actual.Output];
        var scale = plan.Input > 0 ? actual.Input / (plan.Input * calls) : 1;
        double[] grown = [plan.Quantities[0] * calls * scale, plan.Quantities[1] * calls * scale, plan.Quantities[2] * calls * scale,
            plan.Quantities[3] * calls];
        var rates = plan.Rates;
        steps.Add(new DriverStep(InputTokens, plan.InputUsd * calls * (scale - 1) * factor));
        steps.Add(new DriverStep(OutputTokens, (now[3] - grown[3]) * rates[3] * factor));
        steps.Add(new DriverStep(Cache, Enumerable.Range(0, 3).Sum(i => (now[i] - grown[i]) * rates[i]) * factor));
        // A model that nobody planned is a change of the mix, at whatever it costs; one without a price is taken at the plan's.
        var others = actual.Models.Where(m => m.Value.IsPriced && !plan.ByModel.ContainsKey(m.Key)).Select(m => m.Value).ToList();
        var unpriced = actual.Models.Values.Where(m => !m.IsPriced).Sum(m => m.At(rates)) * forecast.PerUsd;
        var (strange, asPlanned) = (others.Sum(m => m.Priced + (m.Metered / fx)), others.Sum(m => m.At(rates)) * forecast.PerUsd);
        for (var i = 0; i < now.Length; i++)
            now[i] -= others.Sum(m => m.Tokens[i]);
        var mixed = plan.RatesAt(actual.Models) ?? rates;
        steps.Add(new DriverStep(Mix,
            ((Enumerable.Range(0, 4).Sum(i => now[i] * (mixed[i] - rates[i])) * forecast.PerUsd) + strange - asPlanned) * (1
            + forecast.TaxShare)));
        var explained = actual.PricedTotal + (actual.Metered / fx) + unpriced;
        var atMix = (Enumerable.Range(0, 4).Sum(i => now[i] * mixed[i]) * forecast.PerUsd) + strange;
        steps.Add(new DriverStep(Price, (explained - atMix) * (1 + forecast.TaxShare)));
        steps.Add(new DriverStep(Tools, tools));
        steps.Add(new DriverStep(Fx, explained * (fx - 1) * (1 + forecast.TaxShare)));
        if (hasBill && forecast.TaxShare > 0)
            steps.Add(new DriverStep(Tax, actual.Tax - ((forecast.TaxShare - untaxed) * actual.Billed)));
        steps.Add(new DriverStep(Unexplained, paid - cost - steps.Sum(s => s.Amount)));
        return new VarianceBridge(cost, paid, Kept(steps));
    }

    /// <summary>Requests; where they are not counted, the tokens say how many there were.</summary>
    internal static double Calls(ActualDay actual, RequestPlan plan) =>
        actual.Requests > 0 ? actual.Requests : plan.Tokens > 0 ? actual.Tokens / plan.Tokens : 0;

    private static IReadOnlyList<DriverStep> Kept(List<DriverStep> steps) => [.. steps.Where(s => Math.Abs(s.Amount) > 1e-9)];
}
