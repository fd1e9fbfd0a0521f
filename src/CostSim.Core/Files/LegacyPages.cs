using System.Text;

namespace CostSim.Files;

/// <summary>
/// Names the code page that bytes are most likely written in, so that the remedy of a refusal works. The text is still refused: a guess is
/// not read in silence.
/// </summary>
internal static class LegacyPages
{
    private const int Sample = 64 * 1024;

    // The commonest ideographs of simplified and of traditional text: a wrong page of the same script gives hardly any.
    private const string Simplified =
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运劳动合同法";
    private const string Traditional =
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指許統區保至隊形社便空決治展";

    // The name for iconv, the code page, and how likely its text is from 0 to 1.
    private static readonly (string Name, int Page, Func<string, double> Likely)[] Pages =
    [
        ("SHIFT_JIS", 932, text => Share(text, IsKana)),
        ("EUC-JP", 51932, text => Share(text, IsKana)),
        ("EUC-KR", 949, text => Share(text, c => c is >= '\uAC00' and <= '\uD7A3')),
        ("GB18030", 54936, text => Share(text, Simplified.Contains)),
        ("BIG5", 950, text => Share(text, Traditional.Contains)),
        ("WINDOWS-1251", 1251, text => Share(text, c => c is >= '\u0430' and <= '\u044F') * 0.9),
        ("KOI8-R", 20866, text => Share(text, c => c is >= '\u0430' and <= '\u044F') * 0.9),
    ];

    public static string Guess(ReadOnlySpan<byte> bytes)
    {
        var sample = Whole(bytes);
        var (best, most) = ("WINDOWS-1252", 0.0);
        // Letters of Western pages occur alone between plain ones; those of other scripts follow each other.
        if (Neighbours(sample) < 1.0 / 3)
            return best;
        foreach (var (name, page, likely) in Pages)
        {
            if (Decoded(sample, page) is { } text && likely(text) is var score && score > most)
                (best, most) = (name, score);
        }

        return most >= 0.15 ? best : "GB18030";
    }

    // Up to the end of a line, where there is one: no character is cut.
    private static byte[] Whole(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= Sample ? bytes.ToArray() : bytes[..Sample].LastIndexOf((byte)'\n') is var end and > 0
            ? bytes[..end].ToArray()
            : bytes[..Sample].ToArray();

    private static double Neighbours(byte[] bytes)
    {
        var (high, pairs) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            high++;
            // The second byte of a Shift_JIS character may be a plain letter, but its first ones begin at 0x81.
            pairs += i + 1 < bytes.Length && bytes[i + 1] >= 0x80 ? 1 : 0;
        }

        return high == 0 ? 0 : (double)pairs / high;
    }

    private static string? Decoded(byte[] bytes, int page)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(page, EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback)?.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FF';

    private static double Share(string text, Func<char, bool> isTypical)
    {
        var (all, typical) = (0, 0);
        foreach (var c in text.Where(c => c >= 0x80))
            (all, typical) = (all + 1, typical + (isTypical(c) ? 1 : 0));
        return all == 0 ? 0 : (double)typical / all;
    }
}
