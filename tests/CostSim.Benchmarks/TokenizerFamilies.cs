using System.Text.Json;
using CostSim.Tokens;

namespace CostSim.Benchmarks;

/// <summary>Compares tokenizer files of model families with what another engine found (peers/families.mjs).</summary>
internal static class TokenizerFamilies
{
    public static int Run(IReadOnlyList<string> args)
    {
        Console.WriteLine("family,texts,same_ids,same_count,different");
        foreach (var family in File.ReadLines(args[0]).Select(line => JsonDocument.Parse(line).RootElement).GroupBy(c => c.GetProperty("family").GetString()!))
        {
            var path = family.First().GetProperty("file").GetString()!;
            using var file = File.OpenRead(path);
            var tokenizer = TokenizerFile.Read(path, file);
            var (texts, same, counts, different) = (0, 0, 0, new List<string>());
            foreach (var one in family)
            {
                var expected = one.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).ToList();
                var ids = tokenizer.Encode(one.GetProperty("text").GetString());
                texts++;
                same += ids.SequenceEqual(expected) ? 1 : 0;
                counts += ids.Count == expected.Count ? 1 : 0;
                if (!ids.SequenceEqual(expected))
                    different.Add($"{one.GetProperty("name").GetString()} {ids.Count}/{expected.Count}");
            }

            Console.WriteLine($"{family.Key},{texts},{same},{counts},{string.Join(' ', different.Take(40))}");
        }

        return 0;
    }
}
