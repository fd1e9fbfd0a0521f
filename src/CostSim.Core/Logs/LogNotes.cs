using CostSim.Reports;

namespace CostSim.Logs;

/// <summary>What was met on the way through a log and must be said: rows left out, and whatever was assumed.</summary>
internal sealed class LogNotes
{
    // A file with more unknown units than this is another kind of file.
    private const int MostNames = 12;

    private readonly SortedDictionary<string, int> formats = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> unknown = new(StringComparer.Ordinal);
    private readonly SortedDictionary<LogKind, long> otherWork = [];
    private readonly SortedDictionary<string, string> unread = new(StringComparer.Ordinal);

    public long Rows { get; set; }

    /// <summary>Rows equal to an earlier one in all of their key fields.</summary>
    public long Duplicates { get; set; }

    /// <summary>Rows of a message that a later row of the same message replaces.</summary>
    public long Streamed { get; set; }

    /// <summary>Rows that share an id with another request.</summary>
    public long SharedIds { get; set; }

    /// <summary>Rows without an id that equal the row before them in every field.</summary>
    public long EqualNeighbours { get; set; }

    /// <summary>Rows of a bill, which has no ids, that equal an earlier one in every field.</summary>
    public long EqualRows { get; set; }

    /// <summary>Rows whose model is blank or null, as in exports that are not grouped by model.</summary>
    public long WithoutModel { get; set; }

    /// <summary>Spans of other work than calls of a model, and parents that repeat the usage of their calls.</summary>
    public long OtherSpans { get; set; }

    /// <summary>Spans of tools that the application ran.</summary>
    public long OwnTools { get; set; }

    /// <summary>Lines of a log that record something else than usage, such as a prompt.</summary>
    public long OtherRows { get; set; }

    /// <summary>Rows of a bill for other services of the same cloud.</summary>
    public long OtherServices { get; set; }

    /// <summary>Rows whose time states no offset from UTC.</summary>
    public long WithoutOffset { get; set; }

    /// <summary>Day buckets that begin at another hour than the local day.</summary>
    public long KeptDays { get; set; }

    /// <summary>Sums of a day or hour that do not count their requests.</summary>
    public long Sums { get; set; }

    /// <summary>Requests that a gateway answered from its own cache, so that no provider saw them.</summary>
    public long AnsweredByGateway { get; set; }

    public long Cents { get; set; }

    /// <summary>Rows whose cost was reduced by a credit.</summary>
    public long Credits { get; set; }

    /// <summary>Rows with a negative quantity.</summary>
    public long Corrections { get; set; }

    /// <summary>Rows that end before they begin.</summary>
    public long Backwards { get; set; }

    /// <summary>Rows of a forecast that CostSim wrote.</summary>
    public long Forecast { get; set; }

    public long CachedInside { get; set; }

    public long CachedOutside { get; set; }

    public IEnumerable<string> Formats => formats.Keys;

    public void Read(string format) => formats[format] = formats.GetValueOrDefault(format) + 1;

    /// <summary>Names a unit or meter that no reader knows.</summary>
    public void Unknown(string name)
    {
        if (unknown.ContainsKey(name) || unknown.Count < MostNames)
            unknown[name] = unknown.GetValueOrDefault(name) + 1;
    }

    /// <summary>Names a column that looks like use or cost and that no field takes.</summary>
    public void Unread(string column, string fields)
    {
        if (unread.Count < MostNames)
            unread[column] = fields;
    }

    /// <summary>Counts work that is not a request of a language model.</summary>
    public void OtherWork(LogKind kind, long requests) => otherWork[kind] = otherWork.GetValueOrDefault(kind) + requests;

    public IEnumerable<string> Sentences(string offset)
    {
        if (Forecast > 0)
            yield return $"{Counted(Forecast)} of a forecast: what was expected, not what happened";
        if (Duplicates > 0)
            yield return $"{Counted(Duplicates)} there twice (the same in all key fields); each counted once";
        if (Streamed > 0)
            yield return $"{Counted(Streamed)} an earlier part of a streamed message; the last row of a message counts";
        if (SharedIds > 0)
            yield return $"{Counted(SharedIds)} of an id that another request has too; each counted (name a column that tells them apart with --map id=..)";
        if (EqualNeighbours > 0)
            yield return $"{Counted(EqualNeighbours)} the same as the row before in every field, without an id to tell; kept (name a column with --map id=..)";
        if (EqualRows > 0)
            yield return $"{Counted(EqualRows)} the same as an earlier one in every field; kept, since a bill has no ids: where two exports overlap, leave one out";
        if (WithoutModel > 0)
            yield return $"{Counted(WithoutModel)} without a model (null or blank)";
        if (OtherSpans > 0)
            yield return $"{(OtherSpans == 1 ? "1 span is not a call" : $"{Figures.Count(OtherSpans)} spans are not calls")} of a model; left out";
        if (OtherRows > 0)
            yield return $"{(OtherRows == 1 ? "1 row holds" : $"{Figures.Count(OtherRows)} rows hold")} no usage (prompts, summaries, tool results); left out";
        if (OtherServices > 0)
            yield return $"{Counted(OtherServices)} of other services of the cloud; left out";
        foreach (var (kind, requests) in otherWork)
            yield return $"{Figures.Count(requests)} {Words(kind)}: not requests of a language model, so no request of the design; their cost counts";
        foreach (var (name, rows) in unknown)
            yield return $"{name} in {Figures.Count(rows)} {(rows == 1 ? "row" : "rows")} is not known: the cost counts, the quantity does not";
        foreach (var (column, fields) in unread)
            yield return $"the column '{column}' is not read; --map takes it as {fields}";
        if (WithoutOffset > 0)
            yield return $"times without an offset are taken as {offset}; --timezone says another";
        if (KeptDays > 0)
            yield return $"{Counted(KeptDays)} a whole day in the provider's time, which is not the local day ({offset}): each stays a day of its own date, since its hours are not known";
        if (Sums > 0)
            yield return $"{Counted(Sums)} a sum of a day or hour without a count of requests; --map requests=COLUMN names one, --map requests=1 says that each is one request";
        if (AnsweredByGateway > 0)
            yield return $"{Counted(AnsweredByGateway)} answered from the gateway's own cache; left out, since no provider billed them";
        if (CachedOutside > 0)
            yield return "cached tokens are counted apart from the input, as Anthropic counts them; both were added";
        if (Cents > 0)
            yield return "amounts were in hundredths and are divided by 100";
        if (Credits > 0)
            yield return $"{Counted(Credits)} reduced by credits, which are part of the cost";
        if (Corrections > 0)
            yield return $"{Counted(Corrections)} a correction with a negative quantity: its cost counts as a credit, its quantity does not";
        if (Backwards > 0)
            yield return $"{Counted(Backwards)} dated to end before the start (clocks that differ): the start counts";
    }

    private static string Words(LogKind kind) => kind switch
    {
        LogKind.Rerank => "rerank calls",
        LogKind.Image => "calls make pictures",
        LogKind.Speech => "calls make speech",
        LogKind.Transcription => "calls are transcriptions",
        LogKind.Moderation => "calls are moderations",
        LogKind.VectorStore => "rows are vector stores",
        _ => "rows are other services",
    };

    private static string Counted(long count) => count == 1 ? "1 row is" : $"{Figures.Count(count)} rows are";
}
