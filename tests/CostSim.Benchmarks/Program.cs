using CostSim.Benchmarks;

return args switch
{
    ["tokens", .. var rest] => TokenizerBenchmark.Run(rest),
    ["tokens-families", var path] => TokenizerFamilies.Run([path]),
    ["tokens-ratios", var path, .. var rest] => TokenizerRatios.Run(path, rest),
    ["tokens-start"] => TokenizerStart.Run(),
    ["tokens-hostile"] => TokenizerHostile.Run(),
    ["chunking", .. var rest] => ChunkingBenchmark.Run(rest),
    ["spend", .. var rest] => SpendBenchmark.Run(rest),
    ["coverage"] => CoverageBenchmark.Run(),
    _ => 2,
};
