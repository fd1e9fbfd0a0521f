using System.Globalization;
using System.Text;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>The sections of a fitted scenario that a bill decides: currency and rate, tax, monthly lines, prices and the design.</summary>
internal static class InvoiceYaml
{
    public static void Money(LogFit fit, string log, StringBuilder text)
    {
        var invoice = fit.Sketch.Invoice;
        if (!IsUsable(invoice))
            return;
        var (from, currency) = (Figures.Date(fit.Whole.Days.Count > 0 ? fit.Whole.Days[^1].Date : fit.To), invoice.Currency!);
        var lines = Monthly(fit).ToList();
        if (currency != "USD")
            Line($"currency: {currency}\nfx: {{ {currency}: [{{ from: {from}, per_usd: {FitYaml.Number(invoice.PerUsd!.Value, 6)}, source: {Quoted(log)} }}] }}");
        if (invoice.TaxRate is { } rate)
            Line($"tax: [{{ name: tax, rate: {FitYaml.Percent(rate)}, from: {from} }}]   # of all else in the bill");
        if (lines.Count > 0)
            Line($"monthly: [{string.Join(", ", lines.Select(l => $"{{ name: {Quoted(l.Name)}, {currency.ToLowerInvariant()}: {FitYaml.Number(l.Cost / MonthsOf(fit, l), 6)} }}"))}]   # purchases, in every month of the bill");
        if (currency != "USD" || invoice.TaxRate is not null || lines.Count > 0)
            text.Append('\n');

        void Line(string line) => text.Append(line).Append('\n');
    }

    public static void Designs(LogFit fit, DateOnly pricesAsOf, StringBuilder text)
    {
        var priced = fit.Models.Where(m => m.IsPriced && m.Share >= 0.001).ToList();
        if (priced.Count > 0)
            Book(fit, priced, pricesAsOf, text);
        else if (PricedByBill(fit) is { } only)
            Inline(fit, only, text);
        else
            text.Append("# The log names no model of the price book: name one, or type prices: { inline: .. }, and uncomment.\n")
                .Append(BilledPrices(fit)).Append("# designs:\n#   as-logged: { model: openai/gpt-4o }\n");
    }

    /// <summary>The only model, where no book has its price and the bill does.</summary>
    public static string? PricedByBill(LogFit fit) =>
        fit.Models is [{ Name: var only, IsPriced: false }] && PriceOf(fit, only, Meter.FreshInput) is not null
            && PriceOf(fit, only, Meter.Output) is not null ? only : null;

    /// <summary>Amounts billed apart from tokens that are not a purchase of every month.</summary>
    public static IEnumerable<InvoiceLine> LeftOut(LogFit fit) => IsUsable(fit.Sketch.Invoice)
        ? fit.Sketch.Invoice.Lines.Except(Monthly(fit)) : [];

    private static bool IsUsable(Invoice invoice) => invoice.Currency == "USD" || invoice is { Currency: not null, PerUsd: not null };

    private static IEnumerable<InvoiceLine> Monthly(LogFit fit) =>
        fit.Sketch.Invoice.Lines.Where(l => l is { Charge: LogCharge.Other, Cost: > 0 } && l.Months >= MonthsNamed(fit));

    private static int MonthsNamed(LogFit fit) => fit.Whole.Days.Select(d => (d.Date.Year, d.Date.Month)).Distinct().Count();

    // Half a month costs half of a monthly line.
    private static double MonthsOf(LogFit fit, InvoiceLine line) => fit.Whole.AreMonths ? fit.Sketch.Months.Values.Sum(m => m.Part)
        : line.Months;

    private static void Book(LogFit fit, List<LoggedModel> priced, DateOnly pricesAsOf, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture,
            $"prices: {{ as_of: {Figures.Date(pricesAsOf)} }}\n{BilledPrices(fit)}\ndesigns:\n  as-logged:\n");
        var total = priced.Sum(m => m.Share);
        text.Append(priced.Count == 1
            ? $"    model: {priced[0].Name}\n{string.Concat(Conditions(priced[0]).Select(c => $"    {c}\n"))}"
            : $"    route: [{string.Join(", ", priced.Select((m, i) => Route(m, i == 0 ? null : m.Share / total)))}]\n");
        if (fit.Runs is { } runs)
            text.Append(string.Concat(RunYaml.Design(fit, runs).Select(line => $"    {line}\n")));
        else if (Cache(fit) is { } cache)
            text.Append("    ").Append(cache).Append('\n');
    }

    private static string Route(LoggedModel model, double? share) =>
        $"{{ {string.Join(", ", [$"model: {model.Name}", .. Conditions(model), .. share is { } part ? [string.Create(CultureInfo.InvariantCulture, $"share: {part * 100:0.00}%")] : Array.Empty<string>()])} }}";

    private static IEnumerable<string> Conditions(LoggedModel model)
    {
        if (model.ServiceTier != "standard")
            yield return $"service_tier: {model.ServiceTier}";
        if (model.Region != "global")
            yield return $"region: {Quoted(model.Region)}";
    }

    // Prices of a model that no book has are those that were paid.
    private static void Inline(LogFit fit, string model, StringBuilder text)
    {
        var prices = LogMeters.All.Select(m => (Meter: m, Usd: PriceOf(fit, model, m))).Where(p => p.Usd is not null)
            .Select(p => $"{PriceColumns.Of(Meters.Of(p.Meter).Column).Key}: {FitYaml.Number(p.Usd!.Value, 6)}");
        text.Append(CultureInfo.InvariantCulture,
            $"prices: {{ inline: {{ {string.Join(", ", prices)} }} }}   # billed for {model}: cost over tokens\n\n");
        text.Append(CultureInfo.InvariantCulture, $"designs:\n  as-billed: {(Cache(fit) is { } cache ? $"{{ {cache} }}" : "{}")}\n");
    }

    private static string BilledPrices(LogFit fit) => string.Concat(fit.Models.Select(m => (m.Name,
        Prices: LogMeters.All.Select(b => (Meter: b, Usd: PriceOf(fit, m.Name, b))).Where(p => p.Usd is not null).ToList()))
        .Where(m => m.Prices.Count > 0)
        .Select(m => $"# billed for {(m.Name.Length > 0 ? m.Name : "no named model")}, dollars a million tokens: {string.Join(", ", m.Prices.Select(p => $"{Meters.Of(p.Meter).Name} {FitYaml.Number(p.Usd!.Value)}"))}\n"));

    internal static string? Cache(LogFit fit)
    {
        if (fit.Cache is not { } cache)
            return null;
        var parts = new List<string> { $"hit_rate: {Share(cache.HitRate)}", $"share: {Share(cache.Share)}" };
        if (cache.WriteShare > 0)
            parts.Add($"write_share: {Share(cache.WriteShare)}");
        if (cache.Write1h > 0)
            parts.Add($"write_1h: {Share(cache.Write1h)}");
        return $"cache: {{ {string.Join(", ", parts)} }}";
    }

    private static string Share(double share) => FitYaml.Number(share * 100, 4) + "%";

    private static double? PriceOf(LogFit fit, string model, Meter meter) => fit.Sketch.Invoice.UsdPerMillion(model, meter);

    internal static string Quoted(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
