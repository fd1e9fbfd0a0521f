using System.Diagnostics;
using System.Globalization;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Seconds for ten megabytes of what a tokenizer likes least, each with a tokenizer that has seen nothing.</summary>
internal static class TokenizerHostile
{
    private const int Bytes = 10_000_000;

    public static int Run()
    {
        Console.WriteLine($"# {TokenizerBenchmark.Machine()}");
        Console.WriteLine("encoding,text,bytes,tokens,wall_s,cpu_s,peak_mb");
        foreach (var encoding in Tokenizers.Embedded)
        {
            foreach (var (name, text) in Texts())
            {
                var tokenizer = Tokenizers.Load(encoding);
                var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                var tokens = tokenizer.CountUtf8(text).Value;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{encoding},{name},{text.Length},{tokens},{watch.Elapsed.TotalSeconds:0.00},{(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.00},{Environment.WorkingSet >> 20}"));
            }
        }

        return 0;
    }

    private static IEnumerable<(string Name, byte[] Text)> Texts()
    {
        foreach (var (name, unit) in new[] { ("one letter", "a"), ("spaces", " "), ("emoji", "\U0001F389"), ("two letters", "ab"), ("newlines", "\r\n"), ("digits", "7"), ("one han", "\u4E2D"), ("mark after letter", "e\u0301"), ("han and upper", "\u4E2DA") })
            yield return (name, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(unit, Bytes / Encoding.UTF8.GetByteCount(unit)))));
        var (noise, state) = (new byte[Bytes], 1ul);
        for (var i = 0; i < Bytes; i++)
        {
            state = unchecked(state * 6364136223846793005 + 1442695040888963407);
            noise[i] = (byte)(state >> 56);
        }

        yield return ("base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(noise)[..Bytes]));
        yield return ("random letters", [.. noise.Select(b => (byte)('a' + b % 26))]);
        yield return ("random punctuation", [.. noise.Select(b => (byte)"!?.,;:-_#*+~"[b % 12])]);
    }
}
