using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CostSim.Tests.Answers;

/// <summary>What only whole processes show: kill, interrupt, a second one, a disk that is full.</summary>
public sealed class SweepProcessTests : IDisposable
{
    private static readonly string[] Vary = ["--vary", "traffic.requests_per_day=100..4000:100", "--vary", "designs.rag.context.k=1,2"];

    // So many points that none of these tests can see their end, however late it gets its turn.
    private static readonly string[] VaryEndless = ["--vary", "traffic.requests_per_day=100..4000:1", "--vary", "designs.rag.context.k=1,2"];

    private readonly SmallScenario scenario = new();

    private string Journal => Path.Combine(scenario.Out, "sweep.journal");

    public void Dispose() => scenario.Dispose();

    [Fact]
    public async Task A_sweep_that_was_killed_goes_on_and_ends_with_the_bytes_of_one_that_was_not()
    {
        using (var killed = Start(Vary))
        {
            WaitForPoints(killed, 20_000);
            killed.Kill();
            killed.WaitForExit();
            Assert.False(File.Exists(Path.Combine(scenario.Out, "sweep.csv")));
        }

        var before = File.ReadLines(Journal).Count() - 1;
        var again = await scenario.Run([.. Vary, "--resume"]);
        var resumed = scenario.Result("sweep.csv");
        var whole = await Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "-o", Path.Combine(scenario.Folder, "whole")]);

        Assert.InRange(before, 1, 79);
        Assert.Equal((0, 0), (again.Exit, whole.Exit));
        Assert.Equal(File.ReadAllText(Path.Combine(scenario.Folder, "whole", "sweep.csv")), resumed);
        Assert.False(File.Exists(Journal));
    }

    [Fact]
    public async Task An_interrupted_sweep_says_how_to_go_on_and_keeps_what_is_done()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var sweep = Start(VaryEndless);
        WaitForPoints(sweep, 40_000);

        Assert.Equal(0, Signal(sweep.Id, Terminate));
        var error = await sweep.StandardError.ReadToEndAsync();
        sweep.WaitForExit();
        var forgotten = await scenario.Run(VaryEndless);

        Assert.Equal(130, sweep.ExitCode);
        Assert.Matches(@"stopped after \d+ of 7,802 points; the same command with --resume goes on", error);
        Assert.Equal(1, forgotten.Exit);
        Assert.Contains("points of an unfinished sweep; go on with --resume", forgotten.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        using var first = Start(VaryEndless);
        WaitForPoints(first, 1_000);

        var second = await scenario.Run([.. VaryEndless, "--resume"]);
        var beside = await scenario.Run();
        first.Kill();

        Assert.Equal(1, second.Exit);
        Assert.Contains("is in use by another costsim", second.Error, StringComparison.Ordinal);
        Assert.Equal(1, beside.Exit);
        Assert.Contains("is in use by another costsim; wait for it, or write elsewhere with -o", beside.Error, StringComparison.Ordinal);
    }

    // 64 KB hold about a dozen points and no results.
    [SmallDiskFact]
    public async Task A_disk_that_is_full_is_an_error_and_leaves_no_half_written_result()
    {
        var disk = Directory.CreateDirectory(Path.Combine(scenario.Folder, "disk")).FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        try
        {
            var answer = await Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "-o", Path.Combine(disk, "out")]);

            Assert.Equal(1, answer.Exit);
            Assert.Contains("No space left on device", answer.Error, StringComparison.Ordinal);
            Assert.Contains("the points in it are kept: make room, and the same command with --resume goes on", answer.Error, StringComparison.Ordinal);
            Assert.Equal(["sweep.journal"], Directory.GetFiles(Path.Combine(disk, "out")).Select(f => Path.GetFileName(f)));
            Run("mount", "-o", "remount,size=4m", disk);
            Assert.Equal(0, (await Cli.Run(["run", scenario.Folder, "--store", "off", .. Vary, "-o", Path.Combine(disk, "out"), "--resume"])).Exit);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [UnixFact]
    public void A_run_that_waits_for_a_file_ends_when_it_is_told_to()
    {
        var questions = Path.Combine(scenario.Folder, "questions.jsonl");
        File.Delete(questions);
        Run("mkfifo", questions);
        using var run = Start([]);
        // Opening waits until the run reads; then the run waits for what is never written.
        var opening = Task.Run(() => new FileStream(questions, FileMode.Open, FileAccess.Write));
        Assert.True(opening.Wait(TimeSpan.FromMinutes(1)), "the run does not read its questions");
        using var held = opening.Result;

        Assert.Equal(0, Signal(run.Id, Terminate));

        var ended = run.WaitForExit(TimeSpan.FromMinutes(1));
        if (!ended)
            run.Kill();
        Assert.True(ended, "the run waits on");
    }

    private Process Start(string[] vary) => Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "costsim.dll"), "run", scenario.Folder, "--store", "off", "-o", scenario.Out, "--threads", "1", .. vary])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;

    // The head alone has 10 kB, a point 6 kB.
    private void WaitForPoints(Process sweep, int bytes)
    {
        while (!sweep.HasExited && !(File.Exists(Journal) && new FileInfo(Journal).Length > bytes))
            Thread.Sleep(20);
        Assert.False(sweep.HasExited, "the sweep ended before it could be stopped");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    // What a scheduler sends. The signal of Ctrl-C takes the same way, but a shell that runs the tests in the background turns it off.
    private const int Terminate = 15;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);
}

/// <summary>A test that mounts a small file system; skipped, and said so, where that is not allowed.</summary>
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/mount"))
            Skip = "needs to mount a small file system, which takes root on Linux";
    }
}
