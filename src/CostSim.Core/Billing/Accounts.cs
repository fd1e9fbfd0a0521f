using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>Says of every part of a request's cost on which model's account it is billed, so that contracts find their models.</summary>
internal static class Accounts
{
    public static RequestLaw On(RequestLaw law, Design design, string model) =>
        law.Select(parts => parts.Select(p => p with { Ledger = Of(p.Component, design, model) }));

    private static string Of(string component, Design design, string model) => component switch
    {
        RequestBill.QueryEmbedding => design.Embedding?.Model ?? model,
        RequestBill.Rerank => design.Reranker?.Model ?? model,
        Vectors.Queries => design.VectorStore?.Prices.Model ?? model,
        _ => model,
    };
}
