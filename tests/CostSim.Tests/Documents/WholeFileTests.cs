using System.Diagnostics;
using CostSim.Files;

namespace CostSim.Tests.Documents;

public sealed class WholeFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-").FullName;

    private string Target => Path.Combine(folder, "table.csv");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_that_is_not_finished_leaves_the_old_one_and_nothing_else()
    {
        File.WriteAllText(Target, "old");

        using (var file = new WholeFile(Target))
            file.Stream.Write("new"u8);

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_symbolic_link_stays_a_link_and_its_target_is_written()
    {
        var real = Path.Combine(folder, "real.csv");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(Target, real);

        WholeFile.Write(Target, "new");

        Assert.Equal("new", File.ReadAllText(real));
        Assert.Equal(real, new FileInfo(Target).LinkTarget);
    }

    [UnixFact]
    public async Task A_named_pipe_is_written_to_and_stays_a_pipe()
    {
        using (var made = Process.Start("mkfifo", [Target]))
            await made.WaitForExitAsync();
        using var reader = Process.Start(new ProcessStartInfo("cat", [Target]) { RedirectStandardOutput = true })!;

        WholeFile.Write(Target, "through the pipe");

        Assert.Equal("through the pipe", await reader.StandardOutput.ReadToEndAsync());
        Assert.True(WholeFile.IsStream(Target));
    }

    [Fact]
    public void A_read_only_file_stays_as_it_is()
    {
        File.WriteAllText(Target, "old");
        File.SetAttributes(Target, FileAttributes.ReadOnly);

        Assert.Contains("is read-only", Assert.Throws<UnauthorizedAccessException>(() => WholeFile.Write(Target, "new")).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_file_keeps_its_permissions()
    {
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        WholeFile.Write(Target, "new");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }
}
