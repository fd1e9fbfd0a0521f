namespace CostSim.Reports;

/// <summary>Whether a word of a table is good news, bad news or neither; a renderer adds colour, never only colour.</summary>
internal enum Tone
{
    Plain,
    Good,
    Notice,
    Bad,
}

/// <summary>A word from a small set, as <c>measured</c> or <c>missing</c>.</summary>
internal readonly record struct Tag(string Text, Tone Tone = Tone.Plain);

/// <summary>One value of a table: a text, a number, an exact amount, a date, a tag, or nothing.</summary>
internal readonly record struct Cell(object? Value)
{
    public static Cell None => default;

    /// <summary>The value as a number, where it is one.</summary>
    public double? Number => Value switch
    {
        double d => d,
        decimal m => (double)m,
        long l => l,
        int i => i,
        _ => null,
    };

    public static implicit operator Cell(string? text) => new(text);

    public static implicit operator Cell(double number) => new(number);

    public static implicit operator Cell(double? number) => new(number);

    public static implicit operator Cell(decimal amount) => new(amount);

    public static implicit operator Cell(long count) => new(count);

    public static implicit operator Cell(int count) => new(count);

    public static implicit operator Cell(DateOnly date) => new(date);

    public static implicit operator Cell(Tag tag) => new(tag);
}

/// <summary>
/// A column: its key in CSV files (unit included, as <c>p50_usd</c>), its heading for people, how its values are written.
/// </summary>
internal sealed record Column(string Key, string Heading, Unit Unit)
{
    /// <summary>Draws a bar next to each share.</summary>
    public bool Bars { get; init; }
}

/// <summary>A row; a strong one is the row the answer is about.</summary>
internal sealed record Row(IReadOnlyList<Cell> Cells, bool Strong = false);

/// <summary>Columns and rows with a caption: the same table for the page, the terminal, Markdown and CSV.</summary>
internal sealed record Table(string Name, string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows)
{
    /// <summary>What a reader must know to read the columns, below the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The cells of a column as people read them.</summary>
    public IReadOnlyList<string> Texts(int column) => Columns[column].Unit.WriteColumn([.. Rows.Select(r => r.Cells[column])]);
}
