using System.Globalization;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>What a log is too short, too coarse or too odd to say.</summary>
internal static class FitWarnings
{
    public static IEnumerable<string> Of(LogFit fit)
    {
        var (days, traffic) = (fit.Whole.Days.Count, fit.Traffic);
        var months = fit.Whole.AreMonths;
        foreach (var day in fit.Whole.Partial)
            yield return $"{Figures.Date(day)} is only partly in the log; left out of the days";
        foreach (var (from, to) in fit.Whole.Gaps)
            yield return $"no row from {Figures.Date(from)} to {Figures.Date(to)}: taken as a gap of the log, not as days without requests";
        foreach (var warning in traffic is null
            ? ["the log holds no whole day: it says the lengths of requests and no volume"]
            : OfTraffic(fit, traffic))
            yield return warning;
        if (fit.Runs is { } runs)
            yield return runs.Shape is RunShape.Agent
                ? string.Create(CultureInfo.InvariantCulture,
                    $"calls that share a trace are one request: {runs.Runs.Calls:#,0} calls are {runs.Runs.Runs:#,0} requests of "
                    + $"{runs.Runs.CallsPerRun:0.0} calls, written as an agent")
                : string.Create(CultureInfo.InvariantCulture,
                    $"calls that share a session are turns of one conversation of {runs.Runs.CallsPerRun:0.0} turns, "
                    + $"{runs.Runs.Wait.TotalSeconds:#,0} seconds apart, written as a history");
        if (traffic is { InsideBand: < 0.75 } && days >= 14 && !months)
            yield return $"only {Figures.Share(traffic.InsideBand)} of the days lie in the fitted 90 % band: something other than weekdays "
                + $"and growth moves this log";
        foreach (var length in new[] { fit.Input, fit.Output }.OfType<LengthFit>().Where(l => !l.IsLognormal && fit.Runs is null))
            yield return FormattableString.Invariant(
                $"{length.Name} lengths are not lognormal (distance {length.Distance:0.00}): the logged lengths are resampled");
        if (fit.Input is { Distance: null } && fit.Sketch.HasBuckets)
            yield return "sums do not show the spread of single requests: the usual one is used (cv 0.35 in, 0.6 out); a log by "
                + "request shows it";
        if (fit.Hours is null)
        {
            yield return fit.Sketch.Hours.Sum() > 0
                ? $"{Figures.Count(fit.Sketch.Hours.Sum())} requests are too few to show hours: they stay flat; {LogFit.RequestsForHours} "
                    + $"or more show them"
                : "rows do not say their hour: hours stay flat; a log by hour or by request shows them";
        }

        foreach (var warning in OfInvoice(fit))
            yield return warning;
        if (fit.Input is null)
            yield return "the log has no tokens: requests is left out";
        var billed = InvoiceYaml.PricedByBill(fit);
        if (billed is not null)
            yield return $"{(billed.Length > 0 ? billed : "the model")} is not in the price book: its prices are what the bill's cost over "
                + $"its tokens makes";
        foreach (var model in fit.Models.Where(m => !m.IsPriced && m.Name.Length > 0 && m.Name != billed))
            yield return $"{model.Name} ({Figures.Share(model.Share)} of the requests) is not in the price book: name its price in the "
                + $"scenario (prices: inline)";
        if (fit.Models.Any(m => m.Name.Length == 0) && billed is null)
            yield return "requests without a model have no price: name the model in the scenario, or group the export by model";
    }

    private static IEnumerable<string> OfTraffic(LogFit fit, TrafficFit traffic)
    {
        var (days, months) = (fit.Whole.Days.Count, fit.Whole.AreMonths);
        if (traffic.Step is { } step)
            yield return $"the level changed on {Figures.Date(step.Since)}, from {Figures.Number(step.Before)} requests a day: only the "
                + $"days since then count for the level";
        if (traffic.Runaways.Count > 0)
            yield return $"{string.Join(", ", traffic.Runaways.Take(5).Select(r => $"{Figures.Date(r.Date)} ({Figures.Count(r.Requests)} requests)"))} {(traffic.Runaways.Count == 1 ? "is" : "are")} far above the days around {(traffic.Runaways.Count == 1 ? "it" : "them")}: left out of the traffic; --keep-outliers counts {(traffic.Runaways.Count == 1 ? "it" : "them")}";
        if (months)
        {
            yield return "months do not show weekdays: all days are alike; a log by day shows them";
            yield return "months do not show how days spread: counts stay typical (k = 5, day to day 0.4); a log by day shows it";
        }
        else if (days < TrafficFitter.DaysForWeekdays)
            yield return $"{fit.Whole.Counted} cannot show weekdays: all are alike; two weeks can";
        else if (days < 14)
            yield return $"{days} whole days show each weekday once or twice: its factor is mostly chance; two weeks or more show it";
        if (traffic.Growth is null)
            yield return $"{fit.Whole.Counted} cannot show growth: none is assumed; type growth_per_month from your plan, or fit "
                + $"{(months ? $"{MonthFitter.MonthsForGrowth} months" : $"{TrafficFitter.DaysForGrowth} days")} or more";
        else if (traffic.Growth.Value.High - traffic.Growth.Value.Low > 0.15)
            yield return $"growth is hardly known ({Figures.Change(traffic.Growth.Value.Low)} to "
                + $"{Figures.Change(traffic.Growth.Value.High)} a month): {days} {(months ? "months" : "days")} are short for it";
    }

    private static IEnumerable<string> OfInvoice(LogFit fit)
    {
        var (sketch, invoice) = (fit.Sketch, fit.Sketch.Invoice);
        if (sketch.TokensPerRequest is { } tokens)
            yield return $"the log counts no requests: their number is its tokens over {Figures.Count(tokens)} a request, as "
                + $"--tokens-per-request says; a tenth more is a tenth fewer requests";
        if (sketch.Total.ToolCalls > 0)
            yield return $"{Figures.Count(sketch.Total.ToolCalls)} calls of the provider's tools (such as web search) are billed apart "
                + $"from tokens and are not in the scenario: type their cost (monthly)";
        if (sketch.EmbeddingTokens > 0)
            yield return $"{Figures.Count(sketch.EmbeddingTokens)} tokens of embedding models are not a prompt: left out; a design's "
                + $"'embedding' prices them";
        if (invoice.Currencies.Count > 1)
            yield return $"amounts are in {string.Join(", ", invoice.Currencies)}: no price, line or tax is taken from them; fit one "
                + $"currency at a time";
        else if (invoice is { Currency: not null and not "USD", PerUsd: null })
            yield return $"amounts are in {invoice.Currency}, and no row says the rate to US dollars: no price, line or tax is taken from "
                + $"them; type currency and fx";
        foreach (var line in InvoiceYaml.LeftOut(fit))
            yield return $"'{line.Name}' ({Figures.Money(line.Cost, invoice.Currency ?? "USD")} in all) is in the bill, not in the "
                + $"scenario: no token explains it; type it where it belongs (monthly, one_time, evaluation, a rerank fee)";
    }
}
