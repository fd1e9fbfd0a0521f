using System.Globalization;
using CostSim.Units;

namespace CostSim.Files;

/// <summary>What a reading shares: the errors so far and the values that went in.</summary>
internal sealed record Reading(InputErrors Errors, AssumptionLedger Ledger)
{
    public Reading() : this(new InputErrors(), new AssumptionLedger())
    {
    }

    /// <summary>Where a test wants to know which keys the readers ask for, their paths; else null.</summary>
    public ISet<string>? Asked { get; init; }

    /// <summary>Names that people gave to designs and classes.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>Where keys of a name belong, for one that is elsewhere; null where nobody keeps such a table.</summary>
    public Func<string, IReadOnlyList<string>>? Homes { get; init; }
}

/// <summary>
/// Typed reading of the keys of one map. A value that does not fit is added to the errors with its place and a harmless
/// placeholder is returned, so that reading goes on and one run shows every error; the caller ends with
/// <see cref="InputErrors.ThrowIfAny"/> before it uses what was read.
/// </summary>
internal sealed class SettingsMap(MapNode node, string path, Reading reading)
{
    private readonly HashSet<string> asked = [];

    /// <summary>Keys joined by dots from the root of the file; empty for the root itself.</summary>
    public string Path { get; } = path;

    public Location At => node.At;

    public MapNode Node => node;

    public Reading Reading { get; } = reading;

    public InputErrors Errors => Reading.Errors;

    public IEnumerable<string> Keys => node.Entries.Select(e => e.Key);

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key as it is, marked as read; null where the key is absent.</summary>
    public SettingsNode? Find(string key)
    {
        asked.Add(key);
        Reading.Asked?.Add(PathOf(key));
        return node.Find(key);
    }

    public string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    public Location Where(string key) => node.Entries.FirstOrDefault(e => e.Key == key)?.Value.At ?? At;

    public void Refuse(string key, string rule) => Errors.Add(Where(key), $"{key}: {rule}");

    public string Text(string key, string? absent = null) =>
        Scalar(key, absent, "", static (string text, out string value) => (value = text).Length > 0, "a text");

    public double Number(string key, double? absent = null, double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        InRange(key, Scalar(key, absent, 1d, Numbers.TryDouble, "a number such as 0.5 or 10_000"), min, max);

    public decimal Decimal(string key, decimal? absent = null, decimal min = decimal.MinValue, decimal max = decimal.MaxValue) =>
        InRange(key, Scalar(key, absent, 1m, Numbers.TryDecimal, "a number such as 2.5"), min, max);

    public int Whole(string key, int? absent = null, int min = 0, int max = int.MaxValue) =>
        (int)InRange(key, Scalar(key, (long?)absent, Math.Max(min, 1L), Numbers.TryWhole, "a whole number such as 5 or 10_000"), min,
            (long)max);

    public TokenCount Tokens(string key, TokenCount? absent = null, long min = 0) =>
        new(Math.Max(0, InRange(key,
            Scalar(key, absent?.Value, Math.Max(min, 1L), Numbers.TryWhole, "a whole number of tokens such as 512"), min, long.MaxValue)));

    public Share Share(string key, Share? absent = null)
    {
        var value = Scalar(key, absent?.Value, 0d, Numbers.TryDouble, "a share such as 5% or 0.05");
        if (value is >= 0 and <= 1)
            return new Share(value);
        Refuse(key, string.Create(CultureInfo.InvariantCulture,
            $"must lie between 0 and 100 %, but is {value * 100:0.####} %{MeantPercent(value)}"));
        return default;
    }

    /// <summary>"did you mean 90%?" where a share is written as a number of percent without the sign.</summary>
    internal static string MeantPercent(double value) =>
        value is > 1 and <= 100 ? string.Create(CultureInfo.InvariantCulture, $"; did you mean {value:0.####}%?") : "";

    public DateOnly Date(string key, DateOnly? absent = null) =>
        Scalar(key, absent, new DateOnly(2026, 1, 1), Numbers.TryDate, "a date such as 2027-01-31");

    public TimeSpan Duration(string key, TimeSpan? absent = null) =>
        Scalar(key, absent, TimeSpan.FromMinutes(5), Numbers.TryDuration, "a length of time such as 30s, 5m or 1h");

    public bool Flag(string key, bool absent) => Scalar(key, absent, absent, bool.TryParse, "true or false");

    /// <summary>One of the named choices.</summary>
    public string OneOf(string key, IReadOnlyCollection<string> choices, string? absent = null)
    {
        var value = Text(key, absent);
        if (value.Length == 0 || choices.Contains(value))
            return value;
        Refuse(key, $"'{value}' is not known; {Spelling.Suggestion(value, choices)}");
        return choices.First();
    }

    /// <summary>The items of a list; a single value represents a list of one. Empty where the key is absent.</summary>
    public IReadOnlyList<SettingsNode> List(string key) => Find(key) switch
    {
        null => [],
        ListNode list => list.Items,
        var single => [single],
    };

    /// <summary>A map below this one; null where the key is absent, and an error where the value is not a map.</summary>
    public SettingsMap? Map(string key) => Find(key) switch
    {
        null => null,
        MapNode map => new SettingsMap(map, PathOf(key), Reading),
        var other => NotAMap(key, other),
    };

    /// <summary>A value that is a map, or a name alone that means the kind of that name with its defaults.</summary>
    public SettingsMap? KindMap(string key) => Find(key) is ScalarNode name ? OfKind(name, PathOf(key), Reading) : Map(key);

    public static SettingsMap OfKind(ScalarNode name, string path, Reading reading) =>
        new(new MapNode(name.At, [new Entry("kind", name.At, name)]), path, reading);

    /// <summary>Builds a value from this map; the rule it breaks is reported at the key that the rule names.</summary>
    public T? Build<T>(Func<T> make) where T : class
    {
        var before = Errors.Count;
        try
        {
            return make();
        }
        catch (RuleException refused)
        {
            // Placeholders of values already refused may break rules of their own; those are not the person's errors.
            if (Errors.Count == before)
                Errors.Add(Where(refused.Name), refused.Message);
            return null;
        }
    }

    /// <summary>Refuses every key that nothing asked for, with the nearest known one.</summary>
    public void RejectUnread()
    {
        // A key that several designs inherit is one mistake.
        foreach (var entry in node.Entries.Where(e => !asked.Contains(e.Key) && !Errors.Has(e.KeyAt, "unknown key")))
            Errors.Add(entry.KeyAt, $"unknown key '{entry.Key}'{(Path.Length == 0 ? "" : $" in {Path}")}; {Remedy(entry.Key)}");
    }

    // A key that is known elsewhere was put too high or too low.
    private string Remedy(string key) => key.Length == 3 && key.All(char.IsAsciiDigit)
        ? "a comma ends a value between { and }; group digits by _, as in 1_000"
        : Spelling.Nearest(key, asked) is null && Reading.Homes?.Invoke(key) is { Count: > 0 and < 4 } homes
        ? $"it belongs under {string.Join(" or ", homes)}"
        : Spelling.Suggestion(key, asked);

    /// <summary>Notes a value that went in, for the register of assumptions.</summary>
    public void Record(string key, string value, Origin origin, string source = "") =>
        Reading.Ledger.Record(new Assumption(PathOf(key), value, origin, source, Where(key)));

    private delegate bool Parser<T>(string text, out T value);

    private T Scalar<T>(string key, object? absent, T standIn, Parser<T> parse, string form)
    {
        switch (Find(key))
        {
            case null when absent is not null:
                Record(key, Convert.ToString(absent is DateOnly d ? d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : absent,
                    CultureInfo.InvariantCulture) ?? "", Origin.Default);
                return (T)absent;
            case null:
                Errors.Add(At, $"{key}: is missing{(Path.Length == 0 ? "" : $" in {Path}")}; give {form}");
                return standIn;
            case ScalarNode scalar when standIn is double or decimal && scalar.Value.EndsWith(".000", StringComparison.Ordinal)
                && Numbers.Rewritten(scalar.Value, counts: false) is { } rewritten:
                Errors.Add(scalar.At, $"{key}: '{scalar.Value}' can be read in two ways; {rewritten}");
                return standIn;
            case ScalarNode scalar when parse(scalar.Value, out var value):
                Record(key, scalar.Value, Origin.Typed);
                return value;
            case var other:
                var remedy = other is ScalarNode ? Numbers.Rewritten(other.Text, counts: true) : null;
                Errors.Add(other.At,
                    $"{key}: must be {form}, but is "
                    + $"{(other is ScalarNode ? $"'{other.Text}'" : other.Text)}{(remedy is null ? "" : $"; {remedy}")}");
                return standIn;
        }
    }

    private T InRange<T>(string key, T value, T min, T max) where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0)
            return value;
        var bound = value.CompareTo(min) < 0 ? $"at least {Show(min)}" : $"at most {Show(max)}";
        Refuse(key, $"must be {bound}, but is {Show(value)}");
        return value.CompareTo(min) < 0 ? min : max;
    }

    private static string Show(IFormattable number) => number.ToString("#,0.######", CultureInfo.InvariantCulture);

    private SettingsMap? NotAMap(string key, SettingsNode other)
    {
        Errors.Add(other.At, $"{key}: must be keys and values, but is {(other is ScalarNode ? $"'{other.Text}'" : "a list")}");
        return null;
    }
}
