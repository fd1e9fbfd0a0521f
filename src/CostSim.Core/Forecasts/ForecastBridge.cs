using CostSim.Billing;

namespace CostSim.Forecasts;

/// <summary>
/// The mean bill of a month in one forecast and in another, and the steps between them, which sum to the difference exactly:
/// each changes one thing and leaves all before it changed and all after it as it was.
/// </summary>
internal sealed record ForecastBridge(double Before, double After, IReadOnlyList<BridgeStep> Steps)
{
    public static ForecastBridge Of(Forecast before, ForecastDesign old, Forecast after, ForecastDesign now)
    {
        var (first, last) = (new Side(before, old), new Side(after, now));
        List<BridgeStep> steps =
        [
            new(BridgeCause.Volume, "", null, (last.Requests - first.Requests) * first.Unit, first.Requests, last.Requests),
            .. Request(first, last),
            .. Beside(first, last),
        ];
        steps.Add(new BridgeStep(BridgeCause.Horizon, "", null, last.Bill - first.Bill - steps.Sum(s => s.Amount)));
        // Differences below the rounding error of the sums are not changes.
        var noise = 1e-9 * Math.Max(Math.Abs(first.Bill), Math.Abs(last.Bill));
        return new ForecastBridge(first.Bill, last.Bill, [.. steps.Where(s => Math.Abs(s.Amount) > noise)]);
    }

    private static IEnumerable<BridgeStep> Request(Side first, Side last)
    {
        // Everything below is for the requests of the later forecast, at the earlier retries, rate of exchange and tax.
        var scale = last.Requests * first.Repeats * first.Factor;
        var mixed = RequestProfile.Of(last.Weights.Select(w => (first.Classes.GetValueOrDefault(w.Key) ?? last.Classes[w.Key], w.Value)));
        yield return new BridgeStep(BridgeCause.Mix, "", null, (mixed.Usd - first.Profile.Usd) * scale);
        foreach (var part in mixed.Parts.Union(last.Profile.Parts).OrderBy(p => p.IsFee).ThenBy(p => Order(p.Name)).ThenBy(p => p.Name,
            StringComparer.Ordinal))
        {
            foreach (var step in Part(part, mixed[part], last.Profile[part], last.FileOf(part.Name) ?? first.FileOf(part.Name)))
                yield return step with { Amount = step.Amount * scale };
        }

        var usd = last.Profile.Usd * last.Requests;
        yield return new BridgeStep(BridgeCause.Retries, "", null, usd * (last.Repeats - first.Repeats) * first.Factor, first.Repeats - 1,
            last.Repeats - 1);
        yield return new BridgeStep(BridgeCause.ExchangeRate, "", null,
            usd * last.Repeats * (last.PerUsd - first.PerUsd) * (1 + first.Tax), first.PerUsd, last.PerUsd);
        yield return new BridgeStep(BridgeCause.Tax, "", null,
            ((usd * last.Repeats * last.PerUsd) + last.Lines.Values.Sum()) * (last.Tax - first.Tax), first.Tax, last.Tax);
    }

    // First the quantity at the earlier mean rate, then its spread over the meters of a cache, then their prices.
    private static IEnumerable<BridgeStep> Part((bool IsFee, string Name) part, IReadOnlyDictionary<string,
        (double Quantity, double Usd)> old, IReadOnlyDictionary<string, (double Quantity, double Usd)> now, string? file)
    {
        var (before, after) = (old.Values.Sum(m => m.Quantity), now.Values.Sum(m => m.Quantity));
        var (paid, pays) = (old.Values.Sum(m => m.Usd), now.Values.Sum(m => m.Usd));
        var rate = before > 0 ? paid / before : after > 0 ? pays / after : 0;
        var cause = part.IsFee ? BridgeCause.Fees : part.Name == MeanUse.Written ? BridgeCause.Output : BridgeCause.Tokens;
        yield return new BridgeStep(cause, part.Name, file, (after - before) * rate, before, after);
        if (before <= 0 || after <= 0)
            yield break;
        var spread = now.Sum(m =>
            m.Value.Quantity * (old.TryGetValue(m.Key, out var had) && had.Quantity > 0 ? had.Usd / had.Quantity
            : m.Value.Usd / m.Value.Quantity));
        yield return new BridgeStep(BridgeCause.Cache, part.Name, file, spread - (after * rate));
        yield return new BridgeStep(BridgeCause.Price, part.Name, file, pays - spread);
    }

    // Lines other than requests are known by name, and taxed as all else is; what a year does to prices and hit rates is the step over
    // the horizon.
    private static IEnumerable<BridgeStep> Beside(Side first, Side last) =>
        first.Lines.Keys.Union(last.Lines.Keys).Order(StringComparer.Ordinal).Select(name =>
    {
        var (had, has) = (first.Lines.GetValueOrDefault(name), last.Lines.GetValueOrDefault(name));
        return new BridgeStep(BridgeCause.Lines, name, null, (has - had) * (1 + first.Tax), had, has);
    });

    private static int Order(string part) =>
        Array.IndexOf(["input", "system", "tools", "context", "history", "question", "notes", MeanUse.Written],
        part) is >= 0 and var place ? place : int.MaxValue;

    /// <summary>One forecast of a bridge: a mean month, and what its requests are made of.</summary>
    private sealed class Side
    {
        private readonly ForecastDesign design;

        public Side(Forecast forecast, ForecastDesign design)
        {
            this.design = design;
            (PerUsd, Tax) = (forecast.PerUsd, forecast.TaxShare);
            var whole = Enumerable.Range(0, forecast.Months.Count).Where(m => !forecast.Months[m].IsPartial).ToList();
            var months = whole.Count > 0 ? whole : [.. Enumerable.Range(0, forecast.Months.Count)];
            Requests = months.Average(m => design.Requests[m]);
            Bill = months.Average(m => design.Bill.Months[m].Mean);
            var all = design.Classes.Sum(c => c.Requests);
            Weights = design.Classes.ToDictionary(c => c.Name, c => all > 0 ? c.Requests / all : 1.0 / design.Classes.Count);
            Classes = design.Classes.ToDictionary(c => c.Name);
            Profile = RequestProfile.Of(design.Classes.Select(c => (c, Weights[c.Name])));
            Repeats = Profile.Usd > 0 ? design.Classes.Sum(c => Weights[c.Name] * (1 + c.Repeats) * c.Uses.Sum(u => u.Usd)) / Profile.Usd
                : 1;
            var used = design.Classes.SelectMany(c => c.Uses).Select(u => u.Component).ToHashSet();
            Lines = design.Components.Where(c => !c.IsPeople && !used.Contains(c.Name)
                && c.Name is not ("retries" or "tax" or "reasoning")).ToDictionary(c => c.Name, c => months.Average(m => c.ByMonth[m]));
        }

        public double PerUsd { get; }

        public double Tax { get; }

        public double Factor => PerUsd * (1 + Tax);

        /// <summary>Mean requests of a month.</summary>
        public double Requests { get; }

        /// <summary>Mean bill of a month.</summary>
        public double Bill { get; }

        public IReadOnlyDictionary<string, double> Weights { get; }

        public IReadOnlyDictionary<string, ForecastClass> Classes { get; }

        public RequestProfile Profile { get; }

        /// <summary>Paid attempts of a request.</summary>
        public double Repeats { get; }

        /// <summary>Costs of a month other than requests, by line.</summary>
        public IReadOnlyDictionary<string, double> Lines { get; }

        /// <summary>What a request adds to the bill.</summary>
        public double Unit => Profile.Usd * Repeats * Factor;

        public string? FileOf(string part) => design.Parts.FirstOrDefault(p => p.Part == part)?.File;
    }
}
