using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>A part of a design's cost that a path draws as one amount a month: an account's usage, other billed costs, or people.</summary>
/// <param name="Account">Null for what people cost; empty for costs billed outside accounts.</param>
/// <param name="IsRandom">Whether any request makes it; lines alone are known from the parameters.</param>
internal sealed record PathPiece(int Design, string? Account, bool IsRandom);

/// <summary>Splits the model: a design for each account of each design, on the same requests and random numbers.</summary>
internal sealed record PathPieces(SpendModel Model, IReadOnlyList<PathPiece> Pieces)
{
    public static PathPieces Of(SpendModel model)
    {
        var (pieces, costs) = (new List<PathPiece>(), new List<DesignCost>());
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var design = model.Designs[d];
            foreach (var account in AccountsOf(design).Append("").Append(null).Distinct())
            {
                var payer = account is null ? Payer.People : Payer.Bill;
                var cost = new DesignCost(
                    $"{design.Name}: {account ?? "people"}",
                    [.. design.Classes.Select(c => Part(c, account))],
                    [.. design.Lines.Where(l => l.Payer == payer && (account is null || l.Ledger == account))
                        .Select(l => l with { Payer = Payer.Bill })])
                {
                    Limits = design.Limits?.Of(payer),
                };
                var isRandom = cost.Classes.Any(c => c.Incidents.Count > 0 || c.Segments.Any(s => s.Requests.AllParts.Any()));
                if (!isRandom && cost.Lines.Count == 0)
                    continue;
                pieces.Add(new PathPiece(d, account, isRandom));
                costs.Add(cost);
            }
        }

        return new PathPieces(model with { Designs = costs, Tariff = null }, pieces);
    }

    /// <summary>The accounts of a design, in the order of their names.</summary>
    public static IReadOnlyList<string> AccountsOf(DesignCost design) =>
    [
        .. design.Classes.SelectMany(c => c.Segments).SelectMany(s => s.Requests.AllParts).Select(p => p.Ledger)
            .Concat(design.Lines.Where(l => l.Payer is Payer.Bill).Select(l => l.Ledger)).Where(l => l.Length > 0).Distinct()
                .Order(StringComparer.Ordinal),
    ];

    // Every incident is paid by people or billed outside accounts; in its own piece it is simply a cost.
    private static ClassCost Part(ClassCost cost, string? account) => cost with
    {
        Segments = [.. cost.Segments.Select(s => s with { Requests = s.Requests.Select(parts => parts.Where(p => p.Ledger == account)) })],
        Incidents = account is { Length: > 0 }
            ? []
            : [.. cost.Incidents.Where(i => i.Payer == (account is null ? Payer.People : Payer.Bill))
                .Select(i => i with { Payer = Payer.Bill })],
    };
}
