namespace CostSim.Reports;

/// <summary>Wrong answers of a design in a day: made, and of these caught before a user sees them.</summary>
internal sealed record WrongAnswers(string Design, double Answers, double Made, double Caught)
{
    public double Reaching => Made - Caught;
}

/// <summary>What becomes of wrong answers, a bar per design.</summary>
internal static class FunnelChart
{
    private const double Half = 0.34;

    public static Chart Of(IReadOnlyList<WrongAnswers> designs) => new()
    {
        Name = "wrong-answers",
        Title = designs.Count == 0
            ? "Wrong answers a day"
            : $"{designs[0].Design}: {Figures.Number(designs[0].Reaching)} wrong answers a day reach users",
        Subtitle = "Wrong answers of a day: what review catches, and what reaches users.",
        Description = ChartWords.Sentences(designs.Select(d =>
            $"{d.Design}: of {Figures.Number(d.Answers)} answers {Figures.Number(d.Made)} are wrong; {Figures.Number(d.Caught)} are "
            + $"caught, {Figures.Number(d.Reaching)} reach users.")),
        X = new Axis("answers a day", Unit.Number) { From = 0 },
        Y = Axis.OfCategories("", [.. designs.Select(d => d.Design)]) with
        {
            RowHeight = ChartWords.RowHeight(designs.Count, 44, 24),
            RowColumns = [
                new("made", [.. designs.Select(d => Figures.Number(d.Made))]),
                new("caught", [.. designs.Select(d => Figures.Number(d.Caught))]),
                new("reach users", [.. designs.Select(d => Figures.Number(d.Reaching))]),
            ],
        },
        Marks = designs.Count == 0 ? [] :
        [
            new Bars("reach users", Ink.HighSide, Sides(designs, _ => 0, d => d.Reaching, "reach users")) { Naming = Naming.Legend },
            new Bars("caught in review", Ink.Part(3), Sides(designs, d => d.Reaching, d => d.Made, "caught")) { Naming = Naming.Legend },
        ],
        WhenEmpty = "Nothing is known about wrong answers.",
        Values = new Table("wrong-answers", "Wrong answers a day",
            [
                new("design", "Design", Unit.Text), new("answers", "Answers", Unit.Number), new("made", "Wrong", Unit.Number),
                new("caught", "Caught", Unit.Number),
                new("reaching", "Reach users", Unit.Number), new("share", "Share of answers", Unit.Share),
            ],
            [.. designs.Select(d =>
                new Row([d.Design, d.Answers, d.Made, d.Caught, d.Reaching, d.Answers > 0 ? d.Reaching / d.Answers : (double?)null]))]),
    };

    public static Chart Example(ExampleOf of) => Of([.. Enumerable.Range(0, of.Count).Select(i =>
        new WrongAnswers(of.NameOf(i), 10_000 * of.Magnitude, of.Magnitude * (410 - 190 * Math.Min(i, 1) + 20 * ExampleOf.Noise(i)),
            of.Magnitude * (246 - 120 * Math.Min(i, 1))))]);

    private static List<Bar> Sides(IReadOnlyList<WrongAnswers> designs, Func<WrongAnswers, double> from,
        Func<WrongAnswers, double> to, string what) =>
        [.. designs.Select((d, i) =>
            new Bar(from(d), to(d), i - Half, i + Half, Figures.Number(to(d) - from(d)),
                $"{d.Design}: {Figures.Number(to(d) - from(d))} {what}"))];
}
