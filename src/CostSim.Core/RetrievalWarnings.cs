using CostSim.Documents;
using CostSim.Engine;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim;

/// <summary>What is to be known of how each design searches; said once of all that search alike.</summary>
internal static class RetrievalWarnings
{
    public static IEnumerable<string> Of(Scenario scenario, Stages stages)
    {
        var notes = from workload in scenario.Workloads
                    where workload.Corpus is not null
                    from design in scenario.Designs
                    let retrieving = design.Context?.Retrieving
                    where retrieving is not null
                    let library = stages.LibraryOf(workload, design)
                    let scope = workload.About is AskedAbout.Document ? Scope.Document : Scope.Corpus
                    from note in RetrievalNotes.Of(retrieving.Retriever.Within(scope), Taken(design.Context!, retrieving),
                        library.Chunks(retrieving.Cutting), workload.Questions)
                    select (design.Name, Note: note);
        return notes.GroupBy(n => n.Note)
            .Select(alike => $"{WarningWords.Designs([.. alike.Select(n => n.Name).Distinct()])}: {alike.Key}");
    }

    // How many of the ranked chunks go in; null where their tokens decide.
    private static int? Taken(IContextStrategy context, Retrieving retrieving) => context switch
    {
        PlainContext { Selection: RerankContext rerank } => rerank.Keep,
        PlainContext { Selection: BudgetContext } => null,
        _ => retrieving.Candidates,
    };
}
