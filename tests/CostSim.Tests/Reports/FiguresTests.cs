using CostSim.Reports;

namespace CostSim.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(3921.4, "$3,920")]
    [InlineData(10_058, "$10,060")]
    [InlineData(12_704, "$12,700")]
    [InlineData(33_146, "$33,100")]
    [InlineData(40_000_000, "$40,000,000")]
    [InlineData(287.5, "$288")]
    [InlineData(999.7, "$1,000")]
    [InlineData(99.999, "$100")]
    [InlineData(70, "$70")]
    [InlineData(12.34, "$12.34")]
    [InlineData(0.99999, "$1")]
    [InlineData(0.013214, "$0.0132")]
    [InlineData(0.0004, "$0.000400")]
    [InlineData(0, "$0")]
    [InlineData(-3921.4, "-$3,920")]
    [InlineData(double.NaN, "–")]
    public void An_estimate_has_three_digits_and_a_fourth_after_a_one(double amount, string text) => Assert.Equal(text, Figures.Money(amount));

    [Fact]
    public void Minus_zero_is_never_written()
    {
        Assert.Equal("$0", Figures.Money(-0.0));
        Assert.Equal("0", Figures.Count(-0.2));
        Assert.Equal("0 %", Figures.Share(-0.0));
        Assert.Equal("0", Figures.Number(-0.0));
        Assert.Equal("$0", Unit.Money().Tick(-0.0, 10, 100));
        Assert.Equal("0 %", Unit.Share.Tick(-1e-18, 0.2, 1));
    }

    [Fact]
    public void An_amount_that_somebody_gave_keeps_every_digit()
    {
        Assert.Equal("$9,000", Figures.Exact(9_000m));
        Assert.Equal("$287.50", Figures.Exact(287.5m));
        Assert.Equal("$0.000125", Figures.Exact(0.000125m));
        Assert.Equal("MYR -12,345", Figures.Exact(-12_345m, "MYR"));
    }

    [Fact]
    public void A_sentence_says_million()
    {
        Assert.Equal("$1.24 million", Figures.Prose(1_240_000));
        Assert.Equal("$40 million", Figures.Prose(40_000_000));
        Assert.Equal("$1 million", Figures.Prose(999_900));
        Assert.Equal("$33,100", Figures.Prose(33_100));
        Assert.Equal("EUR 2.5 billion", Figures.Prose(2.5e9, "EUR"));
    }

    [Fact]
    public void Other_currencies_are_written_by_their_code() => Assert.Equal("MYR 12,300", Figures.Money(12_300, "MYR"));

    [Theory]
    [InlineData(0.94, "94 %")]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(0.99996, ">99.9 %")]
    [InlineData(0.999, "99.9 %")]
    [InlineData(0.00004, "<0.1 %")]
    [InlineData(0.004, "0.4 %")]
    [InlineData(0.0999, "10 %")]
    [InlineData(0.0521, "5.2 %")]
    public void None_and_all_are_said_only_of_none_and_all(double share, string text) => Assert.Equal(text, Figures.Share(share));

    [Fact]
    public void A_change_has_its_sign()
    {
        Assert.Equal("+3.1 %", Figures.Change(0.031));
        Assert.Equal("-12 %", Figures.Change(-0.12));
        Assert.Equal("0 %", Figures.Change(0));
        Assert.Equal("+250 %", Figures.Change(2.5));
    }

    [Fact]
    public void Amounts_of_a_column_share_their_decimals()
    {
        // 0.0132 asks for four decimals, 1.5 for two: four fit within two more than the fewest.
        Assert.Equal(["$0.0132", "$0.1235", "$1.5000", "$3,920"], Unit.Money().WriteColumn([0.0132, 0.1235, 1.5, 3921.0]));
        // Two decimals more than 70 asks for do not show 0.00002: what is something is not written as nothing.
        Assert.Equal(["$1,438", "$79.19", "$70.00", "<$0.01", "$0.00"], Unit.Money().WriteColumn([1438.0, 79.19, 70.0, 0.00002, 0.0]));
        Assert.Equal(["$70", "–"], Unit.Money().WriteColumn([70.0, (double?)null]));
    }

    [Theory]
    [InlineData(2500, 2500, 10_000, "$2.5k")]
    [InlineData(10_000, 2500, 10_000, "$10.0k")]
    [InlineData(2000, 1000, 8000, "$2,000")]
    [InlineData(1.2e6, 2e5, 2e6, "$1.2M")]
    [InlineData(4e7, 1e7, 4e7, "$40M")]
    [InlineData(0.0004, 0.0002, 0.001, "$0.0004")]
    [InlineData(0, 0.0002, 0.001, "$0")]
    public void Ticks_have_the_decimals_of_their_step(double value, double step, double top, string text) =>
        Assert.Equal(text, Unit.Money().Tick(value, step, top));

    [Fact]
    public void Print_sets_a_true_minus_and_keeps_units_with_their_numbers()
    {
        Assert.Equal("−$3,920 and 94\u00A0%", Typography.Print("-$3,920 and 94 %"));
        Assert.Equal("rag-512 from 2027-01-01", Typography.Print("rag-512 from 2027-01-01"));
        Assert.Equal("$1.24\u00A0million", Typography.Print("$1.24 million"));
    }
}
