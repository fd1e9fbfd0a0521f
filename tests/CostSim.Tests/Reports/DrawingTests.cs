using CostSim.Reports;
using CostSim.Reports.Drawing;

namespace CostSim.Tests.Reports;

public sealed class DrawingTests
{
    [Theory]
    [InlineData(0, 9000, 5, 2000)]
    [InlineData(0, 0.0009, 5, 0.0002)]
    [InlineData(0, 40_000_000, 4, 10_000_000)]
    [InlineData(0, 1, 4, 0.25)]
    public void Steps_are_numbers_that_people_say(double low, double high, int intervals, double step) =>
        Assert.Equal(step, Ticks.Step(low, high, intervals), step * 1e-9);

    [Fact]
    public void Multiples_include_both_ends() => Assert.Equal([0, 0.1, 0.2, 0.30000000000000004], Ticks.Multiples(0, 0.3, 0.1));

    [Fact]
    public void Decades_thin_out_from_1_2_5_to_every_second() => Assert.Equal(
        ["1 2 5 10 20 50 100 200 500 1000", "1 3 10 30 100 300 1000", "1 10 100 1000", "1 100", "1 1000"],
        Ticks.Decades(1, 1000).Select(set => string.Join(' ', set.Select(v => Math.Round(v)))));

    [Fact]
    public void Dates_stand_on_first_days()
    {
        Assert.Equal([new DateOnly(2026, 4, 1), new DateOnly(2026, 7, 1), new DateOnly(2026, 10, 1)],
            Ticks.Dates(new DateOnly(2026, 2, 14), new DateOnly(2026, 12, 3), 4));
        Assert.Equal([new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1)], Ticks.Dates(new DateOnly(2024, 6, 1), new DateOnly(2026, 12, 3), 4));
    }

    [Fact]
    public void Labels_of_a_column_move_apart_and_stay_inside()
    {
        // Three wishes at one place near the bottom: the lowest rests on the bottom, each other a line above.
        Assert.Equal([58, 74, 90], LabelPlacer.Apart([90, 90, 90], 16, 0, 98));
        Assert.Equal([10, 50], LabelPlacer.Apart([10, 50], 16, 0, 98));
    }

    [Fact]
    public void A_label_above_a_line_makes_room_for_the_lines_of_labels_higher_up()
    {
        // From the right: the second has no room beside the first and goes up a row. The third has room in the lowest row, but the line
        // of the second would run through it; the fourth ends before that line.
        (double Line, double Left, double Right)[] labels = [(100, 105, 165), (90, 95, 155), (50, 55, 94), (10, 15, 48)];

        Assert.Equal([0, 1, 1, 0], LabelPlacer.Lanes(labels[..2].Append((50, 55, 92)).Append(labels[3]).ToList(), 2));
        Assert.Equal([0, 1, 2, 0], LabelPlacer.Lanes(labels, 2));
    }

    [Fact]
    public void A_label_goes_to_the_first_place_that_covers_nothing()
    {
        var placer = new LabelPlacer(new Box(0, 0, 100, 100));
        placer.Avoid(new Segment(0, 0, 100, 100));
        var found = placer.Place([new Box(40, 40, 20, 10), new Box(95, 0, 20, 10), new Box(60, 20, 20, 10), new Box(70, 20, 20, 10)]);
        Assert.Equal(new Box(60, 20, 20, 10), found);
        Assert.Null(placer.Place([new Box(65, 25, 20, 10)]));
    }

    [Fact]
    public void A_box_meets_a_line_that_crosses_it_without_an_end_inside()
    {
        var box = new Box(10, 10, 20, 10);
        Assert.True(box.Meets(new Segment(0, 15, 50, 15)));
        Assert.True(box.Meets(new Segment(15, 0, 15, 50)));
        Assert.False(box.Meets(new Segment(0, 0, 50, 5)));
        Assert.False(box.Meets(new Segment(0, 30, 9, 30)));
    }

    [Fact]
    public void A_name_is_cut_in_its_middle()
    {
        Assert.Equal("abcdef…xyz", DisplayWidth.Fit("abcdefghijklmnopqrstuvwxyz", 10));
        Assert.Equal("short", DisplayWidth.Fit("short", 10));
    }

    [Fact]
    public void Texts_are_measured_in_the_widest_font_named()
    {
        // DejaVu Sans: "1" is 636 and "." 318 thousandths, so "1.1" at size 10 is 15.9 wide.
        Assert.Equal(15.9, TextWidth.Of("1.1", 10), 6);
    }

    [Fact]
    public void Series_colours_stay_apart_from_the_paper_in_light_and_dark()
    {
        // WCAG asks 3:1 of graphics; the light yellows of Okabe and Ito are left out or carry a dash, a marker and a label.
        Assert.All(Enumerable.Range(0, Palette.Series), i => Assert.Matches("^#[0-9a-f]{6}$", Palette.Light($"c{i}")));
        Assert.Contains("--c0:#4ba6e0", Palette.Values(dark: true), StringComparison.Ordinal);
    }
}
