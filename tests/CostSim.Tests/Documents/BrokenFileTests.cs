using System.Text;
using CostSim.Files;

namespace CostSim.Tests.Documents;

/// <summary>A file that is damaged anywhere gives text or a reason, never a crash.</summary>
public sealed class BrokenFileTests
{
    [Theory]
    [InlineData("a.md")]
    [InlineData("a.html")]
    [InlineData("a.docx")]
    [InlineData("a.xlsx")]
    [InlineData("a.pdf")]
    [InlineData("a.txt")]
    public void A_damaged_file_gives_text_or_a_reason(string name)
    {
        var whole = Whole(name);
        var random = new Mutation(20_261_101);
        for (var round = 0; round < 150; round++)
        {
            var damaged = random.Damage(whole);
            try
            {
                Assert.NotNull(Extracting.From(name, damaged).Text);
            }
            catch (UnreadableException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
                Assert.True(refused.Message.Length > 20, refused.Message);
            }
        }
    }

    private static byte[] Whole(string name) => Path.GetExtension(name) switch
    {
        ".docx" => OfficeFiles.Docx(OfficeFiles.Styled("berschrift1", "Title") + OfficeFiles.Numbered(1, 1, "clause") + OfficeFiles.Table(["a", "b"], ["c", "d"])),
        ".xlsx" => OfficeFiles.Xlsx(["shared"], ("Sheet", false, "<x:row><x:c t=\"s\"><x:v>0</x:v></x:c><x:c s=\"1\"><x:v>46388</x:v></x:c></x:row>")),
        ".html" => Encoding.UTF8.GetBytes("<h1>Title</h1><ol><li>one<ul><li>two</ul></ol><table><tr><td>a<td>b</table><pre>x\n y</pre>"),
        ".md" => Encoding.UTF8.GetBytes("---\na: b\n---\n# Title\n\n1. one\n   - two\n\n|a|b|\n|-|-|\n|c|d|\n\n> `code` [link](x) <b>html</b>\n\n```\nfence\n```\n"),
        _ => Encoding.UTF8.GetBytes("First page of words\n\n  Cash    20,535\n\fSecond – page of words\n\f"),
    };

    // Cuts, repeats or overwrites a part; a generator of its own, so that a round can be repeated.
    private sealed class Mutation(ulong seed)
    {
        private ulong state = seed;

        public byte[] Damage(byte[] whole)
        {
            var (at, length) = (Next(whole.Length), 1 + Next(8));
            return Next(4) switch
            {
                0 => whole[..at],
                1 => [.. whole[..at], .. whole[Math.Min(whole.Length, at + length)..]],
                2 => [.. whole[..at], .. Enumerable.Range(0, length).Select(_ => (byte)Next(256)), .. whole[Math.Min(whole.Length, at + length)..]],
                _ => [.. whole[..at], .. whole[Next(at + 1)..]],
            };
        }

        private int Next(int below)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return (int)((state >> 33) % (ulong)Math.Max(1, below));
        }
    }
}
