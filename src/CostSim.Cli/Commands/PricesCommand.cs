using System.CommandLine;
using System.Globalization;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim prices</c>: lists, shows, compares, checks and imports price records, and prices usage tables.</summary>
internal static class PricesCommand
{
    public static Command Create() => new("prices", "The price book: every price with its date, its source and its rules")
    {
        PricesList.Create(),
        PricesShow.Create(),
        PricesQuote.Create(),
        PricesDiff.Create(),
        PricesVerify.Create(),
        PricesImport.Create(),
    };

    public static Option<string?> BookOption() => new("--prices")
    {
        HelpName = "DIR",
        Description = "A folder of price files instead of the shipped price book",
    };

    public static Option<DateOnly?> AsOfOption(string what) => new("--as-of")
    {
        HelpName = "DATE",
        Description = what,
        CustomParser = given =>
        {
            if (Numbers.TryDate(given.Tokens[0].Value, out var date))
                return date;
            given.AddError($"--as-of must be a date such as 2026-11-01, but is '{given.Tokens[0].Value}'");
            return null;
        },
    };

    public static Option<string> FormatOption(params string[] formats)
    {
        var option = new Option<string>("--format", "-f")
        {
            DefaultValueFactory = _ => formats[0],
            HelpName = string.Join('|', formats),
            Description = "Format of the answer"
        };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    public static PriceBook Open(string? folder) => folder is null ? PriceBooks.Shipped : PriceBooks.Open(folder);

    /// <summary>The day that is meant where none is given: that of the book's version, since nothing here reads the clock.</summary>
    public static DateOnly DayOf(PriceBook book, DateOnly? asOf) =>
        asOf ?? (Numbers.TryDate(book.Version.Version, out var day) ? day : book.Records.Max(r => r.RecordedOn));

    /// <summary>"Prices of 2026-11-22 from the book shipped with costsim, version .., sha256 ..".</summary>
    public static string Provenance(PriceBook book) =>
        $"Book: {book.Version.Name}, version {book.Version.Version}, sha256 {book.Version.Sha256[..12]}";

    /// <summary>Runs a step on words of the command line; what they break is reported as theirs.</summary>
    public static T Asked<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (RuleException refused)
        {
            throw new InputException(Location.Of("command line"), refused.Message);
        }
    }

    /// <summary>Every digit of an amount, without trailing zeros or exponent.</summary>
    public static string Exact(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);
}
