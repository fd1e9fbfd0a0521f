using System.IO.Compression;
using System.Text;

namespace CostSim.Tests.Documents;

/// <summary>The smallest PDFs: a catalog, pages, a font, and a content stream a page.</summary>
internal static class PdfFiles
{
    /// <summary>Text at a place of the page, from its lower left corner.</summary>
    public static string Text(double x, double y, string text, int size = 10) => FormattableString.Invariant($"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n");

    public static string Column(double x, double top, double step, IEnumerable<string> lines) => string.Concat(lines.Select((l, i) => Text(x, top - (step * i), l)));

    public static byte[] Of(params string[] pages) => Of(pages, compress: false);

    public static byte[] Of(IReadOnlyList<string> pages, bool compress)
    {
        var pdf = new MemoryStream();
        var offsets = new List<long>();
        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
        void Object(string text, byte[]? stream = null)
        {
            offsets.Add(pdf.Length);
            Write($"{offsets.Count} 0 obj\n{text}\n");
            if (stream is not null)
            {
                Write("stream\n");
                pdf.Write(stream);
                Write("\nendstream\n");
            }

            Write("endobj\n");
        }

        Write("%PDF-1.4\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + (2 * i)} 0 R"))}] >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        foreach (var page in pages)
        {
            Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {offsets.Count + 2} 0 R >>");
            var bytes = compress ? Deflated(page) : Encoding.Latin1.GetBytes(page);
            Object($"<< /Length {bytes.Length}{(compress ? " /Filter /FlateDecode" : "")} >>", bytes);
        }

        var start = pdf.Length;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:0000000000} 00000 n \n"))}");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return pdf.ToArray();
    }

    private static byte[] Deflated(string text)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(Encoding.Latin1.GetBytes(text));
        return packed.ToArray();
    }
}
