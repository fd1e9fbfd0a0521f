using System.Globalization;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Tokens of a tokenizer file for each token of o200k_base, by kind of content, over blocks of the benchmark's corpora.</summary>
internal static class TokenizerRatios
{
    private const int BlockLength = 10_000;

    public static int Run(string path, IReadOnlyList<string> corpora)
    {
        using var file = File.OpenRead(path);
        var (tokenizer, known) = (TokenizerFile.Read(path, file), Tokenizers.Get("o200k_base"));
        var ratios = new List<(ContentKind Kind, long Known, double Ratio)>();
        foreach (var corpus in corpora)
        {
            var text = Encoding.UTF8.GetString(File.ReadAllBytes(corpus));
            for (var at = 0; at + BlockLength <= text.Length; at += 8 * BlockLength)
            {
                var block = text.AsSpan(at, BlockLength);
                var tokens = known.Count(block).Value;
                ratios.Add((ContentKinds.Of(block), tokens, tokenizer.Count(block).Value / (double)tokens));
            }
        }

        Console.WriteLine("kind,blocks,ratio,p5,p95");
        foreach (var kind in ratios.GroupBy(r => r.Kind).OrderBy(k => k.Key))
        {
            var sorted = kind.Select(r => r.Ratio).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind.Key},{sorted.Count},{kind.Sum(r => r.Ratio * r.Known) / kind.Sum(r => r.Known):0.000},{sorted[sorted.Count / 20]:0.000},{sorted[sorted.Count * 19 / 20]:0.000}"));
        }

        return 0;
    }
}
