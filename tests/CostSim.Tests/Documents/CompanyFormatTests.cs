using System.IO.Compression;
using System.Text;

namespace CostSim.Tests.Documents;

/// <summary>Formats of files that lie in company folders, from the smallest of each kind.</summary>
public sealed class CompanyFormatTests
{
    [Theory]
    [InlineData("deck.pptx", "Slide text")]
    [InlineData("doc.odt", "text")]
    [InlineData("book.epub", "Chapter")]
    [InlineData("note.rtf", "Hello bold world")]
    [InlineData("mail.eml", "Subject: R\u00E9sum\u00E9\nFrom: a@example.org\nTo: b@example.org\n\nBody \u00E9t\u00E9")]
    [InlineData("nb.ipynb", "T\n\ntext\n\nx=1")]
    public void A_file_of_each_kind_is_read(string name, string text) => Assert.Equal(text, Extracting.From(name, Case(name)).Text);

    [Fact]
    public void Cells_show_what_a_spreadsheet_shows()
    {
        var text = Extracting.From("cells.xlsx", Case("cells.xlsx")).Text;

        // E2 is 1.5 in the format [h]:mm, which is 36 hours; G3 is 0.1 + 0.2; S2 is hidden.
        Assert.Contains("2025-12-01 | 2025-12-01 | 0.125 | 3 | 36:00:00 | 1234.5 | 2025-12-01 18:00:00", text, StringComparison.Ordinal);
        Assert.Contains("42 | Plainx | TRUE | #DIV/0! | inline |  | 0.3\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("S2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slides_come_in_the_order_of_the_presentation_with_titles_tables_and_notes()
    {
        const string A = "xmlns:a='a' xmlns:p='p' xmlns:r='r'";
        var deck = Zip(
            ("ppt/presentation.xml", $"<p:presentation {A}><p:sldIdLst><p:sldId id='1' r:id='r2'/><p:sldId id='2' r:id='r1'/><p:sldId id='3' r:id='r3'/></p:sldIdLst></p:presentation>"),
            ("ppt/_rels/presentation.xml.rels", "<Relationships><Relationship Id='r1' Type='x/slide' Target='slides/slide1.xml'/><Relationship Id='r2' Type='x/slide' Target='slides/slide2.xml'/><Relationship Id='r3' Type='x/slide' Target='slides/slide3.xml'/></Relationships>"),
            ("ppt/slides/slide1.xml", $"<p:sld {A}><p:sp><p:ph type='body'/><a:p><a:r><a:t>second </a:t></a:r><a:r><a:t>slide</a:t></a:r></a:p></p:sp><a:tbl><a:tr><a:tc><a:p><a:t>x</a:t></a:p></a:tc><a:tc><a:p><a:t>y</a:t></a:p></a:tc></a:tr></a:tbl></p:sld>"),
            ("ppt/slides/_rels/slide1.xml.rels", "<Relationships><Relationship Id='n' Type='x/notesSlide' Target='../notesSlides/notesSlide1.xml'/></Relationships>"),
            ("ppt/notesSlides/notesSlide1.xml", $"<p:notes {A}><p:sp><p:ph type='body'/><a:p><a:t>what to say</a:t></a:p></p:sp><p:sp><p:ph type='sldNum'/><a:p><a:t>2</a:t></a:p></p:sp></p:notes>"),
            ("ppt/slides/slide2.xml", $"<p:sld {A}><p:sp><p:ph type='ctrTitle'/><a:p><a:t>First</a:t></a:p></p:sp></p:sld>"),
            ("ppt/slides/slide3.xml", $"<p:sld {A} show='0'><p:sp><a:p><a:t>hidden</a:t></a:p></p:sp></p:sld>"));

        var text = Extracting.From("a.pptx", deck);

        Assert.Equal("First\n\nsecond slide\n\nx | y\n\nwhat to say", text.Text);
        Assert.Equal("First", text.Headings.Single().Title);
    }

    [Fact]
    public void An_open_document_has_headings_lists_and_tables_and_no_comments()
    {
        const string T = "xmlns:text='t' xmlns:table='b' xmlns:office='o'";
        var text = Extracting.From("a.odt", Zip(("content.xml",
            $"<office:text {T}><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h text:outline-level='2'>Terms</text:h><text:p>one<text:s text:c='2'/>two<office:annotation><text:p>note</text:p></office:annotation></text:p>"
            + "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
            + "<table:table><table:table-row><table:table-cell><text:p>x</text:p><text:p>y</text:p></table:table-cell><table:table-cell><text:p>z</text:p></table:table-cell></table:table-row></table:table></office:text>")));

        Assert.Equal("Terms\n\none two\n\n- item\n\nx y | z", text.Text);
        Assert.Equal(2, text.Headings.Single().Level);
    }

    [Fact]
    public void A_book_is_read_in_the_order_of_its_spine()
    {
        var book = Zip(
            ("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"),
            ("OPS/book.opf", "<package><manifest><item id='a' href='one.xhtml'/><item id='b' href='sub/two%20x.xhtml'/></manifest><spine><itemref idref='b'/><itemref idref='a'/></spine></package>"),
            ("OPS/one.xhtml", "<html><body><p>last</p></body></html>"), ("OPS/sub/two x.xhtml", "<html><body><h1>Begin</h1></body></html>"));

        Assert.Equal("Begin\n\nlast", Extracting.From("a.epub", book).Text);
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1252 caf\'e9 \u8364? \'93quoted\'94\par next\line line}", "caf\u00E9 \u20AC \u201Cquoted\u201D\n\nnext\nline")]
    [InlineData(@"{\rtf1{\*\generator x;}{\header head}{\pict 0a0b}{\v hidden}seen \{braces\}}", "seen {braces}")]
    [InlineData(@"{\rtf1\trowd one\cell two\cell\row\pard after\par}", "one | two\n\nafter")]
    [InlineData(@"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "\u65E5\u672C")]
    public void Rich_text_is_read_as_its_words(string rtf, string text) => Assert.Equal(text, Extracting.From("a.rtf", rtf).Text);

    [Fact]
    public void A_mail_of_several_parts_names_its_attachments_and_prefers_plain_text()
    {
        const string Mail = "From: a@b\r\nSubject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n =?utf-8?B?IGFuIGFsbGU=?=\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n"
            + "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SGVsbG8gPGI+eW91PC9iPjwvcD4=\r\n"
            + "--x\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n\r\nJVBERg==\r\n--x--\r\n";

        Assert.Equal("Subject: Gr\u00FC\u00DFe an alle\nFrom: a@b\n\nHello you\n\nAttachment: a.pdf", Extracting.From("a.eml", Mail).Text);
    }

    [Theory]
    [InlineData("a.pptx", "words", "is not a PPTX file")]
    [InlineData("a.odt", "words", "is not a ODT file")]
    [InlineData("a.rtf", "words", "is not an RTF file")]
    [InlineData("a.ipynb", "{\"a\":1}", "is JSON without the cells of a notebook")]
    [InlineData("a.ipynb", "{\"a\":", "is not a notebook")]
    [InlineData("a.eml", "no headers", "is not a mail")]
    public void What_is_something_else_is_refused(string name, string content, string says) =>
        Assert.StartsWith(says, Extracting.Refusal(name, Encoding.UTF8.GetBytes(content)), StringComparison.Ordinal);

    [Theory]
    [InlineData(932, "日本語のテキストです。契約は三十日以内に支払われるものとする。", "SHIFT_JIS")]
    [InlineData(51932, "日本語のテキストです。", "EUC-JP")]
    [InlineData(949, "계약은 삼십일 이내에 지급한다", "EUC-KR")]
    [InlineData(950, "合約應於三十日內支付，這是我們的規定", "BIG5")]
    [InlineData(936, "劳动合同法规定用人单位的义务", "GB18030")]
    [InlineData(1251, "Договор поставки товара", "WINDOWS-1251")]
    [InlineData(1252, "Le contrat est résilié à l'échéance prévue", "WINDOWS-1252")]
    public void The_remedy_for_a_legacy_code_page_names_the_page(int page, string text, string name)
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(text);

        Assert.Contains($"convert it: iconv -f {name} -t UTF-8", Extracting.Refusal("a.txt", bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_case_in_shift_jis_gets_a_remedy_that_works() =>
        Assert.Contains("iconv -f SHIFT_JIS -t UTF-8", Extracting.Refusal("sjis.txt", Case("sjis.txt")), StringComparison.Ordinal);

    private static byte[] Case(string name) => File.ReadAllBytes(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "documents", name));

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }
}
