using System.Globalization;
using System.Xml.Linq;
using CostSim.Reports;
using CostSim.Reports.Drawing;

namespace CostSim.Tests.Reports;

/// <summary>What every chart keeps, whatever its data: nothing, one, many, tiny, huge, names with markup.</summary>
public sealed class ChartContractTests
{
    private static readonly Dictionary<string, ExampleOf> sizes = new()
    {
        ["ordinary"] = ExampleOf.Ordinary,
        ["nothing"] = new(0, 1),
        ["one"] = new(1, 1),
        ["tiny"] = new(2, 1e-7),
        ["huge"] = new(5, 1e4),
        ["many"] = new(40, 1),
        ["zeros"] = new(3, 0, "nought"),
        ["markup"] = new(4, 1, "<b>&\"']]>\u0001 契約書 名前 \ud800 & a name that goes on and on, as programs write them, up to the very end"),
    };

    private static readonly ChartFrame[] frames = [ChartFrame.File, ChartFrame.Page, ChartFrame.Phone];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var kind in Charts.All)
            {
                foreach (var size in sizes.Keys)
                    cases.Add(kind.Name, size);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_chart_is_well_formed_and_says_in_words_what_it_shows(string name, string size)
    {
        var chart = Example(name, size);
        Assert.Equal(name, chart.Name);
        foreach (var svg in frames.Select(f => Drawn(chart, f)))
        {
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.NotEmpty(svg.Elements().First(e => e.Name.LocalName == "title").Value);
            Assert.Contains(svg.Elements(), e => e.Name.LocalName == "desc");
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "b" or "image" or "foreignObject" or "a");
            Assert.All(svg.Descendants().SelectMany(e => e.Attributes()), a => Assert.DoesNotContain("NaN", a.Value, StringComparison.Ordinal));
            Assert.All(svg.Descendants().SelectMany(e => e.Attributes()), a => Assert.DoesNotContain("∞", a.Value, StringComparison.Ordinal));
            Assert.All(svg.Descendants().Where(e => e.Name.LocalName == "text"), t => Assert.DoesNotMatch(@"^-?[$]?-0", t.Value));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void No_two_texts_overlap_and_none_leaves_the_paper(string name, string size)
    {
        foreach (var frame in frames)
        {
            var svg = Drawn(Example(name, size), frame);
            var view = svg.Attribute("viewBox")!.Value.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
            var paper = new Box(view[0], view[1], view[2], view[3]);
            var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => (Text: Own(e), Box: BoxOf(e))).ToList();
            Assert.All(texts, t => Assert.True(paper.Holds(t.Box), $"'{t.Text}' leaves the paper of {frame}: {t.Box}"));
            for (var i = 0; i < texts.Count; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.False(texts[i].Box.Overlaps(texts[j].Box), $"'{texts[i].Text}' {texts[i].Box} covers '{texts[j].Text}' {texts[j].Box} in {frame}");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_same_chart_gives_the_same_bytes_and_its_table_has_a_row_for_every_cell(string name, string size)
    {
        var (first, second) = (Example(name, size), Example(name, size));
        Assert.Equal(new SvgChart().Render(first, ChartFrame.Page), new SvgChart().Render(second, ChartFrame.Page));
        Assert.NotNull(first.Values);
        Assert.All(first.Values.Rows, row => Assert.Equal(first.Values.Columns.Count, row.Cells.Count));
        Assert.InRange(new SvgChart().Render(first, ChartFrame.Page).Length, 100, 250_000);
    }

    [Fact]
    public void Names_of_charts_are_unlike() => Assert.Equal(Charts.All.Count(), Charts.All.Select(k => k.Name).Distinct().Count());

    private static Chart Example(string name, string size) => Charts.All.Single(k => k.Name == name).Example(sizes[size]);

    private static XElement Drawn(Chart chart, ChartFrame frame) => XDocument.Parse(new SvgChart().Render(chart, frame)).Root!;

    private static string Own(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(t => t.Value));

    private static Box BoxOf(XElement text)
    {
        double Of(string attribute) => double.Parse(text.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
        var size = Of("font-size");
        var width = TextWidth.Of(Own(text), size, text.Attribute("font-weight") is not null);
        var shift = text.Attribute("text-anchor")?.Value switch { "middle" => width / 2, "end" => width, _ => 0 };
        // Letters reach from three quarters above the line to a fifth below; half a pixel is rounding.
        return text.Attribute("transform") is null
            ? new Box(Of("x") - shift + 0.5, Of("y") - size * 0.74, width - 1, size * 0.94)
            : new Box(Of("x") - size * 0.74, Of("y"), size * 0.94, width - 1);
    }
}
