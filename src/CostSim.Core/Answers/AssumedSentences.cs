using CostSim.Results;

namespace CostSim.Answers;

/// <summary>Defaults that decide, with what the answer would be otherwise.</summary>
internal static class AssumedSentences
{
    public static IEnumerable<string> All(Result result) =>
        (result.Defaults ?? []).Select(d => (Default: d, d.Deciding)).Where(d => d.Deciding is not null).Select(d =>
    {
        var (assumed, otherwise) = (d.Default, d.Deciding!);
        // The alternatives were simulated with few trials, on which both answers rest: their ratio is told, on the month that is shown.
        var month = Sentences.Month(result, result.Recommended).P50 * otherwise.P50 / assumed.P50;
        var choice = otherwise.Design == assumed.Design ? "" : $", and {otherwise.Design} is chosen";
        return $"Assumed: {assumed.Words} (otherwise, {otherwise.Words}, {Sentences.Money(result, month)} "
            + $"{Sentences.Period(result)}{choice}).";
    });

    /// <summary>Whether it was checked that neither an uncertain input nor a default changes the choice.</summary>
    public static bool IsChoiceFirm(Result result) => result.Designs.Count > 1 && result.Defaults is { } defaults
        && result.Spend.ValueOfKnowing.Count > 0
            && result.Spend.ValueOfKnowing.All(v => v.Usd <= 1e-6 * result.Recommended.Spend.WithPeople.Total.Mean)
        && defaults.All(d => d.Alternatives.All(a => a.Design == d.Design));
}
