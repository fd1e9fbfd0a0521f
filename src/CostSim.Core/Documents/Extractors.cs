namespace CostSim.Documents;

/// <summary>The table of document formats. Help, error texts and tests read it.</summary>
internal static class Extractors
{
    /// <summary>Any file as it is, so that offsets are the file's own.</summary>
    public static Extractor AsText { get; } = new("text", 1, [".txt", ".text", ".log", ""], "as it is", PlainFormats.Read);

    public static IReadOnlyList<Extractor> All { get; } =
    [
        AsText,
        new("Markdown", 1, [".md", ".markdown"], "headings, lists, tables by row; no markup, no front matter",
            MarkdownText.Read) { IsSlow = true },
        new("HTML", 1, [".html", ".htm", ".xhtml"], "visible blocks; no scripts, menus, page footers", HtmlText.Read) { IsSlow = true },
        new("DOCX", 1, [".docx", ".docm"], "body with list numbers, tables, notes; no deleted text, no page headers",
            DocxText.Read) { IsSlow = true },
        new("PPTX", 1, [".pptx", ".pptm"], "slides in order, titles as headings, tables by row, speaker notes; no hidden slides",
            PptxText.Read) { IsSlow = true },
        new("XLSX", 2, [".xlsx", ".xlsm"], "visible sheets by row, values as last computed", XlsxText.Read) { IsSlow = true },
        new("PDF", 4, [".pdf"], "pages in order, columns of prose one after the other, table columns apart",
            PdfText.Read) { IsSlow = true },
        new("ODT", 1, [".odt"], "body with headings, lists, tables by row; no deleted text, no comments", OdtText.Read) { IsSlow = true },
        new("EPUB", 1, [".epub"], "chapters in order, as HTML is read", EpubText.Read) { IsSlow = true },
        new("RTF", 1, [".rtf"], "paragraphs and table rows; no headers, pictures and hidden text", RtfText.Read) { IsSlow = true },
        new("EML", 1, [".eml"], "subject, people and date, then the plain text of the mail, else its HTML; names of attachments",
            EmlText.Read) { IsSlow = true },
        new("notebook", 1, [".ipynb"], "Markdown and code cells in order with their text outputs; no pictures",
            NotebookText.Read) { IsSlow = true },
        new("CSV", 1, [".csv", ".tsv"], "as it is", PlainFormats.ReadRows),
        new("JSON", 1, [".json", ".jsonl", ".ndjson"], "as it is", PlainFormats.Read),
        new("source", 1, SourceEndings, "source code and configuration as it is", PlainFormats.Read),
    ];

    private static IReadOnlyList<string> SourceEndings =>
    [
        ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".cs", ".fs", ".vb", ".go", ".java", ".kt", ".kts", ".scala", ".swift", ".rs", ".zig",
        ".py", ".pyi", ".rb", ".php", ".pl", ".lua", ".r", ".jl", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue",
        ".svelte", ".css", ".scss",
        ".sh", ".bash", ".zsh", ".ps1", ".bat", ".sql", ".graphql", ".proto", ".xml", ".xsd", ".yaml", ".yml",
        ".toml", ".ini", ".cfg", ".conf",
        ".properties", ".rst", ".adoc", ".asciidoc", ".tex", ".org", ".diff", ".patch", ".dart", ".ex", ".exs", ".erl",
        ".hs", ".ml", ".clj", ".cbl",
    ];

    /// <summary>The format of a file by the ending of its name; null where it is not known.</summary>
    public static Extractor? For(string path)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        return All.FirstOrDefault(e => e.Endings.Contains(ending));
    }
}
