using System.Globalization;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Randomness;
using CostSim.Tokens;

namespace CostSim.Scenarios;

/// <summary>
/// What is not known of a tokenizer that nobody publishes: one factor on all input tokens, drawn once per trial from the band that the
/// scenario's own documents have. Designs that count with the same tokenizer share it.
/// </summary>
internal static class TokenizerDoubt
{
    /// <summary>The factor, and a line among the assumptions that says how tokens were counted.</summary>
    public static Parameter Read(SettingsMap map, ITokenizer tokenizer, IEnumerable<Corpus> corpora, InputScope scope)
    {
        var estimate = tokenizer as ApproximateTokenizer;
        map.Record("tokenizer", $"{tokenizer.Name}, {(estimate is null ? "exact" : "estimated")}", map.Has("tokenizer")
            ? Origin.Typed
            : Origin.Default);
        if (estimate is null)
            return Parameter.One;
        var ((low, high), key) = (estimate.Band(corpora.SelectMany(c => c.Documents).Select(d => d.Text)), $"tokenizers.{estimate.Name}");
        var value = string.Create(CultureInfo.InvariantCulture, $"{Ratios(estimate)}; factor on input tokens {low:0.00} to {high:0.00}");
        map.Reading.Ledger.Record(new Assumption(key, value, Origin.Default, Sources(estimate), default));
        return low < high ? scope.Inputs.Add("", key, LognormalQuantity.OfInterval(low, high)) : Parameter.One;
    }

    private static string Ratios(ApproximateTokenizer tokenizer) =>
        $"{tokenizer.NearestName} x " + string.Join(", ", tokenizer.Ratios.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Ratio:0.00} ({r.Kind.InWords()})")));

    private static string Sources(ApproximateTokenizer tokenizer) => string.Join("; ", tokenizer.Ratios.GroupBy(r => r.Source).Select(s =>
        s.Key.Length > 0 ? s.Key : $"no source for {string.Join(" and ", s.Select(r => r.Kind.InWords()))}, so a wide band"));
}
