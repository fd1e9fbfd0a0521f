using System.Globalization;

namespace CostSim.Prices;

/// <summary>
/// Makes new records of another project's prices. Nothing is ever written over: what agrees with the book is left, what
/// differs becomes a new dated record, what looks wrong goes to the report with its reason.
/// </summary>
internal static class PriceImport
{
    /// <summary>Compares prices that were taken on a day from a source with the book.</summary>
    public static ImportResult Of(PriceBook book, IEnumerable<ImportedPrice> prices, IReadOnlyList<ImportRow> rows, DateOnly day, string source)
    {
        var report = rows.ToList();
        var records = new List<PriceRecord>();
        var entryOf = new Dictionary<string, string>();
        var gone = new Dictionary<string, ImportRow>();
        foreach (var price in prices)
        {
            var known = book.Providers.Contains(price.Provider) ? Statements.Current(book.RecordsOf(price.Provider)) : [];
            var (row, record) = new ImportComparison(known, price, day, source).Result();
            if (record is not null && (known.Any(r => r.Id == record.Id) || !entryOf.TryAdd(record.Id, price.Entry)))
                (row, record) = (row with { Verdict = ImportVerdict.Quarantined, Reason = $"a record {record.Id} is there already; write a correction by hand, with a later recorded_on" }, null);
            report.Add(row);
            if (record is null)
                continue;
            records.Add(record);
            if (ImportComparison.Gone(price, record, day) is { } retired)
                gone[record.Id] = retired;
        }

        foreach (var finding in Findings(book, records, day).Where(f => entryOf.ContainsKey(f.RecordId)).GroupBy(f => f.RecordId))
        {
            var wrong = records.Find(r => r.Id == finding.Key)!;
            Replace(wrong, new ImportRow(ImportVerdict.Quarantined, entryOf[finding.Key], ImportComparison.What(wrong), string.Join("; ", finding.Select(f => f.Text))));
        }

        foreach (var record in records.Where(r => gone.ContainsKey(r.Id)).ToList())
            Replace(record, gone[record.Id]);
        return new ImportResult(records, [.. report.OrderBy(r => r.Entry, StringComparer.Ordinal).ThenBy(r => r.What, StringComparer.Ordinal)]);

        void Replace(PriceRecord record, ImportRow row)
        {
            records.Remove(record);
            report.RemoveAll(r => (r.Entry, r.What) == (row.Entry, row.What));
            report.Add(row);
        }
    }

    // The checks of `prices verify`, on the book as it would be with the new records in it.
    private static IEnumerable<PriceFinding> Findings(PriceBook book, List<PriceRecord> records, DateOnly day)
    {
        foreach (var provider in records.GroupBy(r => r.Provider))
        {
            var starts = provider.GroupBy(r => r.Conditions).ToDictionary(g => g.Key, g => g.Min(r => r.EffectiveFrom));
            var known = book.Providers.Contains(provider.Key) ? Statements.Current(book.RecordsOf(provider.Key)) : [];
            var closed = known.Select(r => starts.TryGetValue(r.Conditions, out var start) && !(r.EffectiveTo <= start) && r.EffectiveFrom < start ? r with { EffectiveTo = start } : r);
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
