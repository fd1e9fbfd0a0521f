using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// The fee of a provider's tool: of the tool that is named, else the model record's own, else the provider's web search
/// (README of the price facts, section 4, rule 6).
/// </summary>
internal sealed class ToolSearch(PriceBook book, PriceQuestion question, IReadOnlyList<PriceRecord> records)
{
    public ToolPrice? At(DateTimeOffset at)
    {
        if (question.Tool is { Length: > 0 } named)
            return Named(named, at);
        var own = records.Where(r => r.Amounts[PriceColumn.ToolCall] is not null).ToList();
        if (own.Count > 0)
        {
            var first = own.Aggregate((a, b) => b.ContextFrom < a.ContextFrom ? b : a);
            return new ToolPrice("model", first.Amounts[PriceColumn.ToolCall]!.Value, first.Id);
        }

        var search = Tools(at).Where(t => t.WebSearchOf.Any(pattern => Wildcard.Matches(pattern, records[0].Model))).ToList();
        return search.Count == 1 ? Price(search[0]) : null;
    }

    private ToolPrice? Named(string tool, DateTimeOffset at)
    {
        var tools = Tools(at);
        var found = tools.Where(t => Short(t.Model) == Short(tool)).ToList();
        return found.Count == 1
            ? Price(found[0])
            : throw new RuleException("tool",
                $"{question.Provider} has no price for the tool '{tool}' on {PriceSearch.Show(at)}; known then: "
                + $"{(tools.Count == 0 ? "none" : string.Join(", ", tools.Select(t => t.Model)))}");
    }

    private List<PriceRecord> Tools(DateTimeOffset at) =>
        Statements.InForce(book.Tools(records[0].Provider, question.Announced), at);

    // A session of a tool is one call of it.
    private static ToolPrice? Price(PriceRecord tool) =>
        (tool.Amounts[PriceColumn.ToolCall] ?? tool.Amounts[PriceColumn.Request]) is { } fee
            ? new ToolPrice(tool.Model, fee, tool.Id)
            : null;

    private static string Short(string tool)
    {
        var slug = Slug.Of(tool[(tool.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return slug.StartsWith("tool-", StringComparison.Ordinal) ? slug[5..] : slug;
    }
}
