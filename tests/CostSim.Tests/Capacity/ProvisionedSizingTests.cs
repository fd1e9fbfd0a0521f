using CostSim.Capacity;
using CostSim.Scenarios;

namespace CostSim.Tests.Capacity;

public sealed class ProvisionedSizingTests
{
    // A unit of gpt-5.2, regional: 3,400 input tokens a minute, an output token counts as 8, sold from 50 in steps of 50.
    private static readonly ProvisionedUnits Unit = new(0, 3_400, 8, 50, 50, 260);

    // The provider's own worked examples at 1,000 requests a minute.
    [Theory]
    [InlineData(100, 50, 0, 147.06, 150)]
    [InlineData(100, 50, 0.25, 139.71, 150)]
    [InlineData(500, 200, 0, 617.65, 650)]
    [InlineData(500, 200, 0.25, 580.88, 600)]
    public void Units_are_those_of_the_worked_examples(int input, int output, double cached, double raw, int deployed)
    {
        var needed = ProvisionedSizing.Raw(input * 1_000, cached, output * 1_000, Unit);

        Assert.Equal(raw, needed, 2);
        Assert.Equal(deployed, ProvisionedSizing.Sold(needed, Unit));
    }

    [Fact]
    public void A_need_that_is_exactly_a_step_is_not_rounded_up() => Assert.Equal(100, ProvisionedSizing.Sold(100, Unit));
}
