using CostSim.Logs;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>The part of a log that one value of the tags has, such as a team's.</summary>
internal sealed record FitGroup(IReadOnlyList<string> Values, DayTally Use, double ShareOfRequests, double ShareOfTokens)
{
    /// <summary>Groups from the largest use to the smallest.</summary>
    public static IReadOnlyList<FitGroup> Of(LogSketch sketch)
    {
        var (requests, tokens) = (sketch.Groups.Values.Sum(g => g.Tally.Requests), sketch.Groups.Values.Sum(g => g.Tally.Tokens));
        return [.. sketch.Groups.Values.Select(g => new FitGroup(g.Values, g.Tally, requests > 0 ? g.Tally.Requests / requests : 0,
            tokens > 0 ? g.Tally.Tokens / tokens : 0)).OrderByDescending(g => g.Use.Tokens).ThenBy(g => string.Join('\u001f', g.Values), StringComparer.Ordinal)];
    }

    /// <summary>A line of the answer: <c>team search: 60 % of the requests, 55 % of the tokens (1,200 in, 300 out)</c>.</summary>
    public string Line(IReadOnlyList<string> by) =>
        $"{string.Join(", ", by.Zip(Values).Select(p => $"{p.First} {p.Second}"))}: {Figures.Share(ShareOfRequests)} of the requests, {Figures.Share(ShareOfTokens)} of the tokens{(Use.Requests > 0 ? $" ({Figures.Count(Use.Input / Use.Requests)} in, {Figures.Count(Use.Output / Use.Requests)} out a request)" : "")}";
}
