using CostSim.Threading;

namespace CostSim.Tests;

public sealed class InParallelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Results_stand_in_the_order_of_the_items(int threads) =>
        Assert.Equal([1, 4, 9, 16, 25, 36, 49, 64], InParallel.Of([1, 2, 3, 4, 5, 6, 7, 8], threads, i => i * i));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_first_item_that_is_refused_is_named_however_long_it_takes(int threads)
    {
        var refused = Assert.Throws<InvalidDataException>(() => InParallel.Of([0, 1, 2, 3], threads, i =>
        {
            if (i == 1)
                Thread.Sleep(50);
            return i is 1 or 3 ? throw new InvalidDataException($"item {i}") : i;
        }));

        Assert.Equal("item 1", refused.Message);
    }

    [Fact]
    public void Work_aside_waits_until_it_is_asked_for_where_there_is_one_thread()
    {
        var done = 0;
        var aside = new BackgroundValue<int>(1, () => ++done);

        Assert.Equal(0, done);
        Assert.Equal((1, 1), (aside.Value, aside.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_work_aside_throws_is_thrown_to_who_asks(int threads)
    {
        var aside = new BackgroundValue<int>(threads, () => throw new InvalidDataException("no"));

        Assert.Equal("no", Assert.Throws<InvalidDataException>(() => aside.Value).Message);
    }
}
