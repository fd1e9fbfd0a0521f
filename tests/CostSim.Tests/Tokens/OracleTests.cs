using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostSim.Tokens;

namespace CostSim.Tests.Tokens;

/// <summary>OpenAI's own answers, as Oracles/tokenizer/README.md says where from.</summary>
public sealed class OracleTests
{
    public static TheoryData<string> Encodings => ["o200k_base", "cl100k_base"];

    [Theory, MemberData(nameof(Encodings))]
    public void Every_oracle_case_gives_the_same_ids(string encoding)
    {
        var tokenizer = Tokenizers.Get(encoding);
        var wrong = new List<string>();
        var cases = 0;
        foreach (var (name, text, expected) in Cases(encoding))
        {
            cases++;
            var ids = tokenizer.Encode(text);
            if (expected.GetProperty("count").GetInt32() != ids.Count || tokenizer.Count(text).Value != ids.Count || !SameIds(expected, ids))
                wrong.Add(name);
        }

        Assert.Equal(199, cases);
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Encodings))]
    public void Counting_utf8_gives_what_counting_text_gives(string encoding)
    {
        var tokenizer = Tokenizers.Get(encoding);

        Assert.All(Cases(encoding), c => Assert.Equal(c.Expected.GetProperty("count").GetInt64(), tokenizer.CountUtf8(Encoding.UTF8.GetBytes(c.Text)).Value));
    }

    [Theory, MemberData(nameof(Encodings))]
    public void The_last_token_ends_where_the_text_ends(string encoding)
    {
        var tokenizer = Tokenizers.Get(encoding);

        Assert.All(Cases(encoding), c =>
        {
            var ends = tokenizer.Tokenize(c.Text).TokenEnds;
            Assert.Equal(c.Expected.GetProperty("count").GetInt32(), ends.Count);
            Assert.Equal(c.Text.Length, ends.Append(0).Max());
            Assert.Equal(ends.Order(), ends);
        });
    }

    internal static IEnumerable<(string Name, string Text, JsonElement Expected)> Cases(string encoding) =>
        from line in File.ReadLines(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "tokenizer", "cases.jsonl"))
        let root = JsonDocument.Parse(line).RootElement
        select (root.GetProperty("name").GetString()!, Text(root), root.GetProperty(encoding));

    private static string Text(JsonElement root) => root.TryGetProperty("utf16_hex", out var hex)
        ? string.Concat(hex.GetString()!.Chunk(4).Select(unit => (char)Convert.ToInt32(new string(unit), 16)))
        : root.GetProperty("text").GetString()!;

    private static bool SameIds(JsonElement expected, IReadOnlyList<int> ids) => expected.TryGetProperty("ids", out var list)
        ? list.EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(ids)
        : expected.GetProperty("ids_sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', ids))));
}
