using System.Diagnostics;
using System.Globalization;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>
/// 200 ways of chunking and retrieving the documents of contract-qa, through tokens, chunks, retrieval, context assembly and recall: one
/// extraction and one tokenisation for all of them. Result of 2026-11-22 on 2 cores: see results/chunking.md.
/// </summary>
internal static class ChunkingBenchmark
{
    private static readonly string[] Chunkers = ["window", "recursive", "sentence", "paragraph"];
    private static readonly int[] Sizes = [64, 128, 192, 256, 384, 512, 640, 768, 896, 1_024];
    private static readonly int[] Counts = [1, 3, 5, 8, 12];

    public static int Run(IReadOnlyList<string> args)
    {
        var clock = Stopwatch.StartNew();
        var scenario = ScenarioFile.Load(args.Count > 0 ? args[0] : "scenarios/contract-qa", new LoadOptions());
        Say(clock, "scenario read, documents extracted");
        var variants = (from chunker in Chunkers
                        from size in Sizes
                        from k in Counts
                        select Variant(scenario.Designs[0], $"{{ kind: top-chunks, k: {k}, chunker: {{ kind: {chunker}, size: {size} }}, retriever: {{ kind: bm25, scope: document }} }}")).ToList();
        var stages = new Stages(2);
        _ = stages.Requests(scenario with { Designs = [variants[0]] });
        Say(clock, "first variant, documents tokenised");
        var requests = stages.Requests(scenario with { Designs = variants });
        Say(clock, string.Create(CultureInfo.InvariantCulture, $"{requests.Count} variants"));
        var best = requests.Select((r, i) => (Recall: r[0].Population!.Evidence.Average(e => e?.Recall ?? 0), variants[i].Name)).MaxBy(v => v.Recall);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most evidence: {best.Recall:0.000} with {best.Name}"));
        return 0;
    }

    private static Design Variant(Design design, string context)
    {
        var map = new SettingsMap(Yaml.ReadMap("variant", new StringReader($"context: {context}")), "", new Reading());
        return design with { Name = context, Context = ContextStrategies.All.Build(map.KindMap("context")!), Cache = null };
    }

    private static void Say(Stopwatch clock, string done) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,7:0.00} s, {Environment.CpuUsage.TotalTime.TotalSeconds,6:0.00} s of processor  {done}"));
}
