using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Cli.Commands;

/// <summary>A price over time as a small chart of text: a step for each record.</summary>
internal static class PriceHistory
{
    private const int Width = 56;
    private const int Height = 6;

    public static IEnumerable<string> Lines(IReadOnlyList<PriceRecord> history, PriceColumn column, DateOnly until)
    {
        var steps = history.Where(r => r.Amounts[column] is not null).ToList();
        // One price has no history to draw.
        if (steps.Select(r => r.Amounts[column]).Distinct().Count() < 2)
            yield break;
        var (start, top) = (DateOnly.FromDateTime(steps[0].EffectiveFrom.UtcDateTime), steps.Max(r => r.Amounts[column]!.Value));
        var last = DateOnly.FromDateTime(steps[^1].EffectiveFrom.UtcDateTime);
        var end = until > last ? until : last.AddDays(30);
        var levels = Enumerable.Range(0, Width)
            .Select(x => Level(start.AddDays((int)((long)(end.DayNumber - start.DayNumber) * x / (Width - 1))))).ToArray();
        var label = PricesCommand.Exact(top).Length;

        yield return "";
        yield return $"{PriceColumns.Of(column).Key}";
        for (var row = Height; row >= 1; row--)
        {
            var bar = string.Concat(levels.Select(l => l is { } level && Math.Max(1, Math.Round(level * Height / top)) >= row ? '#' : ' '));
            yield return $"{(row == Height ? PricesCommand.Exact(top) : "").PadLeft(label)} |{bar}".TrimEnd();
        }

        yield return $"{"0".PadLeft(label)} +{new string('-', Width)}";
        yield return $"{new string(' ', label + 2)}{Figures.Date(start)}{Figures.Date(end).PadLeft(Width - 10)}";

        decimal? Level(DateOnly day)
        {
            var at = new DateTimeOffset(day, TimeOnly.MaxValue, TimeSpan.Zero);
            return steps.LastOrDefault(r => r.Covers(at))?.Amounts[column];
        }
    }
}
