using CostSim.Documents;
using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>
/// Holds every design to what the application knows of a question: one that is handed the right document for free, next to another that
/// has to search for it, would win by a rule and not by its merit.
/// </summary>
internal static class SameGame
{
    /// <summary>The workloads with what is asked about settled; designs that do not fit are among the errors.</summary>
    public static IReadOnlyList<(Workload Workload, SettingsMap Map, InputScope Scope)> Settle(
        IReadOnlyList<(Workload Workload, SettingsMap Map, InputScope Scope)> workloads,
        IReadOnlyList<(SettingsMap Map, Design Design)> designs)
    {
        var searched = designs.SelectMany(d => d.Design.Context?.Retrieving?.Retriever.Scopes ?? []).Distinct().ToList();
        var settled = workloads.Select(w => w.Workload is { Corpus: not null, AboutIsAssumed: true }
            ? w with { Workload = Assumed(w.Workload, w.Map, searched) }
            : w).ToList();
        foreach (var (map, design) in designs)
        {
            // One sentence a design, though several classes may say the same.
            foreach (var rule in settled.Where(w => w.Workload.Corpus is not null).Select(w => Broken(w.Workload, design))
                .OfType<string>().Distinct())
                map.Errors.Add(map.Where("context"), $"context: {rule}");
        }

        return settled;
    }

    private static Workload Assumed(Workload workload, SettingsMap map, List<Scope> searched)
    {
        var named = workload.Questions.All(q => q.IsDocumentNamed);
        var about = searched.Contains(Scope.Corpus) && !searched.Contains(Scope.Document) || !named
            ? AskedAbout.Collection
            : AskedAbout.Document;
        var reason = about is AskedAbout.Document
            ? workload.Questions.Count > 0 ? "every question names its document" : "nothing is said of it"
            : named ? "the retrievers search all documents" : "some questions name no document";
        map.Record("asked.about", about is AskedAbout.Document ? "document" : "collection", Origin.Default, reason);
        return workload with { About = about };
    }

    private static string? Broken(Workload workload, Design design)
    {
        if (design.Context is not { } context)
            return null;
        var scopes = context.Retrieving?.Retriever.Scopes.ToList() ?? [];
        var why = workload.AboutIsAssumed
            ? workload.About is AskedAbout.Document
                ? "every question names its document"
                : "nothing says that the application knows the document (asked.about)"
            : workload.About is AskedAbout.Document
                ? "the application knows the document (asked.about: document)"
                : "nobody knows the document (asked.about: collection)";
        if (workload.About is AskedAbout.Collection)
        {
            if (scopes.Contains(Scope.Document))
                return $"'scope: document' searches inside the document that a question is about, but {why}; leave the scope out, or say "
                    + $"'asked: {{ about: document }}'";
            return context is { ReadsDocument: true, Finder: null }
                ? $"the whole document goes in, but {why}; add 'finder: {{ kind: bm25, documents: 1 }}' to look for it, 'finder: known' to "
                    + $"be handed it all the same, or say 'asked: {{ about: document }}'"
                : null;
        }

        if (scopes.Contains(Scope.Corpus))
            return $"'scope: corpus' searches all documents, but {why}; leave the scope out, or say 'asked: {{ about: collection }}'";
        return context.Finder is { Retrieving: not null }
            ? $"a finder looks for the document, but {why}; leave the finder out, or say 'asked: {{ about: collection }}'"
            : null;
    }
}
