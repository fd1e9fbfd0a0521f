namespace CostSim.Results;

/// <summary>
/// What a default may as well have been, and what that would do: a month's P50 of the chosen design, and which design is chosen.
/// </summary>
internal sealed record Otherwise(string Words, double P50, string Design);

/// <summary>A value that nobody typed, in words, with its plausible alternatives recomputed.</summary>
internal sealed record AssumedDefault(string Path, string Words, double P50, string Design, IReadOnlyList<Otherwise> Alternatives)
{
    private const double Matters = 0.10;

    /// <summary>The alternative that moves the answer most; null where none moves a month by a tenth or changes the choice.</summary>
    public Otherwise? Deciding => Alternatives
        .Where(a => a.Design != Design || Math.Abs((a.P50 / P50) - 1) > Matters)
        .OrderByDescending(a => a.Design != Design).ThenByDescending(a => Math.Abs((a.P50 / P50) - 1)).FirstOrDefault();
}
