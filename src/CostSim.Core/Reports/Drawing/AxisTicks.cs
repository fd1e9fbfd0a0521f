using CostSim.Randomness;

namespace CostSim.Reports.Drawing;

/// <summary>A tick and its text.</summary>
internal sealed record Tick(double At, string Text);

/// <summary>The ticks of an axis of a given length, and the values from where to where it then reaches.</summary>
internal sealed record AxisTicks(double Low, double High, IReadOnlyList<Tick> Items, bool Upright = false)
{
    private const double LeastGap = 14;
    private const double LongestUpright = 110;

    public static AxisTicks Of(Axis axis, IEnumerable<double> values, double length, bool horizontal, double size)
    {
        var (low, high) = Position.Reach(axis, values);
        return axis.Scale switch
        {
            Scale.Categories => Categories(axis, low, high, length, horizontal, size),
            Scale.Dates => Dates(low, high, length, size),
            Scale.Logarithmic => Logarithmic(axis, low, high, length, horizontal, size),
            _ => Linear(axis, low, high, length, horizontal, size),
        };
    }

    private static AxisTicks Linear(Axis axis, double low, double high, double length, bool horizontal, double size)
    {
        for (var intervals = Math.Max(2, (int)(length / (horizontal ? 60 : 48))); ; intervals--)
        {
            var step = Ticks.Step(low, high, intervals);
            var (from, to) = (Math.Floor(low / step + 1e-6) * step + 0.0, Math.Ceiling(high / step - 1e-6) * step + 0.0);
            var top = Math.Max(Math.Abs(from), Math.Abs(to));
            var ticks = Ticks.Multiples(from, to, step).Select(v => new Tick(v, axis.Unit.Tick(v, step, top))).ToList();
            if (intervals == 1 || Fit(ticks, v => (v - from) / (to - from) * length, horizontal, size))
                return new AxisTicks(from, axis.Headroom && high > to - (0.05 * (to - from)) ? to + (0.06 * (to - from)) : to, ticks);
        }
    }

    private static AxisTicks Logarithmic(Axis axis, double low, double high, double length, bool horizontal, double size)
    {
        var (from, to) = (Nice(low, down: true), Nice(high, down: false));
        foreach (var set in Ticks.Decades(from, to))
        {
            // From 1,000 on thousands are written as k on the whole axis, since decades are side by side.
            // Below one all have the decimals of the smallest.
            var smallest = set.Count > 0 && set[0] >= 1e-4 ? set[0] : 1;
            var ticks = set.Select(v => new Tick(v, axis.Unit.Tick(v, v < 1 ? Math.Min(v, smallest) : v, v >= 999 ? Math.Max(v, 1e4) : v)))
                .ToList();
            if (ticks.Count >= 2
                && Fit(ticks, v => (Elementary.Log10(v) - Elementary.Log10(from)) / (Elementary.Log10(to) - Elementary.Log10(from))
                    * length, horizontal, size))
                return new AxisTicks(from, axis.Headroom && high > to - (0.05 * (to - from)) ? to + (0.06 * (to - from)) : to, ticks);
        }

        return new AxisTicks(from, to, [new Tick(from, axis.Unit.Tick(from, from, from)), new Tick(to, axis.Unit.Tick(to, to, to))]);
    }

    private static AxisTicks Dates(double low, double high, double length, double size)
    {
        var (from, to) = (DateOnly.FromDayNumber((int)Math.Max(0, low)),
            DateOnly.FromDayNumber((int)Math.Min(high, DateOnly.MaxValue.DayNumber - 1)));
        var dates = Ticks.Dates(from, to, Math.Max(2, (int)(length / (TextWidth.Of("Sep 2026", size) + LeastGap))));
        var years = dates.All(d => d.Month == 1);
        return new AxisTicks(low, high, [.. dates.Select(d => new Tick(d.DayNumber, years ? $"{d.Year}" : Figures.Month(d)))]);
    }

    // A row has its label next to it. Columns drop labels when they are a sequence, as months, else write them upright.
    private static AxisTicks Categories(Axis axis, double low, double high, double length, bool horizontal, double size)
    {
        var all = axis.Categories.Select((text, i) => new Tick(i, text)).ToList();
        var slot = length / Math.Max(1, all.Count);
        var widest = all.Count == 0 ? 0 : all.Max(t => TextWidth.Of(t.Text, size));
        if (!horizontal || widest + 8 <= slot)
            return new AxisTicks(low, high, all);
        if (axis.Groups.Count == 0 && slot >= size)
            return new AxisTicks(low, high, [.. all.Select(t => t with { Text = TextWidth.Fit(t.Text, LongestUpright, size) })],
                Upright: true);
        var shown = all.Select(t => t with { Text = TextWidth.Fit(t.Text, length / 3, size) }).ToList();
        var stride = (int)Math.Ceiling((shown.Max(t => TextWidth.Of(t.Text, size)) + LeastGap) / slot);
        return new AxisTicks(low, high, [.. shown.Where((_, i) => i % stride == 0)]);
    }

    private static bool Fit(List<Tick> ticks, Func<double, double> place, bool horizontal, double size)
    {
        for (var i = 1; i < ticks.Count; i++)
        {
            var needed = horizontal
                ? (TextWidth.Of(ticks[i - 1].Text, size) + TextWidth.Of(ticks[i].Text, size)) / 2 + LeastGap
                : size * 1.8;
            if (place(ticks[i].At) - place(ticks[i - 1].At) < needed)
                return false;
        }

        return true;
    }

    // The nearest 1, 2 or 5 times a power of ten outside the value.
    private static double Nice(double value, bool down)
    {
        var power = Elementary.Pow(10, Math.Floor(Elementary.Log10(value)));
        double[] steps = [1, 2, 5, 10];
        return power * (down
            ? steps.Last(s => s * power <= value * (1 + 1e-9) || s == 1)
            : steps.First(s => s * power >= value * (1 - 1e-9) || s == 10));
    }
}
