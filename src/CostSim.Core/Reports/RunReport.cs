namespace CostSim.Reports;

/// <summary>A number that went in, with where it comes from and what it moves.</summary>
internal sealed record AssumptionLine(string Path, string Value, string Origin, string Source, double? EffectOnP50 = null);

/// <summary>What production asks for, and its state in this forecast.</summary>
internal sealed record GoLiveItem(string Item, GoLiveState State, string Says);

/// <summary>Costed: in the number. Stated: somebody or something is named. Missing: neither.</summary>
internal enum GoLiveState
{
    Costed,
    Stated,
    Missing,
}

/// <summary>The parts of a run's report as plain values; <see cref="ToReport"/> puts them into the order that readers need.</summary>
internal sealed record RunReport
{
    private const int InSight = 12;
    private const int LongTable = 24;
    private const int MostInShort = 6;

    // A page of more rows is slow to open, and nobody reads them there.
    private const int MostRows = 500;

    public required string Scenario { get; init; }

    /// <summary>As "12 months from 2027-01-01, 14 documents, 61,204 tokens".</summary>
    public required string Subtitle { get; init; }

    /// <summary>The sentence to take away; names and amounts strong.</summary>
    public required IReadOnlyList<Run> Answer { get; init; }

    /// <summary>What follows from it, a sentence each.</summary>
    public IReadOnlyList<string> AnswerDetails { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<KeyFigure> KeyFigures { get; init; } = [];

    public required Table Designs { get; init; }

    /// <summary>The largest effect first.</summary>
    public IReadOnlyList<AssumptionLine> Assumptions { get; init; } = [];

    /// <summary>What the scenario leaves out, so that silence is never zero.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public IReadOnlyList<Chart> Charts { get; init; } = [];

    public WhatIf? WhatIf { get; init; }

    public Table? Components { get; init; }

    /// <summary>From the pilot's arithmetic to production's, where the scenario names a pilot.</summary>
    public Table? Pilot { get; init; }

    public IReadOnlyList<Table> Documents { get; init; } = [];

    /// <summary>Wrong answers by design, and what review triggers catch.</summary>
    public IReadOnlyList<Table> WrongAnswers { get; init; } = [];

    public IReadOnlyList<Block> Capacity { get; init; } = [];

    public IReadOnlyList<GoLiveItem> BeforeGoLive { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Provenance { get; init; } = [];

    public string Footer { get; init; } = "";

    public Report ToReport()
    {
        var sections = new List<Section> { new("answer", "The answer", [.. Opening()]) };
        Add("charts", "Charts", [.. Charts.Skip(1).Select(c => new ChartBlock(c))]);
        Add("designs", "Designs side by side", [new TableBlock(Designs)]);
        Add("assumptions", "What the number rests on", [.. AssumptionBlocks()]);
        Add("left-out", "Not in this number", LeftOut.Count == 0 ? [] :
            [new Paragraph("The scenario says nothing about these, so they cost nothing here. They may cost something in production."),
                new Points(LeftOut)]);
        Add("pilot", "From pilot to production", [.. Shown(Pilot)]);
        Add("what-if", "What if", WhatIf is null ? [] : [WhatIf]);
        Add("components", "Cost by part", [.. Shown(Components)]);
        Add("wrong-answers", "Wrong answers", [.. WrongAnswers.SelectMany(Shown)]);
        Add("documents", "Documents", [.. Documents.SelectMany(Shown)]);
        Add("capacity", "Capacity", Capacity);
        Add("go-live", "Before go-live", BeforeGoLive.Count == 0 ? [] : [new TableBlock(GoLiveTable())]);
        Add("provenance", "Provenance", [.. ProvenanceBlocks()]);
        return new Report(Scenario, sections) { Kicker = "CostSim forecast", Subtitle = Subtitle, Footer = Footer };

        void Add(string id, string heading, IReadOnlyList<Block> blocks)
        {
            if (blocks.Count > 0)
                sections.Add(new Section(id, heading, blocks));
        }
    }

    // An empty table says nothing, and a long one would part what belongs together.
    private static IEnumerable<Block> Shown(Table? table) => table switch
    {
        null or { Rows.Count: 0 } => [],
        { Rows.Count: > MostRows } =>
            [new Folded($"{table.Caption}: {MostRows} of {Figures.Count(table.Rows.Count)} rows, all of them in {table.Name}.csv",
                [new TableBlock(table with { Rows = [.. table.Rows.Take(MostRows)] })])],
        { Rows.Count: > LongTable } => [new Folded($"{table.Caption}: {Figures.Count(table.Rows.Count)} rows", [new TableBlock(table)])],
        _ => [new TableBlock(table)],
    };

    private IEnumerable<Block> ProvenanceBlocks()
    {
        if (Provenance.Count > 0)
            yield return new Facts([.. Provenance.Take(InSight)]);
        if (Provenance.Count > InSight)
            yield return new Folded(
                $"{Figures.Count(Provenance.Count - InSight)} "
                + $"more{(Provenance.Count > MostRows ? $", of which {MostRows} here and all in forecast.json" : "")}",
                [new Facts([.. Provenance.Skip(InSight).Take(MostRows)])]);
    }

    private IEnumerable<Block> Opening()
    {
        yield return new Paragraph(Answer, Lead: true);
        // The first screen shows the designs and the spread of the answer; the words that follow explain it.
        if (InShort() is { } table)
            yield return new TableBlock(table);
        if (Charts.Count > 0)
            yield return new ChartBlock(Charts[0]);
        foreach (var detail in AnswerDetails)
            yield return new Paragraph(detail);
        if (KeyFigures.Count > 0)
            yield return new KeyFigures(KeyFigures);
        if (Warnings.Count > 0)
            yield return new Callout(Tone.Notice, Warnings);
    }

    // What a phone has room for; the section of the designs has the rest.
    private Table? InShort()
    {
        string[] keys = ["design", "p50", "p90", "over", "recall"];
        var places = keys.Select(key => Designs.Columns.Select((c, i) => (c.Key, i)).Where(c => c.Key == key).Select(c => c.i)
            .DefaultIfEmpty(-1).First()).Where(i => i >= 0).ToList();
        if (places.Count < 3)
            return null;
        var more = Designs.Rows.Count - MostInShort;
        return new Table("designs-in-short", "The designs in short",
            [.. places.Select(i =>
                Designs.Columns[i] with { Heading = Designs.Columns[i].Heading.Replace(" a month", "", StringComparison.Ordinal) })],
            [.. Designs.Rows.Take(MostInShort).Select(r => r with { Cells = [.. places.Select(i => r.Cells[i])] })])
        {
            Notes = more > 0 ? [$"{more} more below."] : [],
        };
    }

    // The few that matter in sight, all of them folded beneath: a hundred defaults would bury the answer.
    private IEnumerable<Block> AssumptionBlocks()
    {
        var ranked = Assumptions.OrderByDescending(a => Math.Abs(a.EffectOnP50 ?? 0)).ToList();
        var moving = ranked.Where(a => a.EffectOnP50 is { } effect && effect != 0).Take(InSight).ToList();
        var shown = moving.Count > 0 ? moving : ranked.Take(Assumptions.Count <= InSight ? InSight : 0).ToList();
        if (shown.Count > 0)
            yield return new TableBlock(AssumptionTable("Assumptions, the largest effect first", shown));
        if (shown.Count < Assumptions.Count)
            yield return new Folded($"All {Assumptions.Count} values that went in",
                [new TableBlock(AssumptionTable("Every value, in the order of reading", Assumptions))]);
    }

    private static Table AssumptionTable(string caption, IReadOnlyList<AssumptionLine> lines) => new("assumptions", caption,
        [
            new("path", "What", Unit.Text), new("value", "Value as read", Unit.Text), new("origin", "Known from", Unit.Text),
            new("effect_on_p50", "Moves a month by", Unit.Share) { Bars = true }, new("source", "Source", Unit.Text),
        ],
        [.. lines.Select(a => new Row([a.Path, a.Value, new Tag(a.Origin, ToneOf(a.Origin)), a.EffectOnP50, a.Source]))])
    {
        Notes = [
            "Measured: counted in files. Fitted: estimated from a log. Typed: somebody wrote it. Default: nobody said, so the tool did.",
        ],
    };

    private Table GoLiveTable() => new("go-live", "What production asks for, and its state here",
        [new("item", "Asked for", Unit.Text), new("state", "State", Unit.Text), new("says", "In this forecast", Unit.Text)],
        [.. BeforeGoLive.Select(i => new Row([i.Item, new Tag(Word(i.State), ToneOf(i.State)), i.Says]))]);

    private static string Word(GoLiveState state) =>
        state switch { GoLiveState.Costed => "costed", GoLiveState.Stated => "stated", _ => "missing" };

    private static Tone ToneOf(GoLiveState state) =>
        state switch { GoLiveState.Costed => Tone.Good, GoLiveState.Stated => Tone.Plain, _ => Tone.Bad };

    private static Tone ToneOf(string origin) =>
        origin switch { "measured" or "fitted" => Tone.Good, "default" => Tone.Notice, _ => Tone.Plain };
}
