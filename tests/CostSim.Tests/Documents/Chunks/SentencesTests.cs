using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("The fee is due. It is $5.", "The fee is due. |It is $5.")]
    [InlineData("Pay 3.14 to Acme Inc. of Utah, e.g. by card. Then stop.", "Pay 3.14 to Acme Inc. of Utah, e.g. by card. |Then stop.")]
    [InlineData("See Sec. 5 and No. 7. Mr. J. Smith signed. Done!", "See Sec. 5 and No. 7. |Mr. J. Smith signed. |Done!")]
    [InlineData("1. The Supplier.\n2. The Client.", "1. The Supplier.\n|2. The Client.")]
    [InlineData("It ends \"here.\" Then (again.) Now?", "It ends \"here.\" |Then (again.) |Now?")]
    [InlineData("a line that goes\non in lower case.\nThe Next", "a line that goes\non in lower case.\n|The Next")]
    [InlineData("甲方应当支付。乙方交付！“完成。”第二条", "甲方应当支付。|乙方交付！|“完成。”|第二条")]
    [InlineData("ผู้ขายส่งของ ผู้ซื้อจ่าย 5 บาท", "ผู้ขายส่งของ |ผู้ซื้อจ่าย 5 บาท")]
    [InlineData("ما هو السعر؟ السعر ثابت. انتهى", "ما هو السعر؟ |السعر ثابت. |انتهى")]
    [InlineData("अनुबंध समाप्त। भुगतान करें।", "अनुबंध समाप्त। |भुगतान करें।")]
    [InlineData("Visit https://example.org/?a=b.c for more", "Visit https://example.org/?a=b.c for more")]
    public void Sentences_start_where_a_reader_would_say(string text, string expected)
    {
        var cut = text;
        foreach (var start in Sentences.Starts(text).Reverse())
            cut = cut.Insert(start, "|");

        Assert.Equal(expected, cut);
    }
}
