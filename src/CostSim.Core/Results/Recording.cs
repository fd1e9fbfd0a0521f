using CostSim.Billing;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Results;

/// <summary>Makes the record of a run.</summary>
internal static class Recording
{
    private static readonly string[] Order = ["input", "system", "tools", "context", "history", "question", "notes", MeanUse.Written];

    public static Forecast Of(Result result)
    {
        var scenario = result.Scenario;
        return new Forecast
        {
            Scenario = scenario.Name,
            Version = ToolVersion.Text,
            Start = scenario.Calendar.Start,
            Months = [.. scenario.Calendar.Months.Select(m =>
                new ForecastMonth(m.Name, scenario.Calendar.DateOf(m.FirstDay), m.Days, m.IsPartial))],
            Currency = scenario.Money.Currency,
            PerUsd = (double)scenario.Money.RateFrom(MoneyTerms.Usd, scenario.Calendar.Start),
            TaxShare = (double)scenario.Money.TaxShare(scenario.Calendar.Start),
            RetriesHoldTax = !scenario.BillsMonths && scenario.Money.Taxes.Rules.Count > 0,
            Seed = scenario.Seed,
            Trials = result.Spend.Trials,
            PricesAsOf = scenario.Prices.AsOf,
            Chosen = scenario.Chosen,
            Recommended = result.Verdict.Design,
            Files = [.. Files(scenario)],
            Values = [.. scenario.Ledger.All.Select(a => Stated(scenario, a))],
            Tags = scenario.Tags,
            Prepaid = scenario.Prices.Overlay.Commitments.Where(c => c.Prepaid).GroupBy(c => c.Name).ToDictionary(c => c.Key,
                c => LastMonth(scenario, c.Max(x => x.To))),
            Designs = [.. result.Designs.Select(d => Design(scenario, d))],
        };
    }

    // A commitment covers the month in which it ends; one that ends on the first of a month ends with the month before.
    private static int LastMonth(Scenario scenario, DateOnly end)
    {
        var last = end.AddDays(-1);
        return scenario.Calendar.Months.ToList().FindIndex(m => scenario.Calendar.DateOf(m.FirstDay) is var first
            && first.Year == last.Year && first.Month == last.Month);
    }

    private static IEnumerable<InputFile> Files(Scenario scenario)
    {
        var prompts = scenario.Designs.SelectMany(d => new[] { d.System.File, d.Tools.File }).ToHashSet();
        var documents = scenario.Workloads.SelectMany(w => w.Corpus?.Documents ?? []).Select(d => d.Name).ToHashSet();
        return scenario.Files.Select(f => new InputFile(f.Key, KindOf(f.Key), f.Value));

        InputKind KindOf(string file) => prompts.Contains(file) ? InputKind.Prompt
            : documents.Contains(file) ? InputKind.Document
            : file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal) ? InputKind.Scenario
            : InputKind.Other;
    }

    private static StatedValue Stated(Scenario scenario, Assumption assumption) => assumption.Origin is Origin.Default
        ? new StatedValue(assumption.Path, assumption.Value, assumption.Origin, assumption.Source, "", 0)
        : new StatedValue(assumption.Path, assumption.Value, assumption.Origin,
            scenario.Notes.GetValueOrDefault(assumption.Path, assumption.Source), assumption.FileName, assumption.At.Line);

    private static ForecastDesign Design(Scenario scenario, DesignResult design)
    {
        var classes = design.Requests.Select((r, i) => Class(scenario, design, r, i)).ToList();
        var member = scenario.Members.FirstOrDefault(m => design.Design.Name.StartsWith($"{m.Name}: ", StringComparison.Ordinal));
        return new ForecastDesign
        {
            Name = design.Design.Name,
            Measured = MeasuredAnswers(scenario, design.Design.Name),
            Member = member?.Name ?? "",
            Tags = member is null ? null
                : scenario.Tags.Concat(member.Alone.Tags).GroupBy(t => t.Key).ToDictionary(t => t.Key, t => t.Last().Value),
            BudgetPerMonth = member?.Budget is { } budget ? (double)budget.PerMonth : null,
            Models = [.. design.Design.Routes.Select(r => r.Name)],
            Parts = [.. PartsOf(design, classes)],
            TokensPerRequest = design.TokensPerRequest,
            CallsPerRequest = design.CallsPerRequest > 1 ? design.CallsPerRequest : null,
            Requests = design.Spend.MeanRequestsByMonth,
            Bill = Cost(design.Spend.Bill),
            WithPeople = Cost(design.Spend.WithPeople),
            Components = [.. design.Spend.Components.Select(c =>
                new ForecastComponent(c.Component, c.Payer is Payer.People, c.MeanByMonth))],
            Classes = classes,
            Recall = design.Recall is { } recall ? new ForecastRecall(recall.Mean, recall.Low, recall.High, recall.Questions) : null,
        };
    }

    // Parts in the order of the prompt, what is written last; a query's embedding reads the question a second time.
    private static IEnumerable<PartTokens> PartsOf(DesignResult design, IReadOnlyList<ForecastClass> classes)
    {
        var files = new Dictionary<string, string?> { ["system"] = design.Design.System.File, ["tools"] = design.Design.Tools.File };
        var requests = classes.Sum(c => c.Requests);
        return classes.SelectMany(c => c.Uses, (c, use) => (Use: use, Share: requests > 0 ? c.Requests / requests : 1.0 / classes.Count))
            .Where(u => u.Use is { Part.Length: > 0 } && u.Use.Component != RequestBill.QueryEmbedding)
            .GroupBy(u => u.Use.Part).OrderBy(part => Array.IndexOf(Order, part.Key))
            .Select(part => new PartTokens(part.Key, files.GetValueOrDefault(part.Key), part.Sum(u => u.Share * u.Use.Quantity)));
    }

    private static ForecastClass Class(Scenario scenario, DesignResult design, WorkloadRequests requests, int index)
    {
        var workload = requests.Workload;
        var known = new DayMeans(workload.Traffic, scenario.Calendar).Known;
        var level = workload.Traffic.Level.Expected() * workload.Traffic.Adoption.Expected();
        var (spread, spreadCv) = DaySpread(workload.Traffic);
        return new ForecastClass
        {
            Name = workload.Name,
            Requests = design.Spend.Classes.Count > index ? design.Spend.Classes[index].MeanRequests : design.Spend.MeanRequests,
            Level = level,
            FirstDay = known[0],
            GrowthPerMonth = workload.Traffic.Growth.PerMonth.Expected(),
            DaysByMonth = [.. scenario.Calendar.Months.Select(m => known.Skip(m.FirstDay).Take(m.Days).Sum())],
            Weekdays = workload.Traffic.Rhythm.Weekdays,
            DaySpread = spread,
            DaySpreadCv = spreadCv,
            ZeroDays = workload.Traffic.ZeroDays.Expected(),
            TokenSpread = workload.Typed?.DaySpread is { } typed ? typed * typed : ForecastClass.UsualTokenSpread,
            DayToDay = workload.Traffic.Counts.DayToDay.Expected(),
            Repeats = design.Cost.Classes[index].Attempts.Shares.Select((share, i) => i * share.Expected()).Sum(),
            Uses = [.. MeanUses.Of(scenario, requests, level * known[0]).Select(u => u with { ListRate = ListRate(scenario, u) })],
            Cache = RecordedCache.Of(requests, design, level * known[0]),
        };
    }

    // What the contract leaves of a price says what the list has, but for its own prices, which the book tells.
    private static double ListRate(Scenario scenario, MeanUse use)
    {
        var overlay = scenario.Prices.Overlay;
        var net = use.Rate / (double)overlay.DiscountFactor(use.Model, scenario.Calendar.Start);
        if (scenario.Prices.Book is not { } book || overlay.Negotiated.Count == 0
            || use.Model.StartsWith(DesignRoute.Typed, StringComparison.Ordinal)
            || Meters.All.FirstOrDefault(m => m.Name == use.Component) is not { } meter)
            return MeanUse.Stated(net);
        var listed = book.History(use.Model).FirstOrDefault(r => use.Record.StartsWith($"{r.Id} (", StringComparison.Ordinal));
        return MeanUse.Stated(listed?.Amounts.Pricing(meter.Column) is { } column && listed.Amounts[column] is { } amount ? (double)amount
            : net);
    }

    private static string? MeasuredAnswers(Scenario scenario, string design) =>
        scenario.Evaluation is { } evaluation && evaluation.WrongShare(design) is { } wrong
            ? FormattableString.Invariant($"{evaluation.Results[design].Count} questions, {1 - wrong:0.0000} right") : null;

    // The mean of 1/k, not 1 over the mean of k: a wide day counts for more.
    private static (double Spread, double Cv) DaySpread(Traffic traffic)
    {
        var factor = traffic.DayFactor?.Law.AtMedians is { } law ? law.Variance / (law.Mean * law.Mean) : 0;
        if (traffic.Counts.Kind is not CountKind.NegativeBinomial)
            return (factor, 0);
        var (mean, square) = (traffic.Counts.Size.Map(k => 1 / k).Expected(), traffic.Counts.Size.Map(k => 1 / (k * k)).Expected());
        return (mean + factor, Math.Sqrt(Math.Max(0, (square / (mean * mean)) - 1)));
    }

    private static ForecastCost Cost(SpendView view) => new(Spread(view.Total), Spread(view.Pooled), [.. view.Months.Select(Spread)]);

    private static Spread Spread(CostDistribution cost) =>
        new(cost.Mean, cost.StandardDeviation, cost.Skewness, cost.Percentiles.ToDictionary(p => p.Percentile.Key, p => p.Usd));
}

/// <summary>Records what a design's prompt cache hit rate follows from.</summary>
internal static class RecordedCache
{
    /// <summary>Null where no cache is derived, or where its entries end at their age.</summary>
    public static ForecastCache? Of(WorkloadRequests requests, DesignResult design, double requestsPerDay)
    {
        if (requests is not { Population: { } population, Terms: { Cache: { Refreshes: true } cache } terms } || requestsPerDay <= 0)
            return null;
        // A conversation's turns hit by their own gap.
        if (population.Requests.Any(r => r.Ways.Any(w => w.Turn is not null)))
            return null;
        var total = population.Weights.Sum();
        var share = population.Weights.Select((w, q) =>
            w * (CachedPrefix.Of(population.Requests[q].Ways[0].Calls[0], cache).Varies
                ? population.PrefixShare(q) / terms.Arrivals.DocumentsPerFile
                : 1)).Sum() / total;
        var sessions = terms.Arrivals.Sessions;
        var even = terms.Arrivals with { Hours = [.. Enumerable.Repeat(1.0, 24)] };
        return new ForecastCache(
            requestsPerDay, share, double.IsInfinity(terms.Arrivals.DaySize) ? 0 : terms.Arrivals.DaySize, sessions.Requests,
            sessions.Gap.Mean.TotalSeconds,
            sessions.Gap.Within(cache.TimeToLive), sessions.Kept(cache.TimeToLive).TotalSeconds, cache.TimeToLive.TotalSeconds,
            1 - cache.FirstHitRate(requestsPerDay, share, even, sessions), cache.HitRate(requestsPerDay, share, even),
            design.CacheHitRate ?? 0, design.CacheReadShare ?? 0);
    }
}
