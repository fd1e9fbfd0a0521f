using CostSim.Answers;
using CostSim.Reports;

namespace CostSim.Cli;

/// <summary>Rows of a sweep on their way out, each point flushed: who reads along sees it at once.</summary>
internal sealed class SweepStream(SweepTable table, string format, TextWriter output) : IDisposable
{
    private readonly CsvLines csv = new(output);

    public void Begin()
    {
        if (format == "csv")
            csv.Head(table.Columns);
    }

    public void Dispose() => csv.Dispose();

    public void Add(SweepRecord record)
    {
        foreach (var row in table.Rows(record))
        {
            if (format == "csv")
                csv.Row(row);
            else
                output.Write(JsonLines.Line(table.Columns, row) + "\n");
        }

        csv.Flush();
    }
}
