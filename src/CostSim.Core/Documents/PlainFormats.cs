using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Formats whose text is the file itself, so that offsets are the file's own.</summary>
internal static class PlainFormats
{
    public static ExtractedText Read(byte[] bytes) => new(TextDecoding.Decode(bytes));

    /// <summary>Comma- and tab-separated rows: one table from the first row to the last.</summary>
    public static ExtractedText ReadRows(byte[] bytes)
    {
        var text = TextDecoding.Decode(bytes);
        return new ExtractedText(text) { Tables = text.Length == 0 ? [] : [0..text.Length] };
    }
}
