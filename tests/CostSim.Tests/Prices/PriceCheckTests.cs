using CostSim.Files;
using CostSim.Prices;

namespace CostSim.Tests.Prices;

public sealed class PriceCheckTests
{
    private const string Plain = "recorded_on: 2026-01-01, status: in_force, confidence: high, source: page";

    private static List<PriceFinding> Findings(params string[] records) =>
        [.. PriceChecks.Run(Books.Of("provider: acme\nrecords:\n" + string.Concat(records.Select((r, i) => $"  - {{ id: r{i}, model: m, {r}, {Plain} }}\n"))).RecordsOf("acme"), new DateOnly(2026, 2, 1))];

    [Theory]
    [InlineData("overlap", "effective_from: 2025-01-01, effective_to: 2025-06-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2", "effective_from: 2025-05-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2")]
    [InlineData("gap", "effective_from: 2025-01-01, effective_to: 2025-05-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2", "effective_from: 2025-06-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2")]
    [InlineData("time-bands", "effective_from: 2025-01-01, time_band: { name: peak, utc: [\"08:00-20:00\"] }, input_usd_per_mtok: 1, output_usd_per_mtok: 2", "effective_from: 2025-01-01, time_band: { name: offpeak, utc: [\"20:00-07:00\"] }, input_usd_per_mtok: 1, output_usd_per_mtok: 2")]
    [InlineData("thousandfold", "effective_from: 2025-01-01, input_usd_per_mtok: 0.1, output_usd_per_mtok: 0.4", "effective_from: 2025-06-01, input_usd_per_mtok: 100, output_usd_per_mtok: 400")]
    [InlineData("cache-read", "effective_from: 2025-01-01, input_usd_per_mtok: 1, cache_read_usd_per_mtok: 1.5, output_usd_per_mtok: 2")]
    [InlineData("cache-write", "effective_from: 2025-01-01, input_usd_per_mtok: 15, cache_write_5m_usd_per_mtok: 18.75, cache_write_1h_usd_per_mtok: 6, output_usd_per_mtok: 75")]
    [InlineData("cache-write", "effective_from: 2025-01-01, input_usd_per_mtok: 0.25, cache_write_5m_usd_per_mtok: 0.3, cache_write_1h_usd_per_mtok: 6, output_usd_per_mtok: 1.25")]
    [InlineData("below-input", "effective_from: 2025-01-01, input_usd_per_mtok: 15, output_usd_per_mtok: 3")]
    [InlineData("incomplete", "effective_from: 2025-01-01, input_usd_per_mtok: 15")]
    [InlineData("batch-above", "effective_from: 2025-01-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2", "effective_from: 2025-01-01, service_tier: batch, input_usd_per_mtok: 0.5, output_usd_per_mtok: 3")]
    [InlineData("priority", "effective_from: 2025-01-01, input_usd_per_mtok: 1, output_usd_per_mtok: 2", "effective_from: 2025-01-01, service_tier: priority, input_usd_per_mtok: 1, output_usd_per_mtok: 4")]
    public void What_looks_wrong_is_found(string check, params string[] records) => Assert.Contains(check, Findings(records).Select(f => f.Check));

    [Fact]
    public void Prices_that_are_in_order_have_no_finding()
    {
        // The second price takes over from the first, which states no end; batch is half of it.
        Assert.Empty(Findings(
            "effective_from: 2025-01-01, input_usd_per_mtok: 1, cache_read_usd_per_mtok: 0.1, output_usd_per_mtok: 4",
            "effective_from: 2025-06-01, input_usd_per_mtok: 0.5, cache_read_usd_per_mtok: 0.05, output_usd_per_mtok: 2",
            "effective_from: 2025-06-01, service_tier: batch, input_usd_per_mtok: 0.25, output_usd_per_mtok: 1"));
    }

    [Fact]
    public void Dates_and_sources_are_looked_at_too()
    {
        var records = Books.Of("""
            provider: acme
            records:
              - { id: a, model: m, effective_from: 2025-01-01, recorded_on: 2025-01-01, status: superseded, confidence: high, source: page, page_usd_per_1k: 1, kind: ocr }
              - { id: b, model: n, effective_from: 2025-01-01, recorded_on: 2025-01-01, status: in_force, confidence: high, page_usd_per_1k: 1, kind: ocr }
              - { id: c, model: o, effective_from: 2026-01-01, recorded_on: 2025-12-01, status: announced, confidence: high, source: page, page_usd_per_1k: 1, kind: ocr }
            """).RecordsOf("acme");

        var findings = PriceChecks.Run(records, new DateOnly(2026, 2, 1)).Select(f => (f.Check, f.RecordId));

        Assert.Equal([("announced-past", "c"), ("no-end", "a"), ("no-source", "b"), ("not-checked", "a"), ("not-checked", "b")], findings.Order());
    }

    [Fact]
    public void An_accepted_finding_holds_for_its_records_until_its_day()
    {
        var reading = new Reading();
        var accepted = Assert.Single(AcceptedFinding.Read(new SettingsMap(Yaml.ReadMap("a.yaml", new StringReader("accepted: [{ check: gap, record: \"acme:*\", reason: known, until: 2026-06-01 }]")), "", reading)));

        Assert.True(accepted.Covers(new PriceFinding("gap", "acme:m", ""), new DateOnly(2026, 6, 1)));
        Assert.False(accepted.Covers(new PriceFinding("gap", "acme:m", ""), new DateOnly(2026, 6, 2)));
        Assert.False(accepted.Covers(new PriceFinding("overlap", "acme:m", ""), new DateOnly(2026, 1, 1)));
    }

    [Fact]
    public void The_shipped_book_has_no_finding_but_the_accepted_ones()
    {
        var day = new DateOnly(2026, 11, 22);
        var findings = PriceBooks.Shipped.Providers.SelectMany(p => PriceChecks.Run(PriceBooks.Shipped.RecordsOf(p), day));

        Assert.Equal([], findings.Where(f => !PriceBooks.Accepted().Any(a => a.Covers(f, day))));
    }
}
