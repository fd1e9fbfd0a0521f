using CostSim.Files;

namespace CostSim.Tests.Prices;

/// <summary>Reference tables as rows of texts by column.</summary>
internal static class Csv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var text = new StreamReader(path);
        var table = new CsvTable(path, text);
        return [.. table.Rows().Select(row => table.Columns.Zip(row.Fields).ToDictionary(c => c.First, c => c.Second))];
    }
}
