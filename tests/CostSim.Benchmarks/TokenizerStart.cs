using System.Diagnostics;
using System.Globalization;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>
/// Milliseconds from nothing to a first count, the vocabulary included: run in a process that has done nothing else, several times.
/// </summary>
internal static class TokenizerStart
{
    public static int Run()
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var tokens = Tokenizers.Get("o200k_base").Count("How many tokens does this sentence have, and what do they cost? \u00DCberraschung: 12,345 tokens\u2026").Value;
        var (wall, used) = (watch.Elapsed, Environment.CpuUsage.TotalTime - cpu);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"o200k_base,{tokens},{wall.TotalMilliseconds:0.0},{used.TotalMilliseconds:0.0}"));
        return 0;
    }
}
