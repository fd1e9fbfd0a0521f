using CostSim.Benchmarks;

return args switch
{
    ["tokens", .. var rest] => TokenizerBenchmark.Run(rest),
    ["tokens-hostile"] => TokenizerHostile.Run(),
    ["chunking", .. var rest] => ChunkingBenchmark.Run(rest),
    _ => 2,
};
