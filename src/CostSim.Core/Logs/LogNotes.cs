using CostSim.Reports;

namespace CostSim.Logs;

/// <summary>What was met on the way through a log and must be said: rows left out, and what was taken for granted.</summary>
internal sealed class LogNotes
{
    private readonly SortedDictionary<string, int> formats = new(StringComparer.Ordinal);

    public long Rows { get; set; }

    public long Duplicates { get; set; }

    /// <summary>Rows without an id that equal the row before them in every field.</summary>
    public long EqualNeighbours { get; set; }

    /// <summary>Rows of a bill, which has no ids, that equal an earlier one in every field.</summary>
    public long EqualRows { get; set; }

    /// <summary>Rows whose model is blank or null, as in exports that are not grouped by model.</summary>
    public long WithoutModel { get; set; }

    /// <summary>Spans of other work than calls of a model.</summary>
    public long OtherSpans { get; set; }

    /// <summary>Rows whose time states no offset from UTC.</summary>
    public long WithoutOffset { get; set; }

    /// <summary>Requests that a gateway answered from its own cache, so that no provider saw them.</summary>
    public long AnsweredByGateway { get; set; }

    public long Cents { get; set; }

    /// <summary>Rows that a run of ours wrote: what is expected, not what happened.</summary>
    public long Forecast { get; set; }

    public long CachedInside { get; set; }

    public long CachedOutside { get; set; }

    public IEnumerable<string> Formats => formats.Keys;

    public void Read(string format) => formats[format] = formats.GetValueOrDefault(format) + 1;

    public IEnumerable<string> Sentences(string offset)
    {
        if (Forecast > 0)
            yield return $"{Counted(Forecast)} of a forecast: what was expected, not what happened";
        if (Duplicates > 0)
            yield return $"{Counted(Duplicates)} there twice (same id, or same bucket); each counted once";
        if (EqualNeighbours > 0)
            yield return $"{Counted(EqualNeighbours)} the same as the row before in every field, without an id to tell; kept (name a column with --map id=..)";
        if (EqualRows > 0)
            yield return $"{Counted(EqualRows)} the same as an earlier one in every field; kept, since a bill has no ids: where two exports overlap, leave one out";
        if (WithoutModel > 0)
            yield return $"{Counted(WithoutModel)} without a model (null or blank)";
        if (OtherSpans > 0)
            yield return $"{Figures.Count(OtherSpans)} spans are not calls of a model; left out";
        if (WithoutOffset > 0)
            yield return $"times without an offset are taken as {offset}; --timezone says another";
        if (AnsweredByGateway > 0)
            yield return $"{Counted(AnsweredByGateway)} answered from the gateway's own cache; left out, since no provider billed them";
        if (CachedOutside > 0)
            yield return "cached tokens stand beside the input, as Anthropic counts them; both were added";
        if (Cents > 0)
            yield return "amounts were in hundredths and are divided by 100";
    }

    private static string Counted(long count) => count == 1 ? "1 row is" : $"{Figures.Count(count)} rows are";
}
