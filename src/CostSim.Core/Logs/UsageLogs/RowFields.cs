using System.Globalization;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>The fields of a row by the names of its shape, as texts, whole numbers and amounts.</summary>
internal sealed class RowFields(LogShape shape, LogOptions options, LogNames names, RowStyle style)
{
    private readonly int[][] places = new int[LogFields.All.Count][];
    private readonly List<string> tags = [.. options.Tags];
    private int known = -1;

    // Parts of the usage that no field names, such as tokens of pictures, by the side of the request that they are on.
    private int[] inputParts = [], outputParts = [];

    public IReadOnlyList<string> Tags => tags;

    // Names can appear late in a file of JSON; the columns of a table are all known at once.
    public void Bind()
    {
        if (known == names.Count)
            return;
        known = names.Count;
        foreach (var field in LogFields.All)
            places[(int)field.Field] = [.. shape.Names.GetValueOrDefault(field.Field, []).Select(names.Find).Where(p => p >= 0)];
        if (shape.PartsOf.Count > 0)
            (inputParts, outputParts) = (Parts("input"), Parts("output"));
        foreach (var tag in shape.Names.GetValueOrDefault(LogField.Tags, []).Concat(shape.Sums.GetValueOrDefault(LogField.Tags, []))
            .Except(tags))
            tags.Add(tag);
    }

    private int[] Parts(string side)
    {
        var named = shape.Names.Values.SelectMany(n => n).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Enumerable.Range(0, names.Count).Where(i => !named.Contains(names.All[i])
            && shape.PartsOf.Any(p => names.All[i].StartsWith(p + side, StringComparison.OrdinalIgnoreCase)))];
    }

    // Of usage in parts, those beyond the plain text: audio, and whatever else the row divides it into.
    public long OtherParts(LogRow row, LogField side)
    {
        if (!shape.PartsAreApart || NamePresent(row, side)?.Contains("details", StringComparison.OrdinalIgnoreCase) != true)
            return 0;
        var sum = Whole(row, side is LogField.Input ? LogField.AudioInput : LogField.AudioOutput);
        foreach (var place in side is LogField.Input ? inputParts : outputParts)
            sum += row[place] is { } text ? (long)Math.Max(0, RowStyle.Whole(names.All[place], text, style.Number(text))) : 0;
        return sum;
    }

    public decimal Amount(LogField field, string text) => style.Number(text)
        ?? throw new RuleException(NameOf(field), $"must be an amount such as 12.50, without a currency sign, but is '{text}'");

    public long Whole(LogRow row, LogField field)
    {
        if (Text(row, field) is not { } text)
            return 0;
        if (text.Length <= 15 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var value = RowStyle.Whole(NameOf(field), text, style.Number(text));
        return value >= 0 ? (long)value : throw new RuleException(NameOf(field), $"must not be negative, but is {text}");
    }

    public string? Text(LogRow row, LogField field)
    {
        foreach (var place in places[(int)field])
        {
            if (row[place] is { } text)
                return text;
        }

        if (shape.Constants.TryGetValue(field, out var constant))
            return constant;
        return shape.Sums.TryGetValue(field, out var columns) && field != LogField.Tags ? Sum(row, field, columns) : null;
    }

    private string? Sum(LogRow row, LogField field, IReadOnlyList<string> columns)
    {
        var parts = columns.Select(row.Find).OfType<string>().ToList();
        return parts.Count == 0 ? null : parts.Sum(p => Amount(field, p)).ToString(CultureInfo.InvariantCulture);
    }

    public string? NamePresent(LogRow row, LogField field)
    {
        foreach (var place in places[(int)field])
        {
            if (row[place] is not null)
                return names.All[place];
        }

        return null;
    }

    public string NameOf(LogField field) => places[(int)field] is [var first, ..] ? names.All[first]
        : shape.Names.GetValueOrDefault(field, []) is [var name, ..] ? name : LogFields.Of(field).Key;
}
