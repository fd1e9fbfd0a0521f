using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Fuzz;

/// <summary>What a run of one input did.</summary>
internal sealed record Run(int Exit, string Output, string Error, TimeSpan Time, long PeakBytes);

/// <summary>What must hold of every answer, whatever was read.</summary>
internal static partial class Judge
{
    private static readonly int[] Documented = [0, 1, 2, 3, 4];

    /// <summary>The most time of the processor that an input may take; more on a machine whose speed is not known.</summary>
    public static TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(10);

    private const long Largest = 1L << 30;

    /// <summary>What is wrong with an answer; null where nothing is.</summary>
    public static string? Of(Run run, string folder)
    {
        if (!Documented.Contains(run.Exit))
            return $"exit code {run.Exit}";
        if (run.Error.Contains(Cli.Failures.Fault, StringComparison.Ordinal) || run.Output.Contains(Cli.Failures.Fault, StringComparison.Ordinal))
            return $"fault: {FaultLine(run.Error)}";
        if (StackTrace().IsMatch(run.Error) || StackTrace().IsMatch(run.Output))
            return "a stack trace";
        if (OwnWords().Match(run.Error) is { Success: true } words)
            return $"words of the framework: {words.Value}";
        if (run.Exit == 1 && run.Error.Length == 0 && !run.Output.Contains("failed", StringComparison.Ordinal))
            return "exit 1 without a word";
        if (Escape().IsMatch(run.Output) || Escape().IsMatch(run.Error))
            return "a control character in the output";
        // A point that was refused stands in the table as it was typed, next to the error that quotes it.
        if (NotANumber().Match(run.Output) is { Success: true } nan && !run.Error.Contains($"'{nan.Value}'", StringComparison.Ordinal))
            return $"not a number: {nan.Value}";
        if (run.Time > Longest)
            return string.Create(CultureInfo.InvariantCulture, $"took {run.Time.TotalSeconds:0} s");
        if (run.PeakBytes > Largest)
            return string.Create(CultureInfo.InvariantCulture, $"took {run.PeakBytes >> 20} MB");
        return run.Exit == 0 ? OfFiles(folder) : null;
    }

    // The figures of the tables: money that is not below 0, shares and probabilities within 0 and 1.
    private static string? OfFiles(string folder)
    {
        var designs = Path.Combine(folder, "out", "designs.csv");
        if (!File.Exists(designs))
            return null;
        var lines = File.ReadAllLines(designs);
        var columns = lines[0].Split(',');
        foreach (var cells in lines.Skip(1).Select(l => l.Split(',')).Where(c => c.Length == columns.Length))
        {
            for (var i = 0; i < columns.Length; i++)
            {
                if (!double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    continue;
                if (!double.IsFinite(value) || (Probability().IsMatch(columns[i]) && value is < -1e-9 or > 1 + 1e-9) || (Money().IsMatch(columns[i]) && value < -1e-6))
                    return $"designs.csv: {columns[i]} = {cells[i]}";
            }
        }

        try
        {
            using var _ = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "out", "forecast.json")));
            return null;
        }
        catch (Exception broken) when (broken is JsonException or IOException)
        {
            return "forecast.json is not whole";
        }
    }

    private static string FaultLine(string error) => error.Split('\n').First(l => l.Contains(Cli.Failures.Fault, StringComparison.Ordinal));

    [GeneratedRegex(@"^\s+at [\w.<>`]+\(", RegexOptions.Multiline)]
    private static partial Regex StackTrace();

    [GeneratedRegex(@"\(Parameter '|Object reference not set|System\.\w+Exception|was not present in the dictionary|Sequence contains|Index was outside")]
    private static partial Regex OwnWords();

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex Escape();

    // What is followed by its share of the requests is the name of a model in a mutated log.
    [GeneratedRegex(@"(?<![\w/.-])(NaN|-?Infinity|∞)(?![\w-]| \()")]
    private static partial Regex NotANumber();

    [GeneratedRegex("^p_|_share$|recall|probability")]
    private static partial Regex Probability();

    [GeneratedRegex("_usd$")]
    private static partial Regex Money();
}
