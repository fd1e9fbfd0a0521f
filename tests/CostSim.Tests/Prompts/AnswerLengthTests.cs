using CostSim.Prompts;
using CostSim.Randomness;

namespace CostSim.Tests.Prompts;

public sealed class AnswerLengthTests
{
    [Theory]
    [InlineData(0.5, 1e-6)]
    [InlineData(1, 1e-4)]
    public void The_nodes_keep_the_moments_of_a_lognormal_up_to_the_fourth(double cv, double relative)
    {
        var law = LognormalQuantity.OfMean(400, cv);
        var nodes = AnswerLength.Nodes([law]);
        var lengths = AnswerLength.At(law, nodes);

        for (var order = 1; order <= 4; order++)
        {
            // E[X^n] = m^n (1 + cv^2)^(n(n-1)/2).
            var exact = Math.Pow(400, order) * Math.Pow(1 + (cv * cv), order * (order - 1) / 2.0);
            var found = nodes.Select((n, i) => n.Weight * Math.Pow(lengths[i], order)).Sum();
            Assert.InRange(found / exact, 1 - relative, 1 + relative);
        }
    }

    [Fact]
    public void A_length_that_is_known_has_one_node()
    {
        var nodes = AnswerLength.Nodes([new ConstantQuantity(300)]);

        Assert.Equal(300, Assert.Single(AnswerLength.At(new ConstantQuantity(300), nodes)));
    }

    [Fact]
    public void A_law_of_steps_is_read_off_at_equal_shares_and_keeps_mean_and_variance()
    {
        var law = DiscreteQuantity.Choice([100, 900], [0.75, 0.25]);
        var nodes = AnswerLength.Nodes([law]);
        var lengths = AnswerLength.At(law, nodes);

        // Mean 300, variance 0.75 200^2 + 0.25 600^2 = 120,000.
        Assert.Equal(300, nodes.Select((n, i) => n.Weight * lengths[i]).Sum(), 6);
        Assert.Equal(120_000, nodes.Select((n, i) => n.Weight * (lengths[i] - 300) * (lengths[i] - 300)).Sum(), 3);
    }
}
