using System.Globalization;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Seconds for ten megabytes of what a tokenizer likes least, counted and encoded, each with a tokenizer that has seen nothing.</summary>
internal static class TokenizerHostile
{
    private const int Bytes = 10_000_000;

    /// <summary>The embedded tokenizers, or those of the given files.</summary>
    public static int Run(IReadOnlyList<string> files)
    {
        Console.WriteLine($"# {TokenizerBenchmark.Machine()}");
        Console.WriteLine("tokenizer,text,bytes,tokens,count_s,encode_s");
        foreach (var name in files.Count > 0 ? files : [.. Tokenizers.Embedded])
        {
            foreach (var (text, utf8) in Texts())
            {
                var decoded = Encoding.UTF8.GetString(utf8);
                var (counted, count) = Timed(() => Load(name), t => (int)t.Count(decoded).Value);
                var (ids, encode) = Timed(() => Load(name), t => t.Encode(decoded).Count);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{NameOf(name)},{text},{utf8.Length},{(counted == ids ? counted : throw new InvalidOperationException($"{counted} counted, {ids} ids"))},{count:0.00},{encode:0.00}"));
            }
        }

        return 0;
    }

    // Seconds of processor time, which other programs do not lengthen; both are below what the clock says on a busy machine.
    private static (int Tokens, double Seconds) Timed(Func<ITokenizer> load, Func<ITokenizer, int> run)
    {
        var tokenizer = load();
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        return (run(tokenizer), (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static ITokenizer Load(string name)
    {
        if (Tokenizers.Embedded.Contains(name))
            return Tokenizers.Load(name);
        using var json = File.OpenRead(name);
        return TokenizerFile.Read(name, json);
    }

    // .../tokenizer-llama3/models/tokenizer.json: the folders name the model.
    private static string NameOf(string path) => path.Split('/') is [.., var folder, _, _] ? folder : path;

    private static IEnumerable<(string Name, byte[] Text)> Texts()
    {
        foreach (var (name, unit) in new[] { ("one letter", "a"), ("spaces", " "), ("emoji", "\U0001F389"), ("two letters", "ab"), ("newlines", "\r\n"), ("digits", "7"), ("one han", "\u4E2D"), ("mark after letter", "e\u0301"), ("han and upper", "\u4E2DA"), ("short words", "a b "), ("quotes", "'s") })
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
