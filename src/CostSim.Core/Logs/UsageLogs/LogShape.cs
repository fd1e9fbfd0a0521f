namespace CostSim.Logs;

/// <summary>How one kind of log with a row for each request names its fields; a name with dots reaches into nested objects.</summary>
internal sealed record LogShape(string Name, IReadOnlyDictionary<LogField, IReadOnlyList<string>> Names)
{
    /// <summary>Groups of names, of each of which a row of this kind has at least one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Marks { get; init; } = [];

    /// <summary>Whether cached tokens are counted apart from the input; null where the row itself or the model decides.</summary>
    public bool? CachedOutside { get; init; }

    /// <summary>True where usage is divided into parts that do not overlap, reasoning too.</summary>
    public bool PartsAreApart { get; init; }

    /// <summary>Beginnings of the names that are parts of usage where <see cref="PartsAreApart"/>; what follows says input or output.</summary>
    public IReadOnlyList<string> PartsOf { get; init; } = [];

    /// <summary>What an amount is divided by: 100 where costs are cents.</summary>
    public decimal CostScale { get; init; } = 1;

    /// <summary>True where several rows of one id are parts of one message, whose last row is right.</summary>
    public bool Streams { get; init; }

    /// <summary>True where spans of spans are logged, so that a parent repeats the usage of its children.</summary>
    public bool Nests { get; init; }

    /// <summary>The seller where the rows do not name one.</summary>
    public string? Seller { get; init; }

    /// <summary>Each row is the sum of a day.</summary>
    public bool Daily { get; init; }

    /// <summary>True for a row of other work than usage.</summary>
    public Func<LogRow, bool>? IsOther { get; init; }

    /// <summary>True for a row that says that the application ran a tool.</summary>
    public Func<LogRow, bool>? IsTool { get; init; }

    /// <summary>Reads a kind of work from a row; null leaves it to the model's name.</summary>
    public Func<LogRow, LogKind?>? KindOf { get; init; }

    /// <summary>Numbers or texts that represent a field in every row.</summary>
    public IReadOnlyDictionary<LogField, string> Constants { get; init; } = new Dictionary<LogField, string>();

    /// <summary>Columns whose sum is a field.</summary>
    public IReadOnlyDictionary<LogField, IReadOnlyList<string>> Sums { get; init; } = new Dictionary<LogField, IReadOnlyList<string>>();

    public bool Has(LogField field) => Names.GetValueOrDefault(field, []).Count > 0 || Constants.ContainsKey(field)
        || Sums.ContainsKey(field);

    public bool Costs => Has(LogField.Cost) || Has(LogField.CostCents);

    /// <summary>True where a row with these names is one of this kind.</summary>
    public bool Fits(Func<string, bool> has) => Marks.Count > 0 && Marks.All(mark => mark.Any(has));

    /// <summary>The same shape with the columns that a person names in place of its own.</summary>
    public LogShape With(IReadOnlyDictionary<LogField, MapExpression> map) => map.Count == 0 ? this : this with
    {
        Names = Names.Where(n => !map.ContainsKey(n.Key))
            .Concat(map.Where(m => m.Value.Columns.Count == 1).Select(m => KeyValuePair.Create(m.Key, m.Value.Columns)))
            .ToDictionary(n => n.Key, n => n.Value),
        Sums = map.Where(m => m.Value.Columns.Count > 1).ToDictionary(m => m.Key, m => m.Value.Columns),
        Constants = map.Where(m => m.Value.Constant is not null).ToDictionary(m => m.Key, m => m.Value.Constant!),
    };

    /// <summary>The shape of a table that no product exports: the usual names of columns.</summary>
    public static LogShape Table { get; } = new("table", LogFields.All.ToDictionary(f => f.Field,
        f => (IReadOnlyList<string>)[.. f.Columns, .. RawAnswers.Names(f.Field)]))
    {
        KindOf = row => CallTypes.Of(row.Find("call_type")),
    };

    public static Dictionary<LogField, IReadOnlyList<string>> Of(params (LogField Field, string[] Names)[] fields) =>
        fields.ToDictionary(f => f.Field, f => (IReadOnlyList<string>)f.Names);
}

/// <summary>One field of <c>--map</c>: a column, a sum of columns, or a constant.</summary>
internal sealed record MapExpression(IReadOnlyList<string> Columns, string? Constant)
{
    /// <summary>Reads <c>a</c>, <c>a+b</c>, <c>1</c> or <c>'text'</c>; a column of that very name goes first.</summary>
    public static MapExpression Of(string text, Func<string, bool> has)
    {
        if (has(text))
            return new MapExpression([text], null);
        if (text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0])
            return new MapExpression([], text[1..^1]);
        if (decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _))
            return new MapExpression([], text);
        return new MapExpression(text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), null);
    }
}
