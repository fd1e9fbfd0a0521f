using System.Text;
using CostSim.Files;

namespace CostSim.Prices;

/// <summary>Adds records and names to the files of a price book, at their ends; what is there stays byte for byte.</summary>
internal static class PriceAppending
{
    /// <summary>
    /// Writes the records and names, then the manifest; gives the files that changed. Each file is written next to its place and renamed,
    /// so
    /// that an interrupted import leaves whole files. The version is the day of the import, unless the book is of a later one.
    /// </summary>
    public static IReadOnlyList<string> Append(string folder, IReadOnlyList<PriceRecord> records, string version,
        IReadOnlyList<SourceName>? names = null)
    {
        Directory.CreateDirectory(folder);
        var changed = records.GroupBy(r => r.Provider)
            .Select(p => (File: $"{SellerNames.Safe(p.Key)}.yaml",
                Text: Added(Path.Combine(folder, $"{SellerNames.Safe(p.Key)}.yaml"), p.Key, p))).ToList();
        // All files are read again before the first is written: a broken one leaves the book as it was.
        foreach (var (file, text) in changed)
            PriceFile.Read(Path.Combine(folder, file), new StringReader(text));
        foreach (var source in (names ?? []).GroupBy(n => n.Source))
        {
            var file = $"{CatalogueFiles.NamesFolder}{SellerNames.Safe(source.Key)}.csv";
            changed.Add((file, WithNames(Path.Combine(folder, file), source)));
        }

        foreach (var (file, text) in changed)
            WholeFile.Write(Path.Combine(folder, file), text);
        if (changed.Count > 0)
        {
            var book = PriceBooks.Open(folder).Version;
            // A table of July does not make a book of November one of July.
            var latest = string.CompareOrdinal(book.Version, version) > 0 && book.Version != "unversioned" ? book.Version : version;
            WholeFile.Write(Path.Combine(folder, PriceManifest.FileName), PriceManifest.Write(latest, book.Files));
        }

        return [.. changed.Select(c => c.File)];
    }

    private static string Added(string path, string provider, IEnumerable<PriceRecord> records)
    {
        var text = File.Exists(path) ? File.ReadAllText(path) : PriceRecordText.Head(provider);
        if (text.Length > 0 && !text.EndsWith('\n'))
            text += "\n";
        return text.Contains("\nrecords:\n", StringComparison.Ordinal)
            ? text + string.Concat(records.Select(PriceRecordText.Of))
            : throw new InputException(Location.Of(path),
                "has no line 'records:' with the records below it, so that none can be added at its end");
    }

    // A later line about the same name holds.
    private static string WithNames(string path, IEnumerable<SourceName> names)
    {
        var text = new StringBuilder(File.Exists(path) ? File.ReadAllText(path) : string.Join(',', CatalogueFiles.NameColumns) + "\n");
        foreach (var name in names)
            text.Append(name.Name).Append(',').Append(name.Model).Append(',').Append(name.Region).Append(',')
                .Append(name.RetiresOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }

}
