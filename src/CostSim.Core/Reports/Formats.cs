using System.Collections;

namespace CostSim.Reports;

/// <summary>One format of a report: its name on the command line, its file ending, what it is for, how it is written.</summary>
internal sealed record ReportFormat(string Name, string Extension, string Summary, Action<Report, TextWriter> Write);

/// <summary>The formats a report is written in. A format is a file next to this one and a line here.</summary>
internal sealed class Formats : IEnumerable<ReportFormat>
{
    public static Formats All { get; } = new()
    {
        { "html", ".html", "one page for people: charts, tables, light and dark, print", (report, output) =>
            new HtmlReport().Write(report, output) },
        { "md", ".md", "Markdown for pull requests and wikis", MarkdownReport.Write },
        { "text", ".txt", "aligned text for a terminal", (report, output) => TextReport.Write(report, output) },
    };

    private readonly List<ReportFormat> formats = [];

    public void Add(string name, string extension, string summary, Action<Report, TextWriter> write) =>
        formats.Add(new ReportFormat(name, extension, summary, write));

    public IEnumerator<ReportFormat> GetEnumerator() => formats.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
