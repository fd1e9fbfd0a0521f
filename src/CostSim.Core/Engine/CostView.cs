using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// A cost whose law is asked for: one design's bill or its cost with people, or the difference of two designs with people.
/// </summary>
internal sealed record CostView(int First, int? Second, bool WithPeople)
{
    /// <summary>Whether the cost can be negative, so that no law of positive costs may are used instead.</summary>
    public bool IsDifference => Second is not null;

    public IEnumerable<(int Design, double Sign)> Sides => Second is { } second ? [(First, 1), (second, -1)] : [(First, 1)];
}

/// <summary>Lists the costs of a model that differ from one another.</summary>
internal static class CostViews
{
    // Beyond this many designs only the pairs with one of them are formed.
    internal const int MostDesignsForAllPairs = 12;

    public static bool HasPeople(DesignCost design) =>
        design.Lines.Any(l => l.Payer == Payer.People) || design.Classes.Any(c => c.Incidents.Any(i => i.Payer == Payer.People));

    /// <summary>Every design's bill, its cost with people where it has any, and the pairs.</summary>
    public static IReadOnlyList<CostView> Of(SpendModel model, SpendOptions options)
    {
        var views = new List<CostView>();
        for (var d = 0; d < model.Designs.Count; d++)
        {
            views.Add(new CostView(d, null, false));
            if (HasPeople(model.Designs[d]))
                views.Add(new CostView(d, null, true));
        }

        if (!options.Decisions)
            return views;
        for (var a = 0; a < model.Designs.Count; a++)
        {
            for (var b = a + 1; b < model.Designs.Count; b++)
            {
                if (model.Designs.Count <= MostDesignsForAllPairs || model.Designs[a].Name == options.PairWith
                    || model.Designs[b].Name == options.PairWith)
                    views.Add(new CostView(a, b, true));
            }
        }

        return views;
    }

    /// <summary>Where a design's cost with people (or bill) is in the list.</summary>
    public static int IndexOf(this IReadOnlyList<CostView> views, int design, bool withPeople)
    {
        var bill = 0;
        for (var v = 0; v < views.Count; v++)
        {
            if (views[v].IsDifference || views[v].First != design)
                continue;
            if (views[v].WithPeople == withPeople)
                return v;
            bill = v;
        }

        return bill;
    }
}
