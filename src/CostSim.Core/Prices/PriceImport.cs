using System.Globalization;

namespace CostSim.Prices;

/// <summary>
/// Makes new records of another project's prices. Nothing is ever written over: what agrees with the book is left, what
/// differs becomes a new dated record, what looks wrong goes to the report with its reason.
/// </summary>
internal static class PriceImport
{
    /// <summary>Compares prices that were taken on a day from a source with the book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="prices">What the table states.</param>
    /// <param name="rows">What could not be read as a price.</param>
    /// <param name="day">The day of the table.</param>
    /// <param name="source">The table's kind and its file.</param>
    public static ImportResult Of(PriceBook book, IEnumerable<ImportedPrice> prices, IReadOnlyList<ImportRow> rows,
        DateOnly day, string source)
    {
        var report = rows.ToList();
        var records = new List<PriceRecord>();
        var entryOf = new Dictionary<string, string>();
        var names = new Dictionary<string, SourceName>(StringComparer.OrdinalIgnoreCase);
        var known = new Dictionary<string, List<PriceRecord>>();
        var kind = source.Split(' ')[0];
        foreach (var stated in prices)
        {
            var price = stated with { Provider = SellerNames.Safe(book.Catalogue.Seller(stated.Provider)) };
            if (!known.TryGetValue(price.Provider, out var own))
                known[price.Provider] = own = Known(book, price.Provider);
            var (row, record) = new ImportComparison(own, price, day, source).Result();
            if (record is not null && (own.Exists(r => r.Id == record.Id) || !entryOf.TryAdd(record.Id, price.Entry)))
                (row, record) = (row with
                {
                    Verdict = ImportVerdict.Quarantined,
                    Reason = $"a record {record.Id} is there already; write a correction by hand, with a later recorded_on"
                }, null);
            report.Add(row);
            if (price.Entry.AsSpan().ContainsAny(",\"\r\n") || price.Model.AsSpan().ContainsAny(",\"\r\n"))
                report.Add(new ImportRow(ImportVerdict.LeftOut, price.Entry, "name",
                    "holds a comma, a quote or a line end, so it is not kept as a name for logs"));
            else
                names.TryAdd(price.Entry, new SourceName(price.Entry, $"{price.Provider}/{price.Model}", price.Region == "global"
                    ? ""
                    : price.Region, price.Retired, kind));

            if (record is not null)
                records.Add(record);
        }

        foreach (var finding in Findings(book, records, day).Where(f => entryOf.ContainsKey(f.RecordId)).GroupBy(f => f.RecordId))
        {
            var wrong = records.Find(r => r.Id == finding.Key)!;
            var row = new ImportRow(ImportVerdict.Quarantined, entryOf[finding.Key], ImportComparison.What(wrong),
                string.Join("; ", finding.Select(f => f.Text)));
            records.Remove(wrong);
            report.RemoveAll(r => (r.Entry, r.What) == (row.Entry, row.What));
            report.Add(row);
        }

        var entries = report.Select(r => r.Entry).ToHashSet(StringComparer.OrdinalIgnoreCase);
        report.AddRange(book.Catalogue.Names.Where(n => n.Source == kind && !entries.Contains(n.Name))
            .Select(n => new ImportRow(ImportVerdict.Withdrawn, n.Name, "",
                $"was in an earlier {kind} table, and is not in this one; {n.Model} keeps its price")));
        return new ImportResult(
            records, [.. report.OrderBy(r => r.Entry, StringComparer.Ordinal).ThenBy(r => r.What, StringComparer.Ordinal)],
            [.. names.Values.Where(n => IsNews(book, n)).OrderBy(n => n.Name, StringComparer.Ordinal)]);
    }

    // What the table's own name and the book's name say together: nothing, or a name to keep.
    private static bool IsNews(PriceBook book, SourceName name) =>
        book.Catalogue.Named(name.Name) is { } kept ? kept != name : name.RetiresOn is not null
            || !name.Name.Equals(name.Model, StringComparison.OrdinalIgnoreCase);

    private static List<PriceRecord> Known(PriceBook book, string provider) => Statements.Current(book.RecordsOf(provider));

    // The checks of `prices verify`, on the book as it would be with the new records in it.
    private static IEnumerable<PriceFinding> Findings(PriceBook book, List<PriceRecord> records, DateOnly day)
    {
        foreach (var provider in records.GroupBy(r => r.Provider))
        {
            var starts = provider.GroupBy(r => r.Conditions).ToDictionary(g => g.Key, g => g.Min(r => r.EffectiveFrom));
            var known = Known(book, provider.Key);
            var closed = known.Select(r => starts.TryGetValue(r.Conditions, out var start) && !(r.EffectiveTo <= start)
                && r.EffectiveFrom < start ? r with { EffectiveTo = start } : r);
            foreach (var finding in PriceChecks.Run([.. closed, .. provider], day))
                yield return finding;
        }
    }

    internal static string Id(ImportedPrice price, DateOnly from, long contextFrom)
    {
        var model = price.Model.Replace(':', '-').Replace('/', '-').Replace(' ', '-');
        return string.Create(CultureInfo.InvariantCulture, $"{price.Provider}:{model}:{from:yyyy-MM-dd}:{price.ServiceTier}")
            + (price.Region == "global" ? "" : $":{Slug.Of(price.Region)}") + (contextFrom == 0 ? "" : $":ctx{contextFrom}");
    }
}
