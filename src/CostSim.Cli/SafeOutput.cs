using System.Buffers;
using System.Text;

namespace CostSim.Cli;

/// <summary>
/// What the tool prints, with nothing in it that a terminal or a build log takes for a command: names of documents, designs or models come
/// from outside. Control characters are shown as pictures (␛), and in a GitHub workflow a line cannot begin like one of its commands.
/// </summary>
/// <param name="inner">Where the text goes.</param>
/// <param name="workflow">Whether the lines are read by a GitHub workflow; null asks its environment variable.</param>
internal sealed class SafeOutput(TextWriter inner, bool? workflow = null) : TextWriter
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not ('\n' or '\t')).Concat(Enumerable.Range(0x7F, 33)).Select(c => (char)c)]);

    private readonly bool inWorkflow = workflow ?? Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";
    private bool atStart = true;

    /// <summary>The writer itself, for what the tool composes of its own escape sequences.</summary>
    public TextWriter Inner { get; } = inner;

    public override Encoding Encoding => Inner.Encoding;

    /// <summary>The writer behind, where there is one.</summary>
    public static TextWriter Raw(TextWriter writer) => writer is SafeOutput safe ? safe.Inner : writer;

    /// <summary>A text in one line and without control characters.</summary>
    public static string Plain(string text)
    {
        if (text.AsSpan().IndexOfAny(Unsafe) < 0 && !text.Contains('\n', StringComparison.Ordinal))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
            shown.Append(c == '\n' ? '␊' : Picture(c));
        return shown.ToString();
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (inWorkflow)
        {
            WriteLines(buffer);
            return;
        }

        WriteSafe(buffer);
    }

    public override void Flush() => Inner.Flush();

    // A runner trims a line before it looks for '::', and finds '##[' anywhere.
    private void WriteLines(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..(end + 1)];
            text = text[line.Length..];
            var shown = line.ToString().Replace("##[", "# #[", StringComparison.Ordinal);
            WriteSafe(atStart && shown.TrimStart().StartsWith("::", StringComparison.Ordinal)
                ? shown.Insert(shown.IndexOf("::", StringComparison.Ordinal) + 1, " ")
                : shown);
            atStart = end >= 0 || (atStart && line.IsWhiteSpace());
        }
    }

    private void WriteSafe(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Unsafe); at >= 0; at = text.IndexOfAny(Unsafe))
        {
            Inner.Write(text[..at]);
            // The end of a line as Windows writes it is not an overprint.
            Inner.Write(text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? '\r' : Picture(text[at]));
            text = text[(at + 1)..];
        }

        Inner.Write(text);
    }

    private static char Picture(char c) => c switch
    {
        '\n' or '\t' => c,
        < ' ' => (char)(0x2400 + c),
        '\x7F' => '␡',
        >= '\x80' and < '\xA0' => '\uFFFD',
        _ => c,
    };
}
