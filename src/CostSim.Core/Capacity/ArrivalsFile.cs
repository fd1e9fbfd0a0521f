using System.Globalization;
using CostSim.Capacity.Replays;
using CostSim.Files;

namespace CostSim.Capacity;

/// <summary>
/// Reads the arrivals of a replay: <c>seq,t_arrival_ms,input_tokens,output_tokens,max_tokens,cached_tokens,class</c>, in the order of time.
/// </summary>
internal sealed class ArrivalsFile
{
    public static IReadOnlyList<string> Needed { get; } =
        ["seq", "t_arrival_ms", "input_tokens", "output_tokens", "max_tokens", "cached_tokens", "class"];

    private readonly InputErrors errors = new();
    private readonly HashSet<long> seen = [];
    private readonly int[] places;

    private ArrivalsFile(CsvTable table, string file)
    {
        places = [.. Needed.Select(table.Find)];
        var missing = Needed.Where(c => table.Find(c) < 0).ToList();
        foreach (var column in missing)
            errors.Add(new Location(file, 1, 0), $"{column}: the column is missing; the header must name {string.Join(',', Needed)}");
        errors.ThrowIfAny();
    }

    /// <summary>The rows as they are, with the arrivals they hold. Throws <see cref="InputException"/> with every error.</summary>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<CsvRow> Rows,
        IReadOnlyList<Arrival> Arrivals) Read(string file, TextReader text)
    {
        var table = new CsvTable(file, text);
        var reader = new ArrivalsFile(table, file);
        var rows = table.Rows().ToList();
        var arrivals = rows.Select(reader.Arrival).ToList();
        for (var i = 1; i < rows.Count; i++)
        {
            if (arrivals[i].At < arrivals[i - 1].At)
                reader.errors.Add(rows[i].At,
                    $"t_arrival_ms: {arrivals[i].At} comes before {arrivals[i - 1].At} of the row above; sort the rows by time");
        }

        reader.errors.ThrowIfAny();
        return (table.Columns, rows, arrivals);
    }

    private Arrival Arrival(CsvRow row)
    {
        var cell = row.Fields[places[1]];
        if (!decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var at))
            errors.Add(row.At, $"t_arrival_ms: must be milliseconds such as 432 or 432.5, but is '{cell}'");
        var seq = Whole(row, 0);
        if (!seen.Add(seq))
            errors.Add(row.At, $"seq: {seq} is there twice; ties are served in the order of seq");
        var (input, cached, kind) = (Whole(row, 2), Whole(row, 5), row.Fields[places[6]]);
        if (cached > input)
            errors.Add(row.At, $"cached_tokens: {cached} are more than the input_tokens ({input}) they are part of");
        if (kind is not (Capacity.Replays.Arrival.Realtime or Capacity.Replays.Arrival.Batch))
            errors.Add(row.At, $"class: '{kind}' is not known; it is {Capacity.Replays.Arrival.Realtime} or "
                + $"{Capacity.Replays.Arrival.Batch}");
        return new Arrival(seq, Fraction.Of(at), input, Whole(row, 3), Whole(row, 4), cached, kind);
    }

    private long Whole(CsvRow row, int column)
    {
        var cell = row.Fields[places[column]];
        if (!long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            errors.Add(row.At, $"{Needed[column]}: must be a whole number of 0 or more, but is '{cell}'");
        return value;
    }
}
