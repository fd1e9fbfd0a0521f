using System.Globalization;
using CostSim.Prices;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Tests.Billing;

public sealed class VectorStoreTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 30);

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-store-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_query_costs_a_read_unit_for_each_gigabyte_and_a_quarter_at_least()
    {
        // Pinecone's own example: 500,000 records of 768 dimensions and 500 bytes are 1.786 GB, 1.786 units at 16 dollars a million.
        var store = Pinecone(dimensions: 768, metadata: 500);

        Assert.Equal(1.786m, store.Size(500_000, TokenCount.Zero));
        Assert.Equal(1.786m * 16 / 1_000_000, store.Query(1.786m, Day));
        Assert.Equal(0.25m * 16 / 1_000_000, store.Query(0.01m, Day));
    }

    [Fact]
    public void The_minimum_of_a_plan_is_set_against_its_storage()
    {
        var store = Pinecone(dimensions: 1_536, metadata: 0);

        Assert.Equal(50m, store.Month(10, Day));
        // 500 GB at 0.33.
        Assert.Equal(165m, store.Month(500, Day));
        // 4 dollars a million write units of a kilobyte.
        Assert.Equal(40m, store.Write(10, Day));
    }

    [Fact]
    public void Without_metadata_a_record_holds_the_text_of_its_chunk() =>
        // 1,000 vectors of 1,536 numbers and 200,000 tokens of text at four bytes: 6,144,000 + 800,000 bytes.
        Assert.Equal(0.006944m, Pinecone(dimensions: 1_536, metadata: null).Size(1_000, 200_000.Tokens));

    [Fact]
    public async Task A_design_pays_for_storage_writes_and_queries()
    {
        var text = string.Concat(Enumerable.Repeat("The tenant pays the rent on the first day of every month. ", 400));
        Directory.CreateDirectory(Path.Combine(folder, "docs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "docs", "a.md"), text);
        await File.WriteAllTextAsync(Path.Combine(folder, "s.yaml"),
            """
            documents: [docs]
            traffic: { requests_per_day: 1_000, counts: fixed }
            start: 2027-01-01
            months: 1
            churn: 0%
            designs:
              plain: { model: openai/gpt-4o-mini, context: { kind: top-chunks, k: 2, chunker: { kind: window, size: 100, overlap: 0 } }, embedding: openai/text-embedding-3-small, answer: 100 }
              store: { like: plain, vector_store: { price: pinecone/serverless, metadata_bytes: 0 } }
            """);
        var tokens = CostSim.Tokens.Tokenizers.Get("cl100k_base").Count(text).Value;

        var answer = await Cli.Run("run", Path.Combine(folder, "s.yaml"), "-o", Path.Combine(folder, "out"), "--store", "off");

        Assert.True(answer.Exit == 0, answer.Error);
        var components = Components();
        Assert.Equal(50, components["vector store"], 9);
        // 31 days of 1,000 queries, each a quarter of a read unit at 16 dollars a million.
        Assert.Equal(31 * 1_000 * 0.25 * 16e-6, components["vector store queries"], 9);
        // A vector of 6,144 bytes for every window of 100 tokens, at 4 dollars a gigabyte.
        var chunks = Math.Round(components["vector store, first writing"] / (6_144 * 4e-9));
        Assert.InRange(chunks, (tokens / 100) - 1, (tokens / 100) + 3);
        Assert.Equal(chunks * 6_144 * 4e-9, components["vector store, first writing"], 9);
    }

    [Theory]
    [InlineData("openai/gpt-4o", "is not priced as a vector store")]
    [InlineData("pinecone/nothing", "is not in the price book")]
    [InlineData("{ dimensions: 512 }", "price: is missing")]
    [InlineData("{ price: pinecone/serverless, dimension: 512 }", "dimension")]
    public async Task A_store_that_cannot_be_priced_is_refused(string store, string problem)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "a.md"), "A text.");
        await File.WriteAllTextAsync(Path.Combine(folder, "s.yaml"),
            $"documents: [a.md]\ntraffic: {{ requests_per_day: 10 }}\ndesigns:\n  d: {{ model: openai/gpt-4o-mini, context: top-chunks, embedding: openai/text-embedding-3-small, vector_store: {store} }}\n");

        var answer = await Cli.Run("run", Path.Combine(folder, "s.yaml"), "-o", Path.Combine(folder, "out"), "--store", "off");

        Assert.Equal(1, answer.Exit);
        Assert.Contains(problem, answer.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private Dictionary<string, double> Components()
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "out", "components.csv"));
        return lines.Skip(1).Where(l => l.StartsWith("store,", StringComparison.Ordinal)).Select(l => Csv.Fields(l))
            .ToDictionary(f => f[1], f => double.Parse(f[3], CultureInfo.InvariantCulture));
    }

    private static VectorStore Pinecone(int dimensions, int? metadata) =>
        new(PriceSchedule.Pinned(PriceBooks.Shipped, new PriceQuestion("pinecone/serverless"), Day, Day, 31), dimensions, metadata);

    private static class Csv
    {
        // Names of components may hold a comma, in quotes.
        public static List<string> Fields(string line) => [.. System.Text.RegularExpressions.Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))").Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)];
    }
}
