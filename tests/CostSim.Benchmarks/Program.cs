using System.Globalization;
using CostSim.Benchmarks;

return args switch
{
    ["tokens", .. var rest] => TokenizerBenchmark.Run(rest),
    ["tokens-families", var path] => TokenizerFamilies.Run([path]),
    ["tokens-ratios", var path, .. var rest] => TokenizerRatios.Run(path, rest),
    ["tokens-start"] => TokenizerStart.Run(),
    ["tokens-hostile", .. var files] => TokenizerHostile.Run(files),
    ["tokens-fuzz", var strings, var seed] => TokenizerFuzz.Run(long.Parse(strings, CultureInfo.InvariantCulture), ulong.Parse(seed, CultureInfo.InvariantCulture)),
    ["tokens-memory"] => TokenizerMemory.Run(),
    ["chunking", .. var rest] => ChunkingBenchmark.Run(rest),
    ["spend", .. var rest] => SpendBenchmark.Run(rest),
    ["capacity"] => CapacityBenchmark.Run(),
    ["spend-oracles"] => SpendEvidence.Oracles(),
    ["spend-intervals", var seeds] => SpendEvidence.Intervals(int.Parse(seeds, CultureInfo.InvariantCulture)),
    ["spend-picture", var path] => SpendEvidence.Picture(path),
    ["coverage"] => CoverageBenchmark.Run(least: 4),
    ["coverage", var days] => CoverageBenchmark.Run(int.Parse(days, CultureInfo.InvariantCulture)),
    ["alarms", var seeds] => AlarmBenchmark.Run(int.Parse(seeds, CultureInfo.InvariantCulture)),
    _ => 2,
};
