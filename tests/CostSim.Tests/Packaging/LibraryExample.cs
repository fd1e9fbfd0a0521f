using CostSim.Documents;
using CostSim.Prices;
using CostSim.Tokens;
using CostSim.Units;

// This file is the example of docs/library.md, word for word.

namespace CostSim.Tests.Packaging;

public static class LibraryExample
{
    public static void Run()
    {
        // example
        var question = Tokenizers.Get("o200k_base").Count("How long must receipts be kept?");
        var price = PriceBooks.Shipped.Find(new PriceQuestion("openai/gpt-4o"), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        var request = price.Bill(new Usage { FreshInput = new TokenCount(11_500) + question, Output = new TokenCount(400), Requests = 1 });
        var month = Simulation.RunYaml("""
            start: 2027-01-01
            requests: { input: { mean: 11_507, cv: 0.3 }, output: { mean: 300 to 550, cv: 0.5 } }
            prices: { as_of: 2026-11-01 }
            designs: { production: { model: openai/gpt-4o } }
            traffic: { requests_per_day: 10_000, growth_per_month: 1% to 5% }
            """).Designs[0].Bill.Month;
        Console.WriteLine(FormattableString.Invariant($"{question}, {request.Total} a request; P50 ${month.P50:#,0}, P90 ${month.P90:#,0} a month"));
        var contract = new TokenizedDocument(
            new Document("contract.md", "", "Fees are due in 30 days. Late fees are 2 % a month. Either party may end this in writing."), Tokenizers.Get("o200k_base"));
        var chunks = Chunkers.Parse("{ kind: sentence, size: 12 }").Cut(contract);
        Console.WriteLine($"{contract.Tokens} in {chunks.Count} chunks: {string.Join(", ", chunks.Select(c => c.Tokens))}");
        // end
    }
}
