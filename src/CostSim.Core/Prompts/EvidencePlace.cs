using CostSim.Documents;

namespace CostSim.Prompts;

/// <summary>
/// How near the middle of a context the evidence is: 0 at either end, 1 in the middle, in straight lines between, the places
/// counted in characters. Of an excerpt that is sent in several stretches, the one that holds most of it counts; of equal ones that
/// nearest to an end.
/// </summary>
internal static class EvidencePlace
{
    /// <summary>The mean over all places, for evidence that is not known.</summary>
    public const double Anywhere = 0.5;

    public static double Of(Question? question, RequestWay way, Library library)
    {
        // A call that reads one part of the document has its own ends.
        if (question is null || way.IsInParts)
            return Anywhere;
        var whole = way.Context.Sum(c => (double)c.Length);
        var (sum, found) = (0.0, 0.0);
        foreach (var wanted in question.References)
        {
            var (held, near, before) = (0, 0.0, 0.0);
            foreach (var range in way.Context)
            {
                var (start, end) = (Math.Max(range.Start, wanted.Range.Start), Math.Min(range.End, wanted.Range.End));
                if (end > start && library.Documents[range.Document].Name == wanted.Document)
                {
                    var place = (before + ((start + end) / 2.0) - range.Start) / whole;
                    var own = 1 - Math.Abs((2 * place) - 1);
                    if (end - start > held || (end - start == held && own < near))
                        (held, near) = (end - start, own);
                }

                before += range.Length;
            }

            (sum, found) = (sum + (held * near), found + held);
        }

        return found > 0 ? sum / found : Anywhere;
    }
}
