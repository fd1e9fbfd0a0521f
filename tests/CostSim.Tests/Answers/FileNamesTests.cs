using System.Text;
using CostSim.Files;

namespace CostSim.Tests.Answers;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("contract-qa", "contract-qa")]
    [InlineData("Verträge_2.1", "Verträge_2.1")]
    [InlineData("..", "--")]
    [InlineData(".", "-")]
    [InlineData(".hidden", "-hidden")]
    [InlineData("", "unnamed")]
    [InlineData("../evil", "---evil")]
    [InlineData("a/b\\c:d", "a-b-c-d")]
    [InlineData("ends.", "ends")]
    [InlineData("a\nb\u001b[31m", "a-b--31m")]
    [InlineData("nul", "-nul")]
    [InlineData("COM1.csv", "-COM1.csv")]
    public void A_name_becomes_one_segment_of_a_path_that_no_system_reads_as_anything_else(string name, string expected)
    {
        Assert.Equal(expected, FileNames.Of(name));
        Assert.True(FileNames.IsSafe(FileNames.Of(name)));
    }

    [Fact]
    public void Long_names_are_cut_at_whole_characters_and_stay_apart()
    {
        var (a, b) = (FileNames.Of(new string('契', 200)), FileNames.Of(new string('契', 201)));

        Assert.NotEqual(a, b);
        Assert.All(new[] { a, b }, n => Assert.InRange(Encoding.UTF8.GetByteCount(n), 60, 120));
    }
}
