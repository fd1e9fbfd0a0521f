using System.Globalization;
using CostSim.Tests.Tokens;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Holds the fast tokenizers against the plain twin of the tests on many more seeded strings than a test may take.</summary>
internal static class TokenizerFuzz
{
    // A cache that has seen all would hide what merging does: each stretch of strings begins with a new tokenizer.
    private const int StringsOfTokenizer = 50_000;

    public static int Run(long strings, ulong seed)
    {
        Console.WriteLine($"# {TokenizerBenchmark.Machine()}");
        Console.WriteLine("encoding,seed,strings,utf16_units,tokens,different,cpu_s");
        return Tokenizers.Embedded.Sum(name => Run(name, strings, seed)) == 0 ? 0 : 1;
    }

    private static int Run(string name, long strings, ulong seed)
    {
        var (twin, texts, tokenizer) = (new ReferenceTokenizer(name), new SeededText(seed), Tokenizers.Load(name));
        var (units, tokens, different, before) = (0L, 0L, 0, Environment.CpuUsage.TotalTime);
        for (var i = 0L; i < strings; i++)
        {
            if (i % StringsOfTokenizer == 0)
                tokenizer = Tokenizers.Load(name);
            var text = (i % 8) switch { < 4 => texts.Next(most: 24), < 7 => texts.NextAscii(most: 40), _ => texts.NextWord(least: 2, most: i % 512 == 7 ? 900 : 60) };
            var (expected, found) = (twin.Encode(text), tokenizer.Encode(text));
            if (!expected.SequenceEqual(found) || tokenizer.Count(text).Value != expected.Count || tokenizer.Tokenize(text).TokenEnds.Count != expected.Count)
            {
                different++;
                Console.Error.WriteLine($"{name}: {string.Join(' ', text.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)))}");
            }

            units += text.Length;
            tokens += found.Count;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{seed},{strings},{units},{tokens},{different},{(Environment.CpuUsage.TotalTime - before).TotalSeconds:0}"));
        return different;
    }
}
