using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// Reads the folder <c>catalogue</c> of a price book: <c>2026-11-20.csv</c> and the like (a public catalogue's models, as of that day),
/// <c>sellers.csv</c> (other names of sellers), <c>tiers.csv</c> (published rules), and <c>names/*.csv</c> (names that imports kept).
/// </summary>
internal static class CatalogueFiles
{
    public const string Folder = "catalogue/";
    public const string NamesFolder = "names/";
    private const string Sellers = Folder + "sellers.csv", Tiers = Folder + "tiers.csv";

    /// <summary>The columns of a file of names.</summary>
    public static string[] NameColumns { get; } = ["name", "model", "region", "retires_on"];

    private static readonly string[] ModelColumns =
        ["provider", "model", "lab", "input_tokens_above", "input_per_mtok", "output_per_mtok", "cache_read_per_mtok",
            "cache_write_per_mtok", "context_window", "max_output_tokens"];

    /// <summary>The catalogue of a book whose files are given by name; nothing is read before it is asked for.</summary>
    public static PriceCatalogue Of(string place, IReadOnlyCollection<string> files, Func<string, string> text)
    {
        var days = files.Where(f => f.StartsWith(Folder, StringComparison.Ordinal) && Day(f) is not null)
            .Order(StringComparer.Ordinal).ToList();
        var names = files.Where(f => f.StartsWith(NamesFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return new PriceCatalogue(
            () => days.SelectMany(f => Models(Path.Combine(place, f), text(f), Day(f)!.Value)),
            () => files.Contains(Sellers) ? SellersOf(Path.Combine(place, Sellers), text(Sellers)) : [],
            () => files.Contains(Tiers) ? Rules(Path.Combine(place, Tiers), text(Tiers)) : [],
            () => NamesOf(names.Select(f => (f, Path.Combine(place, f), text(f)))));
    }

    private static IEnumerable<PriceRecord> Models(string place, string text, DateOnly day)
    {
        foreach (var (line, cells) in Rows(place, text, ModelColumns))
        {
            var above = cells[3].Length > 0 ? Whole(place, line, cells[3]) + 1 : 0;
            var amounts = new[]
            {
                (Column: PriceColumn.Input, Cell: cells[4]), (Column: PriceColumn.Output, Cell: cells[5]),
                (Column: PriceColumn.CacheRead, Cell: cells[6]), (Column: PriceColumn.CacheWrite5m, Cell: cells[7]),
            }.Select(a => new Amount(a.Column, Money(place, line, a.Cell))).Where(a => a.Usd > 0).ToList();
            // Zero is not a price: cached input is then not priced apart, and a model without input or output price is free or unknown.
            if (amounts.All(a => a.Column != PriceColumn.Input) || amounts.All(a => a.Column != PriceColumn.Output))
                continue;
            var seller = cells[0] == "amazon-bedrock" ? "aws" : cells[0];
            yield return new PriceRecord
            {
                Id = Id(seller, cells[1], day, above),
                Provider = seller,
                Model = cells[1],
                Kind = "chat",
                EffectiveFrom = Instant.Of(day),
                RecordedOn = day,
                CheckedOn = day,
                Status = PriceStatus.InForce,
                ContextFrom = new TokenCount(above),
                Amounts = new Amounts(amounts),
                Limits = new ModelLimits(Size(place, line, cells[8]), null, Size(place, line, cells[9])),
                Source = $"public model catalogue of {day:yyyy-MM-dd} (npm @earendil-works/pi-ai)",
                DateBasis = "first-seen",
                Confidence = Confidence.Catalogue,
                At = new Location(place, line, 1),
            };
        }
    }

    private static string Id(string seller, string model, DateOnly day, long above) =>
        string.Create(CultureInfo.InvariantCulture, $"{seller}:{Slashless(model)}:{day:yyyy-MM-dd}:standard:catalogue")
            + (above > 0 ? FormattableString.Invariant($":ctx{above}") : "");

    private static string Slashless(string model) => model.Replace(':', '-').Replace('/', '-');

    private static Dictionary<string, string> SellersOf(string place, string text)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, cells) in Rows(place, text, ["seller", "also"]))
        {
            foreach (var other in cells[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                names[other] = cells[0];
        }

        return names;
    }

    private static List<TierRule> Rules(string place, string text) =>
    [
        .. Rows(place, text, ["provider", "tier", "models", "except", "factor", "cache", "source"]).Select(r => new TierRule(
            r.Cells[0], r.Cells[1], Words(r.Cells[2]), Words(r.Cells[3]), Money(place, r.Line, r.Cells[4]),
            r.Cells[5] == "yes", r.Cells[6])),
    ];

    private static Dictionary<string, SourceName> NamesOf(IEnumerable<(string File, string Place, string Text)> files)
    {
        var names = new Dictionary<string, SourceName>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, place, text) in files)
        {
            foreach (var (line, cells) in Rows(place, text, NameColumns))
            {
                DateOnly? retires = cells[3].Length == 0 ? null
                    : DateOnly.TryParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                    : throw new InputException(new Location(place, line, 1), $"'{cells[3]}' is not a date such as 2027-01-31");
                names[cells[0]] = new SourceName(cells[0], cells[1], cells[2], retires, Path.GetFileNameWithoutExtension(file));
            }
        }

        return names;
    }

    // These files hold no quotes and no commas inside of cells, which a test checks; so a line is split where its commas are.
    private static IEnumerable<(int Line, string[] Cells)> Rows(string place, string text, string[] columns)
    {
        var lines = text.Split('\n');
        if (!lines[0].TrimEnd('\r').Split(',').Take(columns.Length).SequenceEqual(columns))
            throw new InputException(new Location(place, 1, 1), $"must begin with the columns {string.Join(",", columns)}");
        for (var i = 1; i < lines.Length; i++)
        {
            var cells = lines[i].TrimEnd('\r').Split(',');
            if (cells is [""])
                continue;
            if (cells.Length < columns.Length)
                throw new InputException(new Location(place, i + 1, 1),
                    $"has {cells.Length} cells; {columns.Length} are wanted: {string.Join(",", columns)}");
            yield return (i + 1, cells);
        }
    }

    private static DateOnly? Day(string file) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day) ? day : null;

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static TokenCount? Size(string place, int line, string cell) =>
        cell.Length > 0 ? new TokenCount(Whole(place, line, cell)) : null;

    private static long Whole(string place, int line, string cell) =>
        long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InputException(new Location(place, line, 1), $"'{cell}' is not a whole number of tokens");

    private static decimal Money(string place, int line, string cell) =>
        cell.Length == 0 ? 0
        : decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount)
            && amount < 1_000_000 ? amount
        : throw new InputException(new Location(place, line, 1), $"'{cell}' is not an amount of US dollars for a million tokens");
}
