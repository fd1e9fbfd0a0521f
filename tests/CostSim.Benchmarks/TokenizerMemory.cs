using System.Globalization;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Megabytes that a tokenizer's tables take at the start, and at their largest: after more different pieces than they hold.</summary>
internal static class TokenizerMemory
{
    public static int Run()
    {
        Console.WriteLine($"# {TokenizerBenchmark.Machine()}");
        Console.WriteLine("encoding,after_first_count_mb,largest_mb");
        foreach (var name in Tokenizers.Embedded)
        {
            var empty = Live();
            var tokenizer = Tokenizers.Load(name);
            tokenizer.CountUtf8("How many tokens?"u8);
            var (first, largest) = (Live() - empty, 0L);
            // Words that come once, short and long: the tables fill up and begin anew several times.
            for (var (word, text) = (0u, new StringBuilder()); word < 3_000_000; text.Clear())
            {
                for (var end = word + 50_000; word < end; word++)
                    text.Append(CultureInfo.InvariantCulture, $" {word * 2654435761L % 100_000_007:x}q{(word % 8 == 0 ? "abcdefghijklmnop" : "")}");
                tokenizer.EncodeUtf8(Encoding.UTF8.GetBytes(Letters(text)));
                largest = Math.Max(largest, Live() - empty);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{first / 1e6:0.0},{largest / 1e6:0.0}"));
            GC.KeepAlive(tokenizer);
        }

        return 0;
    }

    // Digits would part a word.
    private static string Letters(StringBuilder text) => string.Create(text.Length, text, (to, from) =>
    {
        from.CopyTo(0, to, to.Length);
        foreach (ref var c in to)
            c = char.IsAsciiDigit(c) ? (char)('g' + c - '0') : c;
    });

    private static long Live() => GC.GetTotalMemory(forceFullCollection: true);
}
