using CostSim.Distributions;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Requests;

namespace CostSim.Billing;

/// <summary>Collects priced requests into the rows of the spend engine: a row for each question, answer node and cache state.</summary>
internal sealed class RequestRows(Population population, BillingTerms terms)
{
    private const string Output = "output";
    private const string Reasoning = "reasoning";

    private readonly List<(int Question, IReadOnlyList<double> ByVolume, RequestBill Bill)> states = [];

    public void Add(int question, IReadOnlyList<double> byVolume, RequestBill bill) => states.Add((question, byVolume, bill));

    public SampledRequests Build(PriceFactors factors)
    {
        var nodes = terms.Nodes;
        var rows = states.GroupBy(s => s.Question)
            .SelectMany(q => nodes.Select((_, node) => (Node: node, States: q)).SelectMany(n => n.States.Select(s => (n.Node, State: s))))
            .ToList();
        var volumes = states.Max(s => s.ByVolume.Count);
        return new SampledRequests
        {
            BaseRequests = [.. rows.Select(r => (r.State.Question * nodes.Count) + r.Node)],
            Questions = [.. rows.Select(r => r.State.Question)],
            LogVolumes = volumes > 1 ? terms.LogVolumes : [],
            Weights = [.. Enumerable.Range(0, volumes).Select(v => (IReadOnlyList<double>)[.. rows.Select(r =>
                population.Weights[r.State.Question] * nodes[r.Node].Weight * r.State.ByVolume[Math.Min(v, r.State.ByVolume.Count - 1)])])],
            Missed = population.Evidence.All(e => e is null) ? [] : Missed(rows.Select(r => r.State.Question)),
            Sample = terms.Sample,
            Parts = [.. Parts(rows, factors)],
        };
    }

    private IEnumerable<CostPart> Parts(List<(int Node, (int Question, IReadOnlyList<double> ByVolume, RequestBill Bill) State)> rows, PriceFactors factors)
    {
        var components = states.SelectMany(s => s.Bill.ByComponent.Keys).Distinct().Order(StringComparer.Ordinal);
        foreach (var component in components)
        {
            yield return new CostPart(component, FactorsOf(component, factors),
                [.. rows.Select(r => (double)r.State.Bill.ByComponent.GetValueOrDefault(component))])
            {
                IsOutput = component == Output,
            };
        }

        if (terms.AnswerTokens.Any(t => t > 0))
            yield return new CostPart(Output, With(factors.Tokens, terms.AnswerFactor), [.. rows.Select(r => (double)r.State.Bill.PerAnswerToken * terms.AnswerTokens[r.Node])]) { IsOutput = true };
        if (terms.ReasoningTokens.Count > 0)
            yield return new CostPart(Reasoning, With(factors.Tokens, terms.ReasoningFactor), [.. rows.Select(r => (double)r.State.Bill.PerReasoningToken * terms.ReasoningTokens[r.Node])]) { IsOutput = true };
    }

    private IReadOnlyList<Parameter> FactorsOf(string component, PriceFactors factors) => Meters.All.FirstOrDefault(m => m.Name == component)?.Unit switch
    {
        "tokens" when component is not (Output or Reasoning) => With(factors.Tokens, terms.InputFactor),
        "tokens" => factors.Tokens,
        _ => component == RequestBill.QueryEmbedding ? factors.Tokens : factors.Fees,
    };

    private double[] Missed(IEnumerable<int> questions)
    {
        // A document that nobody asked about is taken to be as well served as the others.
        var known = population.Evidence.Select((e, i) => (e, Weight: population.Weights[i])).Where(e => e.e is not null).ToList();
        var mean = known.Sum(e => e.Weight * (1 - e.e!.Value.Recall)) / known.Sum(e => e.Weight);
        return [.. questions.Select(q => population.Evidence[q] is { } evidence ? 1 - evidence.Recall : mean)];
    }

    private static IReadOnlyList<Parameter> With(IReadOnlyList<Parameter> factors, Parameter more) =>
        more is ConstantParameter { Number: 1 } ? factors : [.. factors, more];
}
