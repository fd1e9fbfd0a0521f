using CostSim.Documents;
using CostSim.Files;
using CostSim.Settings;

namespace CostSim.Tests.Files;

/// <summary>A test that needs the program pdftotext (Debian: poppler-utils); skipped, and said so, where it is absent.</summary>
public sealed class PdfFactAttribute : FactAttribute
{
    public PdfFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(f => File.Exists(Path.Combine(f, "pdftotext"))))
            Skip = "needs pdftotext (poppler-utils), which is absent here";
    }
}

public sealed class PdfProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-pdf").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [PdfFact]
    public void A_pdf_is_read_page_by_page()
    {
        Write("a.pdf", "BT /F1 12 Tf 72 700 Td (Payment within 30 days) Tj ET", "BT /F1 12 Tf 72 700 Td (Second page of it) Tj ET", "");

        var corpus = Read(OnError.Stop).Corpus!;

        Assert.Equal("Payment within 30 days\n\nSecond page of it", corpus.Documents.Single().Text);
        Assert.Equal(3, corpus.Documents.Single().Pages);
        Assert.Equal("a.pdf: 1 of 3 pages hold no text (page 3)", corpus.Warnings.Single());
    }

    [PdfFact]
    public void Two_columns_of_a_pdf_are_read_one_after_the_other()
    {
        var left = Enumerable.Range(0, 20).Select(i => $"The left column goes on to say, in line {i}, what").ToList();
        var right = Enumerable.Range(0, 20).Select(i => $"and the right column is about something else {i}").ToList();
        string Set(List<string> lines, int x) => string.Concat(lines.Select((l, i) => $"BT /F1 9 Tf {x} {700 - (14 * i)} Td ({l}) Tj ET\n"));
        Write("a.pdf", Set(left, 60) + Set(right, 320));

        Assert.Equal(left.Concat(right), Read(OnError.Stop).Corpus!.Documents.Single().Text.Split('\n').Where(l => l.Length > 0));
    }

    [PdfFact]
    public void A_scan_is_an_error_or_is_left_out_or_is_estimated_by_its_pages()
    {
        Write("scan.pdf", "", "");
        Write("text.pdf", "BT /F1 12 Tf 72 700 Td (Some words to read) Tj ET");

        Assert.Equal("scan.pdf: error: has no text layer: 2 pages are pictures; run OCR over it, or set on_error: estimate or skip", Read(OnError.Stop).Error);
        Assert.Equal(["text.pdf"], Read(OnError.Skip).Corpus!.Documents.Select(d => d.Name));
        var estimated = Read(OnError.Estimate).Corpus!;
        // Two pages of 620 tokens.
        Assert.Equal((1_240L, 2, ""), (estimated.Documents[0].EstimatedTokens!.Value.Value, estimated.Documents[0].Pages, estimated.Documents[0].Text));
        Assert.Equal("scan.pdf: has no text layer; estimated as 2 x 620 tokens", estimated.Warnings.Single());
    }

    [PdfFact]
    public void What_is_no_pdf_or_a_broken_one_is_named()
    {
        File.WriteAllText(Path.Combine(folder, "a.pdf"), "words");
        Assert.StartsWith("a.pdf: error: is not a PDF, though its name says so", Read(OnError.Stop).Error, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "a.pdf"), "%PDF-1.4 and nothing more");
        Assert.StartsWith("a.pdf: error: is not a readable PDF", Read(OnError.Stop).Error, StringComparison.Ordinal);
    }

    private (Corpus? Corpus, string Error) Read(OnError onError)
    {
        var errors = new InputErrors();
        var sources = new DocumentSources([new DocumentPath("*.pdf", null, Location.Of("test"))]) { OnError = onError };
        var corpus = CorpusFolder.Read(sources, folder, TextStore.Off, errors);
        return (corpus, errors.Count == 0 ? "" : Assert.Throws<InputException>(errors.ThrowIfAny).Message);
    }

    // The smallest PDF: a catalog, pages, a font, and a content stream a page.
    private void Write(string name, params string[] pages)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        foreach (var page in pages)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {objects.Count + 2} 0 R >>");
            objects.Add($"<< /Length {page.Length} >>\nstream\n{page}\nendstream");
        }

        var pdf = "%PDF-1.4\n";
        var offsets = new List<int>();
        foreach (var (o, i) in objects.Select((o, i) => (o, i)))
        {
            offsets.Add(pdf.Length);
            pdf += $"{i + 1} 0 obj\n{o}\nendobj\n";
        }

        var start = pdf.Length;
        pdf += $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n";
        File.WriteAllText(Path.Combine(folder, name), pdf);
    }
}
