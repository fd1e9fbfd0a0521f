using CostSim.Benchmarks;

return args switch
{
    ["tokens", .. var rest] => TokenizerBenchmark.Run(rest),
    _ => 2,
};
