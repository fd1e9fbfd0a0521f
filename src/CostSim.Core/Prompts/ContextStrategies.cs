using CostSim.Documents;
using CostSim.Files;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The table of context assembly kinds.</summary>
internal static class ContextStrategies
{
    /// <summary>The table for help and for kinds that state nothing uncertain.</summary>
    public static Registry<IContextStrategy> All { get; } = Using(new InputScope(new UncertainInputs()), model: "openai/gpt-4o");

    /// <summary>The table for reading a design, whose uncertain numbers belong to a scope, and whose model counts images.</summary>
    public static Registry<IContextStrategy> Using(InputScope scope, Func<EmbeddingEndpoint, IEmbedder>? connect =
        null, string? model = null)
    {
        var reader = new ContextReader(scope, connect ?? (endpoint => new NoEmbedder(endpoint)));
        var table = new Registry<IContextStrategy>("context");
        foreach (var kind in ContextSelections.Of(reader))
            table.Add(kind.Name, kind.Example, kind.Summary, s => new PlainContext(kind.Build(s)));
        table.Add("page-images", "{ kind: page-images, detail: high, dpi: 150, text: false }",
            "the pages of the document as pictures, counted by the rule that the model's provider publishes; `text: true` sends the text "
            + "too, `tokens: 1_100` types what a page was billed, `finder` as in whole-document",
            s => PageImagesContext.Read(s, reader.Finder(s), model));
        table.Add("map-reduce", "{ kind: map-reduce, part: 4_000, notes: 200 }",
            "a call takes notes on each part of the document, one more answers from the notes",
            s => new MapReduceContext(s.Tokens("part", absent: 4_000.Tokens, min: 1),
                s.Tokens("notes", absent: 200.Tokens, min: 1), reader.Finder(s)));
        table.Add("refine", "{ kind: refine, part: 4_000, notes: 400 }", "part by part, each call improves the notes of the one before",
            s => new RefineContext(s.Tokens("part", absent: 4_000.Tokens, min: 1),
                s.Tokens("notes", absent: 400.Tokens, min: 1), reader.Finder(s)));
        table.Add("self-route", "{ kind: self-route, declines: 10% to 30%, first: { kind: top-chunks, k: 5 }, then: whole-document }",
            "chunks first, the full context where the model declines; in place of `declines`: `notices: 80%, false_alarms: 5%` of the "
            + "questions whose evidence was missed or found", reader.SelfRoute);
        table.Add("history", "{ kind: history, turns: 6, gap: 2m, policy: window, keep: 4, context: { kind: top-chunks, k: 3 } }",
            "a conversation that sends earlier turns again: `policy: full`, `window` of `keep` turns, `truncate` to `tokens`, or `summary` "
            + "of `tokens` before the last `keep`", reader.History);
        table.Add("agent", "{ kind: agent, steps: 3, call: 60, result: 600, context: { kind: top-chunks, k: 3 } }",
            "tool steps, each of which sends again all that went before", reader.Agent);
        return table;
    }
}
