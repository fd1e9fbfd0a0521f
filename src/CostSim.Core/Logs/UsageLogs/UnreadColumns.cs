namespace CostSim.Logs;

/// <summary>Names columns of a table that look like use or cost and that no field takes, so that nothing is left out in silence.</summary>
internal static class UnreadColumns
{
    private static readonly HashSet<string> Money = ["cost", "costs", "spend", "spent", "charge", "charges", "amount", "price", "fee"];
    private static readonly HashSet<string> Credit = ["credit", "credits", "refund", "refunds", "rebate", "discount"];
    private static readonly HashSet<string> Tokens = ["token", "tokens", "tok", "toks"];

    // Settings of a request, rates, and sums of columns that are read.
    private static readonly HashSet<string> Settings = ["max", "limit", "per", "total", "rate", "type", "name", "id", "currency", "budget"];

    public static void Note(IReadOnlyList<string> columns, LogOptions options, LogNames names, LogNotes notes)
    {
        var shape = LogShape.Table.With(options.Map.ToDictionary(m => m.Key, m => MapExpression.Of(m.Value, n => names.Find(n) >= 0)));
        IEnumerable<string> Of(LogField field) => shape.Names.GetValueOrDefault(field, []).Concat(shape.Sums.GetValueOrDefault(field, []));
        bool Has(LogField field) => shape.Constants.ContainsKey(field) || Of(field).Any(n => names.Find(n) >= 0);
        var read = LogFields.All.SelectMany(f => Of(f.Field)).Select(names.Find).Where(p => p >= 0).ToHashSet();
        var hasCost = Has(LogField.Cost) || Has(LogField.CostCents);
        foreach (var column in columns.Where(c => !read.Contains(names.Find(c.Trim())) && !options.Tags.Contains(c.Trim())))
        {
            var words = Words.Of(column);
            if (words.Any(Tokens.Contains) && !words.Any(Settings.Contains) && !words.Any(Money.Contains))
                notes.Unread(column.Trim(), "cached, reasoning, audio_input, .. or as a part of a sum, input=a+b");
            else if (words.Any(Money.Contains) && !hasCost && !words.Any(w => w is "per" or "limit" or "max" or "budget" or "type" or "id"))
                notes.Unread(column.Trim(), "cost");
            else if (words.Any(Credit.Contains) && !Has(LogField.Credit) && !words.Any(Settings.Contains))
                notes.Unread(column.Trim(), "credit");
        }
    }
}
