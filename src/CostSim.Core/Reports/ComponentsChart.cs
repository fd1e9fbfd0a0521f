namespace CostSim.Reports;

/// <summary>A part of a design's cost; people are told apart from what is invoiced.</summary>
internal sealed record CostPart(string Name, double Amount, bool People = false);

/// <summary>The parts of a design's cost in a month.</summary>
internal sealed record DesignParts(string Design, IReadOnlyList<CostPart> Parts)
{
    public double Total => Parts.Sum(p => p.Amount);
}

/// <summary>
/// A bar per design, its bill stacked from its parts, the largest first. People are a column next to it: on one axis they would leave the
/// bill no room.
/// </summary>
internal static class ComponentsChart
{
    private const double Half = 0.34;
    private const string Rest = "other";

    public static Chart Of(IReadOnlyList<DesignParts> all, Unit money)
    {
        var people = all.Any(d => d.Parts.Any(p => p is { People: true, Amount: not 0 }));
        var designs = all.Select(d => d with { Parts = [.. d.Parts.Where(p => !p.People)] }).ToList();
        var names = designs.SelectMany(d => d.Parts).GroupBy(p => p.Name, StringComparer.Ordinal)
            .Select(g => new { Name = g.Key, Size = g.Sum(p => Math.Abs(p.Amount)) })
            .Where(g => g.Size > 0).OrderByDescending(g => g.Size).ThenBy(g => g.Name, StringComparer.Ordinal).ToList();
        var told = names.Count <= ChartWords.Told ? names : names[..(ChartWords.Told - 1)];
        var marks = told.Select((part, i) => new Bars(part.Name, Ink.Part(i),
            Rectangles(designs, [.. told.Take(i).Select(t => t.Name)], p => p.Name == part.Name, part.Name, money))
        { Naming = Naming.Legend }).ToList<Mark>();
        if (told.Count < names.Count)
        {
            marks.Add(new Bars($"{Rest} ({names.Count - told.Count})", Ink.Muted, Rectangles(designs, [.. told.Select(t => t.Name)],
                p => told.TrueForAll(t => t.Name != p.Name), Rest, money))
            { Naming = Naming.Legend });
        }

        return new Chart
        {
            Name = "components",
            Title = designs.Count > 0 && designs[0].Parts.MaxBy(p => p.Amount) is { } largest && designs[0].Total > 0
                ? $"{designs[0].Design}: {largest.Name} is {Figures.Share(largest.Amount / designs[0].Total)} of the bill"
                : "What the bill is made of",
            Subtitle = people ? "The bill of a mean month, part by part. People (review, owner) are a column and not drawn."
                : "The bill of a mean month, part by part.",
            Description = ChartWords.Sentences(all.Where(d => d.Parts.Count > 0).Select(d =>
                $"{d.Design}: {money.Write(d.Total)} a month, most of it {d.Parts.MaxBy(p => p.Amount)!.Name} "
                + $"({money.Write(d.Parts.Max(p => p.Amount))}).")),
            X = new Axis($"{money.InWords} a month", money) { From = 0 },
            Y = Axis.OfCategories("", [.. designs.Select(d => d.Design)]) with
            {
                RowHeight = ChartWords.RowHeight(designs.Count, 44, 24),
                RowColumns = [
                    new("bill", [.. designs.Select(d => money.Write(d.Total))]),
                    .. people ? (RowColumn[])[new("+ people",
                        [.. all.Select(d => money.Write(d.Parts.Where(p => p.People).Sum(p => p.Amount)))]),
                        new("= in all", [.. all.Select(d => money.Write(d.Total))])] : [],
                ],
            },
            Marks = marks,
            WhenEmpty = "No cost was simulated.",
            Values = new Table("components", "Mean cost of a month by part",
                [new("design", "Design", Unit.Text), new("component", "Part", Unit.Text), new("mean", "Mean", money),
                    new("share", "Share", Unit.Share) { Bars = true }],
                [.. all.SelectMany(d => d.Parts.OrderByDescending(p => p.Amount).Select(p =>
                    new Row([d.Design, p.People ? $"{p.Name} (people)" : p.Name, p.Amount, d.Total == 0
                        ? (double?)null
                        : p.Amount / d.Total])))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] parts = ["fresh input", "output", "cached input", "cache write", "retries", "vector database", "embedding", "review"];
        return Of([.. Enumerable.Range(0, of.Count).Select(i => new DesignParts(of.NameOf(i), [.. parts.Select((p, k) =>
            new CostPart(of.Names == "design" ? p : $"{of.Names} {p}",
                of.Magnitude * 2400 * (1 + i) / (1 + k * k) * (0.3 + ExampleOf.Noise(i, k)), k == 7))]))], Unit.Money());
    }

    // Each sign stacks on its own side of zero: a credit reduces nothing that it is on.
    private static List<Bar> Rectangles(IReadOnlyList<DesignParts> designs, IReadOnlyList<string> before,
        Func<CostPart, bool> here, string name, Unit money)
    {
        var bars = new List<Bar>();
        for (var row = 0; row < designs.Count; row++)
        {
            var amount = designs[row].Parts.Where(here).Sum(p => p.Amount);
            if (amount == 0 || !double.IsFinite(amount))
                continue;
            var from = designs[row].Parts.Where(p => before.Contains(p.Name) && p.Amount < 0 == amount < 0).Sum(p => p.Amount);
            bars.Add(new Bar(from, from + amount, row - Half, row + Half, money.Write(amount),
                $"{designs[row].Design}, {name}: {money.Write(amount)}"));
        }

        return bars;
    }
}
