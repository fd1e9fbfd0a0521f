namespace CostSim.Reports;

/// <summary>A report as data, the answer first: what every format writes out.</summary>
internal sealed record Report(string Title, IReadOnlyList<Section> Sections)
{
    /// <summary>A few words above the title, as <c>CostSim forecast</c>.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>What was simulated, in a line.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What makes the result repeatable, in a line.</summary>
    public string Footer { get; init; } = "";
}

/// <summary>A part of a report; its id is the anchor.</summary>
internal sealed record Section(string Id, string Heading, IReadOnlyList<Block> Blocks);

/// <summary>Something in a section; one of the records of this file.</summary>
internal abstract record Block;

/// <summary>A piece of a sentence.</summary>
internal sealed record Run(string Text, bool Strong = false)
{
    public static implicit operator Run(string text) => new(text);
}

/// <summary>A paragraph; a lead is the sentence that readers take away.</summary>
[method: System.Text.Json.Serialization.JsonConstructor]
internal sealed record Paragraph(IReadOnlyList<Run> Runs, bool Lead = false) : Block
{
    public Paragraph(string text) : this([text])
    {
    }
}

/// <summary>A figure to remember, with what it means.</summary>
internal sealed record KeyFigure(string Label, string Value, string Note = "", Tone Tone = Tone.Plain);

/// <summary>The figures to remember.</summary>
internal sealed record KeyFigures(IReadOnlyList<KeyFigure> Figures) : Block;

/// <summary>Sentences in a list.</summary>
internal sealed record Points(IReadOnlyList<string> Items) : Block;

/// <summary>What a reader must not miss.</summary>
internal sealed record Callout(Tone Tone, IReadOnlyList<string> Lines) : Block;

/// <summary>Names with values, as provenance is.</summary>
internal sealed record Facts(IReadOnlyList<(string Name, string Value)> Items) : Block;

/// <summary>Lines in a typewriter face, as arithmetic is.</summary>
internal sealed record Listing(string Caption, IReadOnlyList<string> Lines) : Block;

/// <summary>A table.</summary>
internal sealed record TableBlock(Table Table) : Block;

/// <summary>A chart with its table folded beneath.</summary>
internal sealed record ChartBlock(Chart Chart) : Block;

/// <summary>What most readers do not need.</summary>
internal sealed record Folded(string Summary, IReadOnlyList<Block> Blocks) : Block;
