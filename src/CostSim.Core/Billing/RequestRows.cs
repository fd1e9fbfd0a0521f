using CostSim.Engine;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;

namespace CostSim.Billing;

/// <summary>
/// Collects priced requests into the rows of the spend engine: a row for each question, answer node, way and cache state.
/// </summary>
internal sealed class RequestRows(Population population, BillingTerms terms)
{
    private const string Output = "output";
    private const string Reasoning = "reasoning";

    private readonly List<Priced> all = [];

    private sealed record Priced(int Question, int Way, IReadOnlyList<double> ByVolume, RequestBill Bill);

    private sealed record Line(int Node, double Share, Priced Priced);

    public void Add(int question, int way, IReadOnlyList<double> byVolume, RequestBill bill) =>
        all.Add(new Priced(question, way, byVolume, bill));

    /// <summary>The rows where the strategy's probabilities have the given values.</summary>
    public SampledRequests Build(IReadOnlyList<double> probabilities, PriceFactors factors)
    {
        var nodes = terms.Nodes;
        var rows = all.GroupBy(s => s.Question).SelectMany(question =>
        {
            var shares = population.Shares(question.Key, probabilities);
            var taken = question.Where(p => shares[p.Way] > 0).ToList();
            return nodes.SelectMany((_, node) => taken.Select(p => new Line(node, shares[p.Way], p)));
        }).ToList();
        var lacking = population.Unused.Count > 0 ? population.Unused : population.Missed;
        var volumes = all.Max(s => s.ByVolume.Count);
        return new SampledRequests
        {
            BaseRequests = [.. rows.Select(r => (r.Priced.Question * nodes.Count) + r.Node)],
            Questions = [.. rows.Select(r => r.Priced.Question)],
            LogVolumes = volumes > 1 ? terms.LogVolumes : [],
            Weights = [.. Enumerable.Range(0, volumes).Select(v => (IReadOnlyList<double>)[.. rows.Select(r =>
                population.Weights[r.Priced.Question] * nodes[r.Node].Weight * r.Share
                    * r.Priced.ByVolume[Math.Min(v, r.Priced.ByVolume.Count - 1)])])],
            Missed = lacking.Count == 0 ? [] : [.. rows.Select(r => lacking[r.Priced.Question][r.Priced.Way])],
            Sample = terms.Sample,
            Parts = [.. Parts(rows, factors)],
        };
    }

    private IEnumerable<CostPart> Parts(List<Line> rows, PriceFactors factors)
    {
        foreach (var component in all.SelectMany(s => s.Bill.ByComponent.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            yield return new CostPart(component, FactorsOf(component, factors),
                [.. rows.Select(r => (double)r.Priced.Bill.ByComponent.GetValueOrDefault(component))])
            {
                IsOutput = component == Output,
            };
        }

        // Earlier answers that are sent again are as long as answers are in the trial.
        foreach (var component in all.SelectMany(s => s.Bill.Resent.Keys).Distinct().Order(StringComparer.Ordinal))
            yield return new CostPart(component, With(FactorsOf(component, factors), terms.AnswerFactor),
                [.. rows.Select(r => (double)r.Priced.Bill.Resent.GetValueOrDefault(component))]);
        if (terms.AnswerTokens.Any(t => t > 0))
            yield return new CostPart(Output, With(factors.Tokens, terms.AnswerFactor),
                [.. rows.Select(r => (double)r.Priced.Bill.PerAnswerToken * terms.AnswerTokens[r.Node])])
            { IsOutput = true };
        if (terms.ReasoningTokens.Count > 0)
            yield return new CostPart(Reasoning, With(factors.Tokens, terms.ReasoningFactor),
                [.. rows.Select(r => (double)r.Priced.Bill.PerReasoningToken * terms.ReasoningTokens[r.Node])])
            { IsOutput = true };
    }

    private IReadOnlyList<Parameter> FactorsOf(string component, PriceFactors factors) => FactorsOf(component, factors, terms);

    /// <summary>What multiplies a component in a trial: prices, the doubt about tokens, the share that a typed cache serves.</summary>
    internal static IReadOnlyList<Parameter> FactorsOf(string component, PriceFactors factors, BillingTerms terms)
    {
        var meter = Meters.All.FirstOrDefault(m => m.Name == component);
        IReadOnlyList<Parameter> usual = meter?.Unit switch
        {
            "tokens" when component is not (Output or Reasoning) => With(factors.Tokens, terms.InputFactor),
            "tokens" or "million token hours" => factors.Tokens,
            _ => component == RequestBill.QueryEmbedding ? factors.Tokens : factors.Fees,
        };
        return terms.Cached.Count == 0 ? usual
            : meter?.Meter == Meter.FreshInput ? With(usual, terms.Cached.Aggregate(Parameter.Zero, (sum, c) => sum + c.Share).OneMinus)
            : terms.Cached.FirstOrDefault(c => c.Meter == meter?.Meter) is { Share: { } share } ? With(usual, share)
            : usual;
    }

    private static IReadOnlyList<Parameter> With(IReadOnlyList<Parameter> factors, Parameter more) =>
        more is ConstantParameter { Number: 1 } ? factors : [.. factors, more];
}
