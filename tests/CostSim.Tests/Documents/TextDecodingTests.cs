using System.Text;
using CostSim.Files;

namespace CostSim.Tests.Documents;

public sealed class TextDecodingTests
{
    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", true }, { "utf-8", false }, { "utf-16", true }, { "utf-16", false }, { "utf-16BE", true }, { "utf-16BE", false }, { "utf-32", true },
    };

    [Theory, MemberData(nameof(Encodings))]
    public void Unicode_is_read_with_and_without_its_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);

        Assert.Equal("Term: 30 days\r\n", Extracting.From("a.txt", [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Term: 30 days\r\n")]).Text);
    }

    [Fact]
    public void A_legacy_code_page_is_refused_with_the_line_and_the_remedy()
    {
        var refused = Assert.Throws<UnreadableException>(() => Extracting.From("a.txt", [.. "one\ntwo\ncaf"u8, 0xE9, .. "\n"u8]));

        Assert.Equal(3, refused.Line);
        Assert.Equal("is not UTF-8 (byte 0xE9), but an older code page, perhaps WINDOWS-1252; convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW", refused.Message);
        Assert.Contains("perhaps GB18030", Extracting.Refusal("a.md", CodePagesEncodingProvider.Instance.GetEncoding("gb2312")!.GetBytes("劳动合同法")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_text_is_named_by_what_it_is()
    {
        Assert.Contains("but a PNG picture", Extracting.Refusal("a.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D]), StringComparison.Ordinal);
        Assert.Contains("but binary (a zero byte at 3)", Extracting.Refusal("a.csv", [65, 66, 67, 0, 68, 69, 70]), StringComparison.Ordinal);
    }
}
