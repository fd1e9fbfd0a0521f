using System.Globalization;
using CostSim.Files;
using CostSim.Threading;
using CostSim.Units;

namespace CostSim.Documents;

/// <summary>Reads the documents of a scenario or a command line into a corpus: in parallel, with the same result as in sequence.</summary>
internal static class CorpusFolder
{
    // Files that lie next to documents in most folders and are not documents: named as left out, but never an error.
    private static readonly HashSet<string> NoDocuments = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".ico", ".heic", ".mp3", ".wav",
        ".ogg", ".m4a", ".mp4", ".mov",
        ".avi", ".mkv", ".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".jar", ".whl", ".exe", ".dll", ".so",
        ".o", ".a", ".pyc", ".class",
        ".db", ".sqlite", ".ttf", ".otf", ".woff", ".woff2", ".lock", ".tmp", ".bak", ".swp", ".map", ".parquet", ".npy", ".bin", ".wasm",
    };

    // Formats whose files hold others: they are named, since documents are likely to lie in them.
    private static readonly HashSet<string> Archives =
        new(StringComparer.OrdinalIgnoreCase) { ".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar" };

    private const int MostNamed = 3;

    /// <summary>
    /// The corpus of the sources, whose paths are relative to the folder. Everything that cannot be read is added to the errors
    /// in one go, unless the sources say to skip it; then null is returned only if nothing is left.
    /// </summary>
    public static Corpus? Read(DocumentSources sources, string folder, TextStore store, InputErrors errors,
        Action<int, int>? progress = null, CancellationToken stop = default)
    {
        var before = errors.Count;
        var files = DocumentSearch.Find(sources, folder, errors);
        var done = 0;
        var outcomes = InParallel.Of(files, Environment.ProcessorCount, file =>
        {
            var outcome = Read(file, sources, store);
            progress?.Invoke(Interlocked.Increment(ref done), files.Count);
            return outcome;
        }, stop);

        var skipped = outcomes.Select(o => o.Skipped).OfType<SkippedDocument>().ToList();
        if (sources.OnError == OnError.Stop)
        {
            foreach (var alike in outcomes.Where(o => o.Skipped is { IsNoDocument: false }).GroupBy(o => o.Skipped!.Reason)
                .Select(g => g.ToList()))
            {
                // A folder of a hundred files of one kind is one mistake.
                var more = alike.Count > MostNamed ? alike.Skip(1).Select(o => o.Skipped!.Path).ToList() : [];
                foreach (var outcome in more.Count > 0 ? alike.Take(1) : alike)
                    errors.Add(outcome.At,
                        outcome.Skipped!.Reason
                        + (more.Count > 0 ? string.Create(CultureInfo.InvariantCulture,
                            $" (and so do {more.Count:#,0} more: {string.Join(", ", more.Take(MostNamed))}, ...)") : ""));
            }
        }

        var documents = outcomes.Select(o => o.Document).OfType<Document>().ToList();
        if (documents.Count == 0 && errors.Count == before && sources.Paths.Count > 0)
        {
            var reasons = string.Join("; ", skipped.Take(3).Select(s => $"{s.Path} {s.Reason}"));
            errors.Add(sources.Paths[0].At, $"{string.Join(", ", sources.Paths.Select(p => p.Path))}: no document is left ({reasons})");
        }

        if (errors.Count > before)
            return null;
        if (sources.SampleOf < documents.Count)
            errors.Add(sources.Paths[0].At,
                string.Create(CultureInfo.InvariantCulture,
                    $"sample_of: must be at least the {documents.Count:#,0} files that are given, but is {sources.SampleOf:#,0}"));
        return new Corpus(documents)
        {
            SampleOf = sources.SampleOf,
            Skipped = skipped,
            Warnings = [
                .. outcomes.Select(o => o.Warning).OfType<string>(),
                .. skipped.Where(s => s.IsNoDocument && IsArchive(s.Path)).Select(s => $"left out: {s.Path}: {s.Reason}"),
            ],
        };
    }

    private static bool IsArchive(string path) => Archives.Contains(Path.GetExtension(path));

    private sealed record Outcome(Document? Document, SkippedDocument? Skipped, Location At, string? Warning);

    private static Outcome Read(FoundFile file, DocumentSources sources, TextStore store)
    {
        var extractor = sources.AsText ? Extractors.AsText : Extractors.For(file.Shown);
        var group = sources.GroupByType && file.From.Group is null ? TypeOf(file.Shown) : file.Group;
        if (extractor is null)
        {
            var isNoDocument = !file.IsNamed && NoDocuments.Contains(Path.GetExtension(file.Shown));
            return Skip(file, group, Location.Of(file.Shown), IsArchive(file.Shown)
                ? "is an archive; unpack it and name the folder"
                : isNoDocument ? "is not a document" : UnknownFormat(file.Shown), isNoDocument);
        }

        try
        {
            var (bytes, hash) = DocumentFile.Read(file.FullPath);
            var document = new Document(file.Name, group, "") { Bytes = bytes.Length, Sha256 = hash, Path = file.Shown };
            return Read(file, document, () => DocumentFile.Extract(bytes, hash, extractor, store), sources);
        }
        catch (UnreadableException broken)
        {
            return Skip(file, group, new Location(file.Shown, broken.Line, 0), broken.Message);
        }
    }

    private static Outcome Read(FoundFile file, Document document, Func<ExtractedText> extract, DocumentSources sources)
    {
        try
        {
            var text = extract();
            if (string.IsNullOrWhiteSpace(text.Text) && !sources.AsText)
                return Skip(file, document.Group, Location.Of(file.Shown), document.Bytes == 0
                    ? "is empty; fill it, or leave it out"
                    : "has no text in it; fill it, or leave it out");
            var read = document with
            {
                Text = text.Text,
                Headings = text.Headings,
                Tables = text.Tables,
                Pages = text.Pages,
                PageSizes = text.PageSizes
            };
            return new Outcome(read, null, default, WarningOf(file.Shown, text));
        }
        catch (UnreadableException scan) when (scan.ScannedPages is { } pages && sources.OnError == OnError.Estimate)
        {
            var estimated = document with
            {
                Pages = pages,
                PageSizes = scan.PageSizes,
                EstimatedTokens = new TokenCount(pages * sources.TokensPerPage.Value)
            };
            var warning = string.Create(CultureInfo.InvariantCulture,
                $"{file.Shown}: has no text layer; estimated as {pages} x {sources.TokensPerPage}");
            return new Outcome(estimated, null, default, warning);
        }
    }

    private static Outcome Skip(FoundFile file, string group, Location at, string reason, bool isNoDocument = false) =>
        new(null, new SkippedDocument(file.Name, group, file.Shown, reason) { IsNoDocument = isNoDocument }, at, null);

    private static string? WarningOf(string shown, ExtractedText text) => text.PagesWithoutText.Count == 0
        ? null
        : $"{shown}: {text.PagesWithoutText.Count} of {text.Pages} pages hold no text (page "
            + $"{string.Join(", ", text.PagesWithoutText.Take(5))}{(text.PagesWithoutText.Count > 5 ? ", ..." : "")})";

    private static string UnknownFormat(string shown) => Path.GetExtension(shown).ToLowerInvariant() switch
    {
        ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".bmp" or ".tif" or ".tiff" or ".heic" =>
            "is a picture, and pictures hold no text to count; run OCR over it and give the text, or leave it out",
        ".zip" or ".gz" or ".tgz" or ".tar" or ".7z" or ".rar" or ".bz2" or ".xz" =>
            "is an archive; unpack it and give the folder, or leave it out",
        ".doc" or ".xls" or ".ppt" => "is an old Office file; save it as .docx, .xlsx or .pptx, or leave it out",
        ".msg" => "is an Outlook message; save it as .eml or .txt, or leave it out",
        var other => Unknown(other),
    };

    private static string Unknown(string ending) =>
        $"has a format that is not known ('{ending}'); save it as .docx, .pdf, .html or .txt, leave it out, or read it as it is "
        + $"with as: text";

    private static string TypeOf(string shown) =>
        Path.GetExtension(shown).TrimStart('.').ToLowerInvariant() is { Length: > 0 } type ? type : "txt";
}
