using System.Text.Json.Nodes;
using CostSim.Files;
using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class PriceSchemaTests
{
    private static readonly JsonNode Schema = PriceSchema.Build();

    private static JsonNode Record => Schema["properties"]!["records"]!["items"]!;

    [Fact]
    public void The_reader_takes_every_key_of_the_schema()
    {
        var record = string.Join(", ", Record["properties"]!.AsObject().Select(p => $"{p.Key}: {Example(p.Key, p.Value!)}"));

        var read = PriceFile.Read("a.yaml", new StringReader($"provider: acme\nreasoning_models: [m]\nrecords:\n  - {{ {record} }}\n"));

        Assert.Equal(25, Assert.Single(read.Records).Amounts.Stated.Count());

        static string Example(string key, JsonNode property) => key switch
        {
            "effective_to" => "2027-01-31",
            "time_band" => "{ name: peak, utc: [\"08:00-20:00\"] }",
            "limits" => "{ context_window: 1, max_input_tokens: 1, max_output_tokens: 1 }",
            _ when property["enum"] is JsonArray choices => choices[0]!.GetValue<string>(),
            _ when property["format"] is not null || property["pattern"] is not null => "2026-01-31",
            _ => property["type"]!.GetValue<string>() switch { "array" => "[x]", "string" => "x", _ => "1" },
        };
    }

    [Fact]
    public void Every_shipped_file_keeps_to_the_schema()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Shared.Repository, "pricing"), "*.yaml").Where(f => Path.GetFileName(f) is not (PriceManifest.FileName or PriceBooks.AcceptedFile or PromptOverheads.FileName or ImageRules.FileName)))
        {
            var map = Yaml.ReadMap(file, new StringReader(File.ReadAllText(file)));
            Assert.Equal([], map.Entries.Select(e => e.Key).Except(Keys(Schema)));
            foreach (var record in ((ListNode)map.Find("records")!).Items.Cast<MapNode>())
            {
                Assert.Equal([], record.Entries.Select(e => e.Key).Except(Keys(Record)));
                Assert.Equal([], Record["required"]!.AsArray().Select(k => k!.GetValue<string>()).Where(k => record.Find(k) is null));
            }
        }
    }

    private static IEnumerable<string> Keys(JsonNode schema) => schema["properties"]!.AsObject().Select(p => p.Key);
}
