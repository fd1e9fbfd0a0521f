using System.IO.Compression;
using static CostSim.Tests.Documents.OfficeFiles;

namespace CostSim.Tests.Documents;

public sealed class DocxTextTests
{
    [Fact]
    public void A_contract_keeps_its_headings_clause_numbers_and_tables()
    {
        var text = Extracting.From("a.docx", Docx(
            Styled("berschrift1", "Supply agreement") + P("Between A and B.")
            + Numbered(1, 0, "Scope") + Numbered(1, 1, "Goods") + Numbered(1, 1, "Services") + Numbered(1, 2, "support")
            + Numbered(1, 0, "Term") + Numbered(1, 1, "One year")
            + Table(["Item", "Price"], ["Pump", "1,200"])
            + Styled("Clause", "Notices") + Numbered(2, 0, "by letter") + Numbered(3, 0, "restarts"), header: "page header"));

        Assert.Equal("""
            Supply agreement

            Between A and B.

            1. Scope
              1.1 Goods
              1.2 Services
                (a) support
            2. Term
              2.1 One year

            Item | Price
            Pump | 1,200

            Notices

            - by letter
            1. restarts
            """.ReplaceLineEndings("\n"), text.Text);
        Assert.Equal([(1, "Supply agreement"), (2, "Notices")], text.Headings.Select(h => (h.Level, h.Title)));
        Extracting.AssertHeadingsStandWhereTheySay(text);
        Assert.Equal("Item | Price\nPump | 1,200", text.Text[text.Tables.Single()]);
    }

    [Fact]
    public void Deleted_moved_and_hidden_text_is_left_out_and_inserted_text_is_in()
    {
        var body = "<w:p><w:r><w:t xml:space=\"preserve\">pay </w:t></w:r><w:del><w:r><w:delText>ten</w:delText></w:r></w:del><w:ins><w:r><w:t>twenty</w:t></w:r></w:ins>"
            + "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            + "<w:r><w:tab/><w:t>days</w:t><w:br/><w:t>net</w:t></w:r></w:p>";

        Assert.Equal("pay twenty days\nnet", Extracting.From("a.docx", Docx(body)).Text);
    }

    [Fact]
    public void A_deleted_row_is_left_out()
    {
        var row = "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p><w:r><w:delText>gone</w:delText></w:r></w:p></w:tc></w:tr>";
        var table = Table(["kept", "1"]).Replace("</w:tbl>", row + "</w:tbl>", StringComparison.Ordinal);

        Assert.Equal("kept | 1", Extracting.From("a.docx", Docx(table)).Text);
    }

    [Fact]
    public void Footnotes_follow_the_body_under_the_numbers_that_refer_to_them()
    {
        var body = "<w:p><w:r><w:t>Liability</w:t></w:r><w:r><w:footnoteReference w:id=\"5\"/></w:r></w:p>" + P("End");
        var notes = "<w:footnote w:id=\"0\"><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"5\">" + P("Except fraud.") + "</w:footnote>";

        Assert.Equal("Liability[1]\n\nEnd\n\n[1] Except fraud.", Extracting.From("a.docx", Docx(body, notes)).Text);
    }

    [Fact]
    public void A_text_box_is_read_once()
    {
        const string box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>";
        var body = "<w:p><w:r><w:t xml:space=\"preserve\">around </w:t><mc:AlternateContent><mc:Choice Requires=\"wps\">" + box
            + "</mc:Choice><mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent><w:t>it</w:t></w:r></w:p>";

        Assert.Equal("boxed\n\naround it", Extracting.From("a.docx", Docx(body)).Text);
    }

    [Theory]
    [InlineData("lowerLetter", 27, "aa")]
    [InlineData("upperRoman", 1994, "MCMXCIV")]
    [InlineData("decimalZero", 7, "07")]
    public void Numbers_are_written_as_Word_writes_them(string format, int value, string expected) =>
        Assert.Equal(expected, CostSim.Documents.DocxNumbering.Number(value, format));

    [Fact]
    public void Another_type_behind_the_ending_is_named()
    {
        Assert.Contains("is not a DOCX file, but a PDF", Extracting.Refusal("a.docx", "%PDF-1.7 ..."u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("protected by a password", Extracting.Refusal("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1]), StringComparison.Ordinal);
        Assert.Contains("not a readable DOCX file", Extracting.Refusal("a.docx", "PK but no package"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        var line = $"<w:p><w:r><w:t>{new string('0', 99_000)}</w:t></w:r></w:p>";
        var bomb = Rewrite(Docx(P("x")), line, repeat: 700);

        // 70 million characters in less than 1 MB.
        Assert.InRange(bomb.Length, 0, 1_000_000);
        Assert.StartsWith("unpacks to more than 64 million characters", Extracting.Refusal("a.docx", bomb), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Content_Types].xml")]
    [InlineData("_rels/.rels")]
    public void A_bomb_in_the_list_of_parts_is_refused_before_it_is_taken_in_whole(string part)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Docx(P("x")));
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)!.Delete();
            using var to = new StreamWriter(zip.CreateEntry(part, CompressionLevel.Fastest).Open());
            to.Write("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\" x=\"");
            for (var i = 0; i < 17 * 1_024; i++)
                to.Write(new string('a', 1_024));
            to.Write("\"/>");
        }

        Assert.StartsWith("unpacks to more than 16 MB in ", Extracting.Refusal("a.docx", bytes.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_nested_without_end_do_not_end_the_process()
    {
        var deep = Rewrite(Docx(P("x")), string.Concat(Enumerable.Repeat("<w:sdt>", 200_000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 200_000)), repeat: 1);

        Assert.Equal("x", Extracting.From("a.docx", deep).Text);
    }

    // Puts XML at the head of the body, past what the library would let through.
    private static byte[] Rewrite(byte[] docx, string inserted, int repeat)
    {
        const string mark = "<w:body>";
        using var bytes = new MemoryStream();
        bytes.Write(docx);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var reader = new StreamReader(entry.Open()))
                xml = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open());
            var at = xml.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
            writer.Write(xml[..at]);
            for (var i = 0; i < repeat; i++)
                writer.Write(inserted);
            writer.Write(xml[at..]);
        }

        return bytes.ToArray();
    }
}
