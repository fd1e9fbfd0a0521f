using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class PriceDifferenceTests
{
    private const string First = "provider: acme\nrecords:\n  - { id: a, model: m, effective_from: 2025-01-01, recorded_on: 2025-01-01, status: in_force, confidence: high, input_usd_per_mtok: 4 }\n";

    [Fact]
    public void Two_days_differ_by_what_came_went_and_changed()
    {
        var differences = PriceDifference.Between(PriceBooks.Shipped, new DateOnly(2025, 6, 9), new DateOnly(2025, 6, 10));

        var o3 = differences.Where(d => d.Record.Name == "openai/o3" && d.Kind is DifferenceKind.Changed).ToList();
        Assert.Equal([(DifferenceKind.Changed, 10m, 2m), (DifferenceKind.Changed, 2.5m, 0.5m), (DifferenceKind.Changed, 40m, 8m)], o3.Select(d => (d.Kind, d.Old!.Value, d.New!.Value)));
        Assert.Equal(-0.8, o3[0].Change!.Value, 12);
    }

    [Theory]
    [InlineData("  - { id: b, model: n, effective_from: 2025-01-01, recorded_on: 2025-02-01, status: in_force, confidence: high, input_usd_per_mtok: 1 }\n", DifferenceKind.Added)]
    [InlineData("  - { id: a2, model: m, effective_from: 2025-01-01, recorded_on: 2025-02-01, status: in_force, confidence: high, input_usd_per_mtok: 1 }\n", DifferenceKind.Corrected)]
    internal void A_record_more_is_added_or_a_correction(string record, DifferenceKind kind) =>
        Assert.Equal(kind, Assert.Single(PriceDifference.Between(Books.Of(First), Books.Of(First + record))).Kind);

    [Fact]
    public void A_record_that_reads_otherwise_or_is_gone_breaks_the_rule()
    {
        var edited = First.Replace("per_mtok: 4", "per_mtok: 5", StringComparison.Ordinal);
        var other = First.Replace("id: a,", "id: z,", StringComparison.Ordinal).Replace("model: m", "model: y", StringComparison.Ordinal);

        Assert.Equal(DifferenceKind.Edited, Assert.Single(PriceDifference.Between(Books.Of(First), Books.Of(edited))).Kind);
        Assert.Contains(PriceDifference.Between(Books.Of(First), Books.Of(other)), d => d.Kind is DifferenceKind.Removed);
        Assert.Empty(PriceDifference.Between(Books.Of(First), Books.Of("# another comment\n" + First)));
    }
}
