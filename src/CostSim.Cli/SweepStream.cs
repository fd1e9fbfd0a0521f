using CostSim.Outcomes;
using CostSim.Reports;
using CostSim.Sweeps;

namespace CostSim.Cli;

/// <summary>Rows of a sweep on their way out, each point flushed: who reads along sees it at once.</summary>
internal sealed class SweepStream(SweepTable table, string format, TextWriter output)
{
    public void Begin()
    {
        if (format == "csv")
            CsvReport.WriteHead(table.Columns, output);
    }

    public void Add(SweepRecord record)
    {
        foreach (var row in table.Rows(record))
        {
            if (format == "csv")
                CsvReport.WriteRow(row, output);
            else
                output.Write(JsonLines.Line(table.Columns, row) + "\n");
        }

        output.Flush();
    }
}
