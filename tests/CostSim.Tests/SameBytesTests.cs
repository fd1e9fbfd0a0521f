using System.Diagnostics;
using System.Security.Cryptography;

namespace CostSim.Tests;

/// <summary>The built tool in processes of its own: one scenario and seed give the same files whatever the machine can do.</summary>
public sealed class SameBytesTests
{
    [Theory]
    [InlineData("1", "", "")]
    [InlineData("7", "", "")]
    [InlineData("2", "DOTNET_EnableAVX2", "0")]
    [InlineData("2", "DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("2", "DOTNET_TieredCompilation", "0")]
    [InlineData("2", "GLIBC_TUNABLES", "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable")]
    public void Threads_and_processors_change_no_byte(string threads, string variable, string value)
    {
        using var scenario = new SmallScenario();
        var plain = Files(scenario, "2", "", "");
        var other = Files(scenario, threads, variable, value);

        Assert.True(plain.Count > 10, "a run writes its tables");
        Assert.Equal(plain, other);
    }

    private static SortedDictionary<string, string> Files(SmallScenario scenario, string threads, string variable, string value)
    {
        var to = Path.Combine(scenario.Folder, $"out-{threads}-{variable}");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "costsim.dll"), "run", scenario.Folder, "-o", to, "--store", "off", "--threads", threads })
            start.ArgumentList.Add(argument);
        if (variable.Length > 0)
            start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return new(Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(to, f), f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);
    }
}
