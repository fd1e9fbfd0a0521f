using CostSim.Randomness;

namespace CostSim.Tests.Randomness;

/// <summary>The elementary functions against those of the C library of this machine, which are right to a unit in the last place.</summary>
public sealed class ElementaryTests
{
    private static readonly double[] Points =
        [.. Enumerable.Range(-400, 801).Select(i => i * 0.0731), .. Enumerable.Range(1, 40).Select(i => i * 1234.5678), 1e-300, 1e-9, 1e9];

    [Fact]
    public void Exp_and_log_agree_with_the_library()
    {
        foreach (var x in Points.Where(x => Math.Abs(x) < 700))
            Near(Math.Exp(x), Elementary.Exp(x), 4e-16);
        foreach (var x in Points.Where(x => x > 0))
            Assert.True(Math.Abs(Math.Log(x) - Elementary.Log(x)) <= 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))), $"log {x}");
    }

    [Fact]
    public void Sine_and_cosine_agree_with_the_library_to_the_last_digits_of_one()
    {
        foreach (var x in Points.Where(x => Math.Abs(x) < 1e6))
        {
            Assert.True(Math.Abs(Math.Sin(x) - Elementary.Sin(x)) < 3e-16, $"sin {x}");
            Assert.True(Math.Abs(Math.Cos(x) - Elementary.Cos(x)) < 3e-16, $"cos {x}");
        }

        Assert.Equal(0, Elementary.Sin(0));
        Assert.Equal(1, Elementary.Cos(0));
    }

    [Theory]
    [InlineData(2, 0.5, 1.4142135623730951)]
    [InlineData(0, 2.5, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(-3, 3, -27)]
    [InlineData(10, -3, 0.001)]
    [InlineData(10, 15, 1e15)]
    [InlineData(1.03, 11.7, 1.413173643674627)]
    public void Powers_are_those_of_arithmetic(double x, double y, double expected) => Near(expected, Elementary.Pow(x, y), 1e-15);

    [Fact]
    public void A_logarithm_to_base_ten_is_whole_at_powers_of_ten()
    {
        for (var power = -15; power <= 22; power++)
            Assert.Equal(power, Elementary.Log10(double.Parse(FormattableString.Invariant($"1e{power}"), System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var x in Points.Where(x => x > 0))
            Assert.Equal(Math.Log10(x), Elementary.Log10(x), 1e-13);
    }

    // P(X <= 3) of a gamma of shape 2 is 1 - 4 exp(-3); the median of shape 1 is ln 2.
    [Fact]
    public void A_gamma_quantile_undoes_the_law_of_a_gamma()
    {
        var p = 1 - (4 * Math.Exp(-3));
        Near(3, GammaQuantity.Quantile(2, NormalQuantile.Of(p)), 1e-12);
        Near(Math.Log(2), GammaQuantity.Quantile(1, 0), 1e-12);
    }

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Abs(expected), $"expected {expected:R}, but is {actual:R}");
}
