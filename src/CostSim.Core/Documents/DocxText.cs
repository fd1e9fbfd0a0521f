using CostSim.Files;
using DocumentFormat.OpenXml.Packaging;

namespace CostSim.Documents;

/// <summary>The body of a Word document in order, then its footnotes and endnotes; page headers and footers are left out.</summary>
internal static class DocxText
{
    public static ExtractedText Read(byte[] bytes)
    {
        FileSignature.MustBeOffice(bytes, "DOCX");
        using var file = WordprocessingDocument.Open(new MemoryStream(bytes, writable: false), false);
        if (file.MainDocumentPart is not { } main)
            throw new UnreadableException("is a ZIP package without a Word document in it; save it as DOCX again");

        var plain = new PlainText();
        var body = new DocxBody(plain, DocxStyles.Read(main.StyleDefinitionsPart), DocxNumbering.Read(main.NumberingDefinitionsPart));
        foreach (var part in (OpenXmlPart?[])[main, main.FootnotesPart, main.EndnotesPart])
            PackagePart.Read(part, body);
        return plain.Done();
    }
}
