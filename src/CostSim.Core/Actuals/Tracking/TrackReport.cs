using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A track as a page: the verdict, the bands, the drivers.</summary>
internal static class TrackReport
{
    public static Report Of(Track track, string log, IReadOnlyList<string> notes)
    {
        var forecast = track.Outlook.Forecast;
        return new Report($"{forecast.Scenario}: actual against forecast",
        [
            new Section("answer", "The answer",
            [
                new Paragraph([new Run(TrackAnswer.Verdict(track), Strong: true)], Lead: true),
                .. track.Alerts.Count > 0 ? [new Callout(Tone.Bad, [.. track.Alerts.Select(Begun)])] : Array.Empty<Block>(),
                new Points(track.IsUnpriced ? [TrackAnswer.Unpriced(track)] : [.. TrackAnswer.Sentences(track)]),
                .. TrackAnswer.Notes(track).Concat(notes).ToList() is { Count: > 0 } said ? [new Callout(Tone.Notice, said)]
                    : Array.Empty<Block>(),
            ]),
            .. track.IsUnpriced || !track.HasCost ? [] : Bands(track),
        ])
        {
            Kicker = "CostSim track",
            Subtitle = $"{log}, {track.Outlook.Design.Name}, forecast of {forecast.Start:yyyy-MM-dd} to "
                + $"{forecast.End.AddDays(-1):yyyy-MM-dd}",
            Footer = $"CostSim {forecast.Version}, seed {forecast.Seed}, prices of {forecast.PricesAsOf:yyyy-MM-dd}",
        };
    }

    private static Section[] Bands(Track track) =>
    [
        new Section("bands", "Actual against the band",
        [
            .. Charts(track).Select(c => new ChartBlock(c)),
            ForPage(TrackTables.Narrow(track, track.Of("month"))),
            .. track.Of("day").Count == 0 ? Array.Empty<Block>()
                : [new Folded("Weeks and days", [ForPage(TrackTables.Narrow(track, [.. track.Of("week"), .. track.Of("day")]))])],
        ]),
        new Section("drivers", "What moved the bill", [ForPage(TrackTables.Drivers(track))]),
        .. track.Groups.Count == 0 ? Array.Empty<Section>()
            : [new Section("groups", $"By {string.Join(" and ", track.Log.By)}", [ForPage(TrackTables.Groups(track))])],
    ];

    // A terminal has small headings; a page begins them as sentences.
    private static TableBlock ForPage(Table table) =>
        new(table with { Columns = [.. table.Columns.Select(c => c with { Heading = Begun(c.Heading) })] });

    private static string Begun(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static IEnumerable<Chart> Charts(Track track)
    {
        var (money, outlook) = (Unit.Money(track.Outlook.Forecast.Currency), track.Outlook);
        var months = track.Of("month").Where(m => !m.IsPartial).ToDictionary(m => outlook.MonthOf(m.From), m => m.Actual);
        yield return FanChart.Of(outlook.Design.Name,
            [.. outlook.Forecast.Months.Select((m, i) => (Month: m, Cost: outlook.Design.Bill.Months[i], At: i)).Select(m =>
            new MonthSpread(m.Month.From, m.Cost.Percentiles["p10"], m.Cost.Percentiles["p25"], m.Cost.P50, m.Cost.Percentiles["p75"],
                m.Cost.P90, m.Month.IsPartial) { Actual = months.TryGetValue(m.At, out var billed) ? billed : null })], money,
                track.Budget);
        if (track.Of("day") is { Count: > 1 } days)
            yield return Days(days, money);
        yield return WaterfallOf(track, money);
    }

    private static Chart Days(IReadOnlyList<TrackedPeriod> days, Unit money) => new()
    {
        Name = "track-days",
        Title = "Cost a day: actual and forecast",
        Subtitle = "8 of 10 days should lie in the band; the step from week to weekend is the forecast's own.",
        Description = $"{Figures.Share(days.Average(d => d.Actual >= d.P10 && d.Actual <= d.P90 ? 1.0 : 0))} of the days lie between "
            + $"P10 and P90.",
        X = new Axis("", Unit.Date, Scale.Dates),
        Y = new Axis($"{money.InWords} a day", money) { From = 0 },
        Marks = [
            new Band("P10 to P90 of the forecast", Ink.Of(0), [.. days.Select(d => new Span(d.From.DayNumber, d.P10, d.P90))]) { Naming =
                Naming.Legend },
            new Spots("actual", Ink.Of(1),
                [.. days.Select(d => new Spot(d.From.DayNumber, d.Actual,
                Hint: $"{Figures.Date(d.From)}: {money.Write(d.Actual)}, {d.Verdict}"))]) { Naming = Naming.Legend },
        ],
    };

    private static Chart WaterfallOf(Track track, Unit money) =>
        WaterfallChart.Of("the forecast", track.Whole.Forecast, [.. track.Whole.Steps.Select(s => new WaterfallStep(s.Driver, s.Amount))],
            "the bill", money) with
        {
            Subtitle = "The days of the log; each step is one cause, and they add up exactly.",
            X = new Axis(money.InWords, money) { From = 0 },
        };
}
