using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class RetrievalQualityTests
{
    [Fact]
    public void Evidence_counts_once_and_sent_text_as_often_as_it_is_sent()
    {
        var quality = RetrievalQuality.Of([At("a", 0, 10), At("a", 20, 30)], [At("a", 5, 25), At("a", 15, 40), At("b", 0, 15)]);

        // Of 20 characters of evidence 5..10 and 20..30 are there: 15. Sent are 20 + 25 + 15 = 60.
        Assert.Equal(15 / 20.0, quality.Recall);
        Assert.Equal(15 / 60.0, quality.Precision);
        Assert.Equal(15 / 65.0, quality.Iou);
    }

    [Fact]
    public void Nothing_sent_finds_nothing() =>
        Assert.Equal(default, RetrievalQuality.Of([At("a", 0, 10)], []));

    [Fact]
    public void Precision_omega_takes_every_chunk_that_holds_evidence()
    {
        var chunks = new[] { At("a", 0, 10), At("a", 10, 30), At("a", 30, 50), At("b", 0, 90) };

        // Evidence 12..20 is in the second chunk alone: 8 of 20. By touch, 10..20 would take the first too: 10 of 30.
        Assert.Equal(8 / 20.0, RetrievalQuality.PrecisionOmega([At("a", 12, 20)], chunks));
        Assert.Equal(10 / 20.0, RetrievalQuality.PrecisionOmega([At("a", 10, 20)], chunks));
        Assert.Equal(10 / 30.0, RetrievalQuality.PrecisionOmega([At("a", 10, 20)], chunks, touching: true));
    }

    [Fact]
    public void Evidence_that_no_chunk_holds_lowers_precision_omega() =>
        // 5..10 of 5..20 is in the chunk of 10; 10 are missed: 5 of 20.
        Assert.Equal(5 / 20.0, RetrievalQuality.PrecisionOmega([At("a", 5, 20)], [At("a", 0, 10)]));

    private static Passage At(string document, int start, int end) => new(document, new TextRange(start, end));
}
