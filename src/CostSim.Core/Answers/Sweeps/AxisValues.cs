using CostSim.Files;

namespace CostSim.Answers;

/// <summary>
/// The values of one axis as they are written: <c>a,b,c</c>, <c>a..b:step</c>, <c>a..b:logN</c>, or a list in brackets whose items may hold
/// commas.
/// </summary>
internal static class AxisValues
{
    /// <summary>The parts of an axis in order. <paramref name="at"/> names the option in errors.</summary>
    public static IReadOnlyList<AxisPart> Read(string text, Location at)
    {
        var trimmed = text.Trim();
        var inner = trimmed.StartsWith('[') && trimmed.EndsWith(']') && Items(trimmed, at).Count == 1 ? trimmed[1..^1] : trimmed;
        var items = Items(inner, at);
        if (items.Count == 0 || items.Any(i => i.Length == 0))
            throw new InputException(at, "has an empty value; write values such as 100,1000 or a range such as 100..1000:100");
        return [.. items.Select(item => Part(item, at))];
    }

    private static AxisPart Part(string item, Location at)
    {
        var dots = item.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return AxisPart.Of(item);
        var colon = item.IndexOf(':', dots);
        var (from, to) = (item[..dots], colon < 0 ? item[(dots + 2)..] : item[(dots + 2)..colon]);
        return (AxisNumber.TryRead(from, out var low), AxisNumber.TryRead(to, out var high)) switch
        {
            (true, true) => Range(item, low, high, colon < 0 ? "" : item[(colon + 1)..].Trim(), at),
            // A path such as ../contracts has dots and is not a range.
            (false, false) => AxisPart.Of(item),
            (false, _) => throw new InputException(at,
                $"'{item}' begins with '{from}', which is not a number; write a range as 100..1000:100 or 100..10000:log5"),
            _ => throw new InputException(at,
                $"'{item}' ends with '{to}', which is not a number; write a range as 100..1000:100 or 100..10000:log5"),
        };
    }

    private static AxisPart Range(string item, AxisNumber low, AxisNumber high, string spacing, Location at)
    {
        if (low.Value > high.Value)
            throw new InputException(at, $"'{item}' is an empty range; write the smaller end first");
        if (spacing.StartsWith("log", StringComparison.Ordinal))
        {
            if (low.Value <= 0)
                throw new InputException(at, $"'{item}' cannot be spaced by ratios, since it does not start above 0");
            if (spacing.Length == 3)
                return AxisPart.Between(low, high, isLogarithmic: true);
            return Numbers.TryWhole(spacing[3..], out var count) && count is >= 2 and <= 1_000_000
                ? AxisPart.ByRatio(low, high, (int)count)
                : throw new InputException(at, $"'{item}': log is followed by how many values there are, 2 or more, as in 100..10000:log5");
        }

        if (spacing.Length == 0)
            return AxisPart.Between(low, high, isLogarithmic: false);
        return AxisNumber.TryRead(spacing, out var step) && step.Value > 0
            ? AxisPart.ByStep(low, high, step)
            : throw new InputException(at,
                $"'{item}': the step '{spacing}' must be a number above 0, or logN for N values by equal ratios");
    }

    // Splits at commas outside brackets, braces and quotes.
    private static List<string> Items(string text, Location at)
    {
        var items = new List<string>();
        var (depth, start, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '[' or '{')
                depth++;
            else if (c is ']' or '}')
                depth--;
            else if (c == ',' && depth == 0)
            {
                items.Add(text[start..i].Trim());
                start = i + 1;
            }

            if (depth < 0)
                break;
        }

        if (depth != 0 || quote != '\0')
            throw new InputException(at, $"'{text}' has a bracket or quotation mark without its partner");
        return [.. items, text[start..].Trim()];
    }
}
