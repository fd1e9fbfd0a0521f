using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>
/// Megabytes of UTF-8 a second of CPU time, one thread, in documents of 64 KB. Cold: the first pass over the whole corpus with a tokenizer
/// that knows its vocabulary and nothing else. Warm: the best and worst of five further passes.
/// </summary>
internal static class TokenizerBenchmark
{
    private const int DocumentBytes = 64 << 10;
    private const int Rounds = 5;

    public static int Run(IReadOnlyList<string> args)
    {
        if (args.Count < 2)
            return Usage();
        Console.WriteLine($"# {Machine()}");
        Console.WriteLine("encoding,corpus,bytes,tokens,what,cold_mb_s,warm_low_mb_s,warm_high_mb_s");
        foreach (var encoding in args[0].Split(','))
        {
            foreach (var path in args.Skip(1))
            {
                var documents = Documents(File.ReadAllBytes(path));
                Row(encoding, path, documents, "count", (t, d) => t.CountUtf8(d).Value);
                Row(encoding, path, documents, "encode", (t, d) => t.EncodeUtf8(d).Count);
            }
        }

        return 0;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("usage: tokens ENCODING[,ENCODING] CORPUS..   (corpora: tests/CostSim.Benchmarks/corpora/build.py)");
        return 2;
    }

    private static void Row(string encoding, string path, List<byte[]> documents, string what, Func<BytePairTokenizer, byte[], long> run)
    {
        // Compiles the loops fully before the first figure, with a tokenizer of its own.
        var other = Tokenizers.Load(encoding);
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 3000;)
        {
            foreach (var document in documents.Take(32))
                run(other, document);
        }

        var tokenizer = Tokenizers.Load(encoding);
        var bytes = documents.Sum(d => (long)d.Length);
        var tokens = 0L;
        double Pass()
        {
            tokens = 0;
            var before = Environment.CpuUsage.TotalTime;
            foreach (var document in documents)
                tokens += run(tokenizer, document);
            return bytes / 1e6 / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        var cold = Pass();
        var warm = Enumerable.Range(0, Rounds).Select(_ => Pass()).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{encoding},{Path.GetFileNameWithoutExtension(path)},{bytes},{tokens},{what},{cold:0},{warm[0]:0},{warm[^1]:0}"));
    }

    private static List<byte[]> Documents(byte[] corpus)
    {
        var documents = new List<byte[]>();
        for (var start = 0; start < corpus.Length;)
        {
            var end = Math.Min(start + DocumentBytes, corpus.Length);
            while (end < corpus.Length && (corpus[end] & 0xC0) == 0x80)
                end--;
            documents.Add(corpus[start..end]);
            start = end;
        }

        return documents;
    }

    internal static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        var vectors = Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "AVX2" : Vector128.IsHardwareAccelerated ? "128-bit" : "no";
        return $"{model ?? "unknown CPU"}, {Environment.ProcessorCount} cores, {vectors} vectors, .NET {Environment.Version}, {new StringBuilder(Environment.OSVersion.ToString())}";
    }
}
