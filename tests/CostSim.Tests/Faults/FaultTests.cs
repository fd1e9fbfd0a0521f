using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CostSim.Tests.Answers;

namespace CostSim.Tests.Faults;

/// <summary>
/// Whole processes under faults: killed at random moments, without room, without a place to write, without memory. Nothing that was there is lost, and
/// every end is a documented exit code. COSTSIM_FAULTS sets how many kills are tried (12; the stored table is of 100 for each verb).
/// </summary>
public sealed class FaultTests : IDisposable
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("COSTSIM_FAULTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 12;

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-faults-").FullName;

    public FaultTests() => File.WriteAllText(Path.Combine(folder, "scenario.yaml"), """
        start: 2027-01-01
        months: 3
        requests: { input: { mean: 2_500, cv: 0.6 }, output: { mean: 450, cv: 0.8 } }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        designs: { a: {}, b: { like: a, reasoning: 100 } }
        traffic: { requests_per_day: 800, growth_per_month: 1% to 3% }
        simulation: { trials: 256 }
        """);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [UnixTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_is_killed_at_any_moment_leaves_results_that_belong_together(bool withNotes)
    {
        var clock = Stopwatch.StartNew();
        Assert.Equal(0, Shell("run scenario.yaml -o out -q --store off").Exit);
        var whole = clock.Elapsed;
        if (withNotes)
            File.WriteAllText(Path.Combine(folder, "out", "notes.txt"), "mine");
        var random = new CostSim.Randomness.RandomStreams(1).For(0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var run = Start($"run scenario.yaml -o out -q --store off --seed {kill + 1}"))
            {
                // Late moments are when files are put in place.
                Thread.Sleep(whole * (0.3 + (0.8 * random.Uniform())));
                run.Kill();
                run.WaitForExit();
            }

            AssertTogether();
            Assert.Equal(withNotes, File.Exists(Path.Combine(folder, "out", "notes.txt")));
        }

        Assert.Equal(0, Shell("run scenario.yaml -o out -q --store off").Exit);
        AssertTogether();
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder, ".out.*"));
        Assert.Equal(0, Shell("report out").Exit);
    }

    [UnixTheory]
    [InlineData("{0} report out > /dev/full", 1)]
    [InlineData("{0} run scenario.yaml -o - -q --format json > /dev/full", 1)]
    [InlineData("{0} report out --format html | head -1 > /dev/null", 0)]
    [InlineData("{0} report out >&-", null)]
    [InlineData("env -u HOME -u TMPDIR -u XDG_CACHE_HOME {0} report out > /dev/null", 0)]
    [InlineData("ulimit -n 128; {0} run scenario.yaml -o limited -q > /dev/null", 0)]
    [InlineData("DOTNET_GCHeapHardLimit=0x40000000 {0} run scenario.yaml -o small -q > /dev/null", 0)]
    [InlineData("{0} measure - < /dev/null", null)]
    [InlineData("{0} measure - <&-", null)]
    [InlineData("{0} report out/forecast.json/x", 1)]
    [InlineData("{0} run scenario.yaml -q -o /proc/none", 1)]
    public void Every_end_is_a_documented_exit_code_with_a_word_and_no_stack_trace(string command, int? exit)
    {
        Assert.Equal(0, Shell("run scenario.yaml -o out -q --store off").Exit);

        var (code, error) = Bare(string.Format(CultureInfo.InvariantCulture, command, Tool));

        Assert.True(exit is null ? code is 0 or 1 : code == exit, $"exit {code}: {error}");
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("has a fault", error, StringComparison.Ordinal);
        AssertTogether();
    }

    // 64 KB hold the list of a price book once, not twice.
    [SmallDiskFact]
    public void An_import_onto_a_full_disk_leaves_the_price_file_as_it_was()
    {
        var disk = Directory.CreateDirectory(Path.Combine(folder, "disk")).FullName;
        Assert.Equal(0, Bare($"mount -t tmpfs -o size=64k tmpfs {disk}").Exit);
        try
        {
            var book = $"provider: acme\nrecords:\n{string.Concat(Enumerable.Range(0, 150).Select(i => $"  - id: acme:m{i}:2026-01-01:standard\n    model: m{i}\n    effective_from: 2026-01-01\n    recorded_on: 2026-01-01\n    status: in_force\n    service_tier: standard\n    region: global\n    input_usd_per_mtok: 2.5\n    output_usd_per_mtok: 10\n    source: https://example.org/prices\n    confidence: high\n"))}";
            Directory.CreateDirectory(Path.Combine(disk, "book"));
            File.WriteAllText(Path.Combine(disk, "book", "acme.yaml"), book);
            File.WriteAllText(Path.Combine(folder, "table.json"), """{"acme/new":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05}}""");

            var answer = Shell("prices import litellm table.json --as-of 2026-11-25 -o disk/book");

            Assert.True(answer.Exit == 1, $"{answer.Exit} {answer.Error}");
            Assert.Equal(book, File.ReadAllText(Path.Combine(disk, "book", "acme.yaml")));
        }
        finally
        {
            Bare($"umount {disk}");
        }
    }

    // The list of hashes fits the files, and there is no page without its record.
    private void AssertTogether()
    {
        var outFolder = Path.Combine(folder, "out");
        var lines = File.ReadAllLines(Path.Combine(outFolder, ".costsim-files"));
        if (lines[0] == "writing")
        {
            // Killed between two files of a folder that holds others too: the old page is gone before the first new table is there.
            Assert.False(File.Exists(Path.Combine(outFolder, "forecast.json")) && !File.Exists(Path.Combine(outFolder, "report.html")));
            return;
        }

        foreach (var line in lines)
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(outFolder, line[66..])))));
    }

    private static string Tool => $"dotnet {Path.Combine(AppContext.BaseDirectory, "costsim.dll")}";

    private (int Exit, string Error) Shell(string arguments) => Bare($"{Tool} {arguments} > /dev/null");

    private (int Exit, string Error) Bare(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardError = true })!;
        var reading = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"did not end in a minute: {command}");
        }

        var error = reading.GetAwaiter().GetResult();
        return (process.ExitCode, error);
    }

    private Process Start(string arguments) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), .. arguments.Split(' ')])
    { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
}
