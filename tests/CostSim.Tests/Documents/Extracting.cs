using System.Text;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Tests.Documents;

/// <summary>Text in, text out: extraction as the tests call it.</summary>
internal static class Extracting
{
    public static ExtractedText From(string name, string content) => From(name, Encoding.UTF8.GetBytes(content));

    public static ExtractedText From(string name, byte[] content) => Extractors.For(name)!.Extract(content);

    public static string Refusal(string name, byte[] content) => Assert.Throws<UnreadableException>(() => From(name, content)).Message;

    /// <summary>Each heading stands where it says, on a line of its own.</summary>
    public static void AssertHeadingsStandWhereTheySay(ExtractedText text)
    {
        foreach (var heading in text.Headings)
        {
            Assert.Equal(heading.Title, text.Text.Substring(heading.Start, heading.Title.Length));
            Assert.True(heading.Start == 0 || text.Text[heading.Start - 1] == '\n');
            Assert.True(heading.Start + heading.Title.Length == text.Text.Length || text.Text[heading.Start + heading.Title.Length] == '\n');
        }
    }
}
