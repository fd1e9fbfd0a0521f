using CostSim.Cli;

namespace CostSim.Tests.Commands;

public sealed class SafeOutputTests
{
    [Theory]
    [InlineData("plain text\n\tindented\n", "plain text\n\tindented\n")]
    [InlineData("a\u001b[31mred\u001b[0m", "a␛[31mred␛[0m")]
    [InlineData("over\rprint", "over␍print")]
    [InlineData("two\r\nlines", "two\r\nlines")]
    [InlineData("bell\u0007 del\u007f csi\u009b31m", "bell␇ del␡ csi\uFFFD31m")]
    public void Control_characters_are_shown_and_never_sent(string text, string expected) => Assert.Equal(expected, Written(text, workflow: false));

    [Theory]
    [InlineData("::error::evil\n", ": :error::evil\n")]
    [InlineData("fine\n  ::set-output name=a::b\n", "fine\n  : :set-output name=a::b\n")]
    [InlineData("a ##[error]evil\n", "a # #[error]evil\n")]
    [InlineData("std::vector\n", "std::vector\n")]
    public void In_a_workflow_no_line_is_one_of_its_commands(string text, string expected) => Assert.Equal(expected, Written(text, workflow: true));

    [Fact]
    public void A_line_that_is_written_in_pieces_is_one_line()
    {
        using var into = new StringWriter();
        using (var output = new SafeOutput(into, workflow: true))
        {
            output.Write(" ");
            output.Write("::error::x");
            output.Write("\n");
            output.Write("a ");
            output.Write("::b\n");
        }

        Assert.Equal(" : :error::x\na ::b\n", into.ToString());
    }

    private static string Written(string text, bool workflow)
    {
        using var into = new StringWriter();
        using (var output = new SafeOutput(into, workflow))
            output.Write(text);
        return into.ToString();
    }
}
