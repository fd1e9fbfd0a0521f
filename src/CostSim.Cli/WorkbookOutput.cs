using CostSim.Answers;
using CostSim.Files;

namespace CostSim.Cli;

/// <summary>Where a workbook goes: it is a file, or bytes on standard output, and never text on a terminal.</summary>
internal static class WorkbookOutput
{
    public const string Format = "xlsx";

    private const string Ending = ".xlsx";

    /// <summary>Whether <c>-o</c> names a workbook and not the folder of the results.</summary>
    public static bool IsFile(string? output) => output?.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Why a workbook cannot go where the command line says; null where it can.</summary>
    public static string? Wrong(string format, string? output, TextWriter stdout)
    {
        if (format != Format)
            return IsFile(output)
                ? $"-o {output}: is the name of a workbook; add --format xlsx, or name a folder (--xlsx writes "
                    + $"{ForecastWorkbook.FileName} into it)"
                : null;
        return !IsFile(output) && SafeOutput.Raw(stdout) == Console.Out && !Console.IsOutputRedirected
            ? "--format xlsx: a workbook is not text; name a file with -o forecast.xlsx, or redirect standard output"
            : null;
    }

    /// <summary>Writes the workbook to the file of <c>-o</c>, which appears whole or not at all, or else to standard output.</summary>
    public static void Write(byte[] workbook, string? output, TextWriter stdout)
    {
        if (!IsFile(output))
        {
            using var bytes = BytesOf(stdout);
            bytes.Write(workbook);
            return;
        }

        using (var file = new WholeFile(output!))
        {
            file.Stream.Write(workbook);
            file.MoveIntoPlace();
        }

        stdout.WriteLine($"Workbook: {output}");
    }

    private static Stream BytesOf(TextWriter stdout)
    {
        stdout.Flush();
        return SafeOutput.Raw(stdout) == Console.Out
            ? Console.OpenStandardOutput()
            : throw new IOException("a workbook is not text; name a file with -o forecast.xlsx");
    }
}
