using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Tests.Forecasts;

public sealed class RecordMetadataTests
{
    public static TheoryData<Type> Kinds =>
        [.. typeof(Block).Assembly.GetTypes().Where(t => !t.IsAbstract && (t.IsSubclassOf(typeof(Block)) || t.IsSubclassOf(typeof(Mark))))];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_of_block_and_mark_is_known_before_a_run(Type kind) => Assert.NotNull(RecordMetadata.Default.GetTypeInfo(kind));
}
