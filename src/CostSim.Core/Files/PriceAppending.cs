using CostSim.Prices;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>Adds records to the files of a price book, at their ends; what stands there stays byte for byte.</summary>
internal static class PriceAppending
{
    /// <summary>Writes the records, then the manifest with a new version; gives the files that changed.</summary>
    public static IReadOnlyList<string> Append(string folder, IReadOnlyList<PriceRecord> records, string version)
    {
        Directory.CreateDirectory(folder);
        var changed = records.GroupBy(r => r.Provider).Select(p => (File: $"{p.Key}.yaml", Text: Added(Path.Combine(folder, $"{p.Key}.yaml"), p.Key, p))).ToList();
        // All files are read again before the first is written: a broken one leaves the book as it was.
        foreach (var (file, text) in changed)
            PriceFile.Read(Path.Combine(folder, file), new StringReader(text));
        foreach (var (file, text) in changed)
            File.WriteAllText(Path.Combine(folder, file), text);
        if (changed.Count > 0)
            File.WriteAllText(Path.Combine(folder, PriceManifest.FileName), PriceManifest.Write(version, PriceBooks.Open(folder).Version.Files));
        return [.. changed.Select(c => c.File)];
    }

    private static string Added(string path, string provider, IEnumerable<PriceRecord> records)
    {
        var text = File.Exists(path) ? File.ReadAllText(path) : PriceRecordText.Head(provider);
        if (text.Length > 0 && !text.EndsWith('\n'))
            text += "\n";
        return text.Contains("\nrecords:\n", StringComparison.Ordinal)
            ? text + string.Concat(records.Select(PriceRecordText.Of))
            : throw new InputException(Location.Of(path), "has no line 'records:' with the records below it, so that none can be added at its end");
    }
}
