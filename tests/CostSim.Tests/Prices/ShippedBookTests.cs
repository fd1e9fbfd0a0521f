using System.Security.Cryptography;
using System.Text;
using CostSim.Prices;

namespace CostSim.Tests.Prices;

/// <summary>What holds for the book that travels inside the tool.</summary>
public sealed class ShippedBookTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "pricing");
    private static readonly string Fingerprints = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Prices", "records.sha256");

    private static bool Update => Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    [Fact]
    public void The_manifest_has_the_hash_of_every_file()
    {
        var opened = PriceBooks.Open(Folder).Version;
        var path = Path.Combine(Folder, PriceManifest.FileName);
        if (Update)
            File.WriteAllText(path, PriceManifest.Write(opened.Version, opened.Files));

        var manifest = PriceManifest.Read(path, File.ReadAllBytes(path));

        Assert.Equal(opened.Files.OrderBy(f => f.Key), manifest.Files.OrderBy(f => f.Key));
        Assert.Equal(opened.Sha256, manifest.Sha256);
        Assert.Equal(opened.Sha256, PriceBooks.Shipped.Version.Sha256);
    }

    [Fact]
    public void No_existing_record_is_ever_changed()
    {
        // A changed price is a new record. UPDATE_GOLDEN=1 adds new records to the list; it never replaces a line.
        var known = File.Exists(Fingerprints) ? File.ReadAllLines(Fingerprints).Select(l => l.Split("  ", 2)).ToDictionary(l => l[1], l => l[0]) : [];
        var now = PriceBooks.Shipped.Providers.SelectMany(PriceBooks.Shipped.CuratedOf).ToDictionary(r => r.Id, Fingerprint);
        if (Update)
        {
            foreach (var (id, hash) in now)
                known.TryAdd(id, hash);
            File.WriteAllLines(Fingerprints, known.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value}  {k.Key}"));
        }

        Assert.Equal([], known.Where(k => now.GetValueOrDefault(k.Key) != k.Value).Select(k => k.Key));
        Assert.Equal([], now.Keys.Where(id => !known.ContainsKey(id)));
    }

    [Fact]
    public void Reading_only_what_a_question_is_about_finds_the_same_records()
    {
        var whole = PriceBooks.Open(Folder);

        foreach (var model in whole.Records.Where(r => r.Kind != "tool").SelectMany(r => r.Aliases.Prepend(r.Model).Select(n => $"{r.Provider}/{n}")).Distinct())
            Assert.Equal(whole.History(model).Select(Fingerprint), PriceBooks.Shipped.History(model).Select(Fingerprint));
    }

    [SharedFact]
    public void Every_row_of_the_price_facts_is_a_record()
    {
        var rows = Csv.Read(Shared.Path("pricing-facts/prices.csv"));
        var records = PriceBooks.Shipped.Records.ToDictionary(r => r.Id);

        Assert.Equal(330, rows.Count);
        foreach (var row in rows)
        {
            var record = records[row["row_id"]];
            Assert.Equal((row["provider"], row["model"], row["kind"], row["service_tier"], row["region"], row["time_band"]), (record.Provider, record.Model, record.Kind, record.ServiceTier, record.Region, record.Band.Name));
            Assert.Equal(row["aliases"].Replace(" ", "", StringComparison.Ordinal), string.Join(',', record.Aliases));
            Assert.Equal((Slash(row["effective_from"]), row["effective_to"].Length == 0 ? null : Slash(row["effective_to"])), (record.EffectiveFrom, record.EffectiveTo));
            foreach (var column in PriceColumns.OfModels)
                Assert.Equal(row[column.Name].Length == 0 ? null : decimal.Parse(row[column.Name], System.Globalization.CultureInfo.InvariantCulture), record.Amounts[column.Column]);
            Assert.Equal((row["context_from_tokens"], row["note"], row["source_url"]), ($"{record.ContextFrom.Value}", record.Note, record.Source));
            Assert.Equal(row["confidence"], $"{record.Confidence}", ignoreCase: true);
            Assert.Equal(row["status"].Replace("_", "", StringComparison.Ordinal), $"{record.Status}", ignoreCase: true);
            Assert.Equal(row["disagreements"], string.Join(" | ", record.Disagreements));
            Assert.Equal(row["agreeing_repos"], string.Join("; ", record.AgreeingSources));
        }

        static DateTimeOffset? Slash(string text) => DateTimeOffset.Parse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal);
    }

    [Fact]
    public void Every_row_of_the_rate_limits_is_a_record() => Assert.Equal(92, PriceBooks.Shipped.Limits.All.Count());

    private static string Fingerprint(PriceRecord r)
    {
        var amounts = string.Join(',', r.Amounts.Stated.Select(a => FormattableString.Invariant($"{a.Column}={a.Usd}")));
        var windows = string.Join(',', r.Band.Windows.Select(w => FormattableString.Invariant($"{w.From}-{w.To}/{string.Concat(w.On.Select(d => d ? 1 : 0))}/{w.Since}/{w.Until}")));
        var text = FormattableString.Invariant($"{r.Id}|{r.Provider}|{string.Join(',', r.Aliases)}|{r.Kind}|{r.EffectiveFrom:O}|{r.EffectiveTo:O}|{r.RecordedOn:O}|{r.Status}|{r.Conditions}|{windows}|{r.Band.Outside}|{amounts}|{r.Limits}|{r.Source}|{r.DateBasis}|{r.Confidence}|{r.Note}|{string.Join(',', r.AgreeingSources)}|{string.Join(',', r.Disagreements)}|{string.Join(',', r.WebSearchOf)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
