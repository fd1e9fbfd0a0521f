using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace CostSim.Tests.Reports.Workbooks;

/// <summary>A test that needs LibreOffice; skipped, and said so, where it is not installed.</summary>
public sealed class LibreOfficeFactAttribute : FactAttribute
{
    public LibreOfficeFactAttribute()
    {
        if (Program is null)
            Skip = "needs LibreOffice (soffice on the path), which is not installed here";
    }

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(p => p.Length > 0).Select(p => Path.Combine(p, "soffice")).FirstOrDefault(File.Exists);
}

public sealed partial class LibreOfficeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-soffice-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Twice the volume at 70 % of the prices: what a spreadsheet works out is worked out here from the parts in months.csv's workbook.
    [LibreOfficeFact]
    public async Task LibreOffice_opens_the_workbook_and_its_recalculated_totals_are_those_of_the_csv()
    {
        using var scenario = new SmallScenario(SmallScenario.Text + "\nmonthly: [{ name: vector database, usd: 70 }]\n");
        var run = await scenario.Run("--xlsx");
        Assert.True(run.Exit == 0, run.Error);
        var means = scenario.Result("months.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
            .GroupBy(f => f[0]).ToDictionary(g => g.Key, g => g.Sum(f => double.Parse(f[3], CultureInfo.InvariantCulture)));

        var asWritten = Recalculated(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")), volume: "1", prices: "1");
        var changed = Recalculated(File.ReadAllBytes(Path.Combine(scenario.Out, "forecast.xlsx")), volume: "2", prices: "0.7");

        foreach (var (design, mean) in means)
        {
            Assert.Equal(mean, asWritten[design].Mean, mean * 1e-9);
            Assert.Equal(mean, asWritten[design].WhatIf, mean * 1e-9);
            // Two months of a database of $70 stay; the rest is tokens.
            Assert.Equal(140 + (2 * 0.7 * (mean - 140)), changed[design].WhatIf, mean * 1e-9);
        }
    }

    private Dictionary<string, (double Mean, double WhatIf)> Recalculated(byte[] workbook, string volume, string prices)
    {
        var profile = Path.Combine(folder, "profile");
        Directory.CreateDirectory(Path.Combine(profile, "user"));
        // Recalculate what is opened, as a person's Excel does for this file.
        File.WriteAllText(Path.Combine(profile, "user", "registrymodifications.xcu"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
            """);
        File.WriteAllBytes(Path.Combine(folder, "book.xlsx"), WithInputs(workbook, volume, prices));
        var start = new ProcessStartInfo(LibreOfficeFactAttribute.Program!,
            [$"-env:UserInstallation={new Uri(profile)}", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1", "--outdir", folder, "book.xlsx"])
        { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
        var written = Directory.GetFiles(folder, "book*.csv");
        Assert.True(written.Length == 1, output.Result + error.Result);
        var lines = File.ReadAllLines(written[0]).Select(l => Fields().Matches(l).Select(m => m.Value.Trim('"')).ToList()).ToList();
        File.Delete(written[0]);
        return lines.SkipWhile(l => l[0] != "Design").Skip(1).TakeWhile(l => l.Count > 4 && l[0].Length > 0)
            .ToDictionary(l => l[0], l => (double.Parse(l[3], CultureInfo.InvariantCulture), double.Parse(l[4], CultureInfo.InvariantCulture)));
    }

    // As a reader who types into the two yellow cells.
    private static byte[] WithInputs(byte[] workbook, string volume, string prices)
    {
        var values = new Queue<string>([volume, prices]);
        using var bytes = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(workbook)))
        using (var to = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = reader.ReadToEnd();
                if (entry.FullName == "xl/worksheets/sheet1.xml")
                    text = Input().Replace(text, m => $"{m.Groups[1].Value}{values.Dequeue()}</v>");
                using var writer = new StreamWriter(to.CreateEntry(entry.FullName).Open());
                writer.Write(text);
            }
        }

        Assert.Empty(values);
        return bytes.ToArray();
    }

    [GeneratedRegex("(?<=^|,)(\"[^\"]*\"|[^,]*)")]
    private static partial Regex Fields();

    [GeneratedRegex("(<c r=\"B\\d+\" s=\"\\d+\"><v>)1</v>")]
    private static partial Regex Input();
}
