using System.Text.Json.Nodes;
using CostSim.Files;
using CostSim.Settings;

namespace CostSim.Tests.Files;

public sealed class PriceSchemaTests
{
    private static readonly JsonNode Schema = PriceSchema.Build();

    private static JsonNode Record => Schema["properties"]!["records"]!["items"]!;

    [Fact]
    public void The_schema_knows_exactly_the_keys_that_the_reader_asks_for()
    {
        // The reader names every key it knows when it meets one that it does not.
        var refused = Assert.Throws<InputException>(() => PriceFile.Read("a.yaml", new StringReader(
            "provider: acme\nrecords:\n  - { id: a, model: m, effective_from: 2026-01-01, recorded_on: 2026-01-01, status: in_force, input_usd_per_mtok: 1, qqqqqqqqqqqqqqqqqqqqqqqq: 1 }\n")));
        var named = refused.Message[(refused.Message.IndexOf("known are ", StringComparison.Ordinal) + 10)..].Split(", ").Where(k => k != "...");

        Assert.Equal([], named.Except(Keys(Record)));
    }

    [Fact]
    public void Every_shipped_file_keeps_to_the_schema()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Shared.Repository, "pricing"), "*.yaml").Where(f => Path.GetFileName(f) is not (PriceManifest.FileName or PriceBooks.AcceptedFile)))
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
