using CostSim.Randomness;

namespace CostSim.Tests.Randomness;

public sealed class GammaTailsTests
{
    /// <summary>P(X &lt;= a + z sqrt(a)) by quadrature of the density with 30 digits (mpmath 1.2).</summary>
    [Theory]
    [InlineData(2e5, 0, 0.500297354027619)]
    [InlineData(1e7, 0, 0.500042052208724)]
    [InlineData(1e7, 2, 0.977232797309291)]
    [InlineData(1e7, -3, 0.00134616320714608)]
    [InlineData(1e9, 1, 0.84134474610887)]
    [InlineData(1e12, -1, 0.158655253931417)]
    public void Large_shapes_have_their_own_expansion(double shape, double z, double below)
    {
        var (lower, upper) = SpecialFunctions.GammaTails(shape, Math.Log(shape + (z * Math.Sqrt(shape))));

        // ln(x) holds x to one part in 1e15, of which the root of the shape counts.
        Assert.Equal(below, Math.Exp(lower), 1e-8 * below);
        Assert.Equal(1 - below, Math.Exp(upper), 1e-8 * (1 - below));
    }

    [Fact]
    public void The_expansion_meets_the_series_where_it_begins_and_far_tails_stay_finite()
    {
        foreach (var z in (double[])[-4, -1, 0, 1, 4])
        {
            double Lower(double shape) => SpecialFunctions.GammaTails(shape, Math.Log(shape + (z * Math.Sqrt(shape)))).Lower;
            Assert.Equal(Lower(99_999), Lower(100_001), 1e-6 * Math.Abs(Lower(100_001)) + 1e-9);
        }

        Assert.InRange(SpecialFunctions.GammaTails(1e7, Math.Log(2e7)).Upper, -4e6, -3e6);
    }
}
