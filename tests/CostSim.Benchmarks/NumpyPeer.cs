using System.Diagnostics;
using CostSim.Tests;

namespace CostSim.Benchmarks;

/// <summary>Problem b as numpy users write it, in the same run: a normal sum for each day and class.</summary>
internal static class NumpyPeer
{
    /// <summary>Prints a line in the benchmark's form, or why there is none.</summary>
    public static void Run(int runs)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(Shared.Repository, "tests/CostSim.Benchmarks/peers/normal_sum_a_day.py"), "10000", $"{runs}" })
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var answer = process.StandardOutput.ReadToEnd().Trim().Split(',');
            process.WaitForExit();
            Console.WriteLine(process.ExitCode == 0
                ? $"b,\"numpy, a normal sum for each day and class\",{answer[0]},{1000 * double.Parse(answer[1], System.Globalization.CultureInfo.InvariantCulture):0.0},,"
                : $"# numpy was not run (Debian: python3-numpy): {error.Result.Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("# numpy was not run: no /usr/bin/python3");
        }
    }
}
