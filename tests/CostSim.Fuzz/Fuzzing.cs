using System.Diagnostics;
using System.Globalization;
using CostSim.Cli;

namespace CostSim.Fuzz;

/// <summary>Runs one mutated input in this process and judges the answer.</summary>
internal static class Fuzzing
{
    private const int ClockPerWork = 20;

    public static async Task<Run> Run(IReadOnlyList<string> command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var (clock, worked, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalMemory(false));
        var exit = await App.RunAsync(command, output, error);
        // The processor's time says what an input takes on a machine that others use, too; a wait without work shows on the clock.
        var (work, waited) = (Environment.CpuUsage.TotalTime - worked, clock.Elapsed / ClockPerWork);
        return new Run(exit, output.ToString(), error.ToString(), work > waited ? work : waited, GC.GetTotalMemory(false) - before);
    }

    /// <summary>Input <paramref name="number"/> of a kind; what is wrong with its answer, if anything.</summary>
    public static async Task<(string? Wrong, Run Run)> One(string folder, IReadOnlyList<Seed> seeds, int number)
    {
        Seeds.Lay(folder);
        var seed = seeds[number % seeds.Count];
        Write(folder, seed, new Mutations((ulong)number).Of(seed.Content), seeds);
        var old = Results(folder);
        var run = await Run(seed.Command);
        var wrong = Judge.Of(run, folder);
        // What was refused leaves the results of the run before as they were.
        if (wrong is null && run.Exit is 1 or 2 && seed.Command[0] == "run" && seed.Command.Contains(Path.Combine(folder, "out")) && Results(folder) != old)
            wrong = "the results of an earlier run were changed";
        if (Directory.EnumerateFileSystemEntries(folder, ".*.writing").FirstOrDefault() is { } left)
            wrong ??= $"left {Path.GetFileName(left)}";
        return (wrong, run);
    }

    /// <summary>Writes a content in a seed's place, and the others of its kind as they are.</summary>
    public static void Write(string folder, Seed seed, byte[] content, IReadOnlyList<Seed> seeds)
    {
        foreach (var (file, bytes) in seeds.Where(s => s.Kind == seed.Kind && s.File != seed.File).Select(s => (s.File, s.Content)).Append((seed.File, content)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.WriteAllBytes(Path.Combine(folder, file), bytes);
        }
    }

    // Sizes and names of the results, and their times: enough to see a change.
    private static string Results(string folder) => Directory.Exists(Path.Combine(folder, "out"))
        ? string.Join('\n', Directory.EnumerateFiles(Path.Combine(folder, "out"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f).Ticks}")))
        : "";
}

/// <summary>What became of the inputs of one kind.</summary>
internal sealed class Tally
{
    private int inputs, fine, refused, others;
    private TimeSpan slowest;

    public int Wrong { get; private set; }

    public void Add(Run run, string? wrong)
    {
        inputs++;
        fine += run.Exit == 0 ? 1 : 0;
        refused += run.Exit == 1 ? 1 : 0;
        others += run.Exit is 0 or 1 ? 0 : 1;
        slowest = run.Time > slowest ? run.Time : slowest;
        Wrong += wrong is null ? 0 : 1;
    }

    public string Row(string kind) => string.Create(CultureInfo.InvariantCulture, $"| {kind} | {inputs:#,0} | {fine:#,0} | {refused:#,0} | {others:#,0} | {slowest.TotalSeconds:0.0} | {Wrong} |");
}
