using System.Globalization;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Results;

/// <summary>What a reader should know of the lengths that went in: tails that carry the cost, thinking that nobody counted.</summary>
internal static class LengthWarnings
{
    // The longest hundredth of the requests; an even spread gives it 1 %, a lognormal of CV 1 about 7 %.
    private const double Longest = 0.99;
    private const double MostInTail = 0.2;

    public static IEnumerable<string> Of(Scenario scenario) => Heavy(scenario).Concat(Thinking(scenario));

    private static IEnumerable<string> Heavy(Scenario scenario)
    {
        var typed = scenario.Workloads.Where(w => w.Typed is not null)
            .SelectMany(w => new[] { ("requests.input", w.Typed!.Input), ("requests.output", w.Typed.Output) });
        var ofDesigns = scenario.Designs.SelectMany(d => new[] { ("answer", d.Answer), ("reasoning", d.Reasoning) });
        return typed.Select(l => (Key: l.Item1, Law: (UncertainLaw?)l.Item2)).Concat(ofDesigns.Select(l => (Key: l.Item1, Law: l.Item2)))
            .Where(l => l.Law is not null).Select(l => (l.Key, Share: InTail(l.Law!.AtMedians)))
                .Where(l => l.Share > MostInTail).DistinctBy(l => l.Key)
            .Select(l => string.Create(CultureInfo.InvariantCulture,
                $"{l.Key}: a heavy tail: the longest 1 % of the requests hold {l.Share * 100:0} % of these tokens, so that single months "
                + $"differ widely; check the upper end against a log, or limit it with max_output"));
    }

    /// <summary>Share of a law's mean that its largest hundredth holds.</summary>
    internal static double InTail(IQuantity law)
    {
        if (law.Variance == 0 || law.Mean <= 0)
            return 0;
        var most = law.At(NormalQuantile.Of(Longest));
        var beyond = 1 - law.Probability(most);
        return (law.Mean - new CappedQuantity(law, most).Mean + (most * beyond)) / law.Mean;
    }

    private static IEnumerable<string> Thinking(Scenario scenario)
    {
        if (scenario.Prices.Book is not { } book)
            yield break;
        foreach (var design in scenario.Designs.Where(d => d.Reasoning is null))
        {
            if (design.Routes.Where(r => !r.IsTyped).Select(r => r.Name).FirstOrDefault(name => Thinks(book, name)) is { } model)
                yield return $"{design.Name}: {model} thinks before it answers and bills that as output, but no reasoning tokens are "
                    + $"stated; add 'reasoning: 300 to 3_000' from a log or a trial (0 where thinking is switched off)";
        }
    }

    /// <summary>
    /// Whether the book says of a model that it reasons; a name that it does not know is refused where its price is looked up.
    /// </summary>
    internal static bool Thinks(PriceBook book, string model)
    {
        try
        {
            return book.Reasons(model);
        }
        catch (RuleException)
        {
            return false;
        }
    }
}
