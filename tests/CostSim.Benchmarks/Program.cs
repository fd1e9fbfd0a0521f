using CostSim.Benchmarks;

return args switch
{
    ["tokens", .. var rest] => TokenizerBenchmark.Run(rest),
    ["tokens-hostile"] => TokenizerHostile.Run(),
    _ => 2,
};
