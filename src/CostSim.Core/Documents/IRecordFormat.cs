using CostSim.Files;
namespace CostSim.Documents;

/// <summary>How a log separates its records and where a record has its fields.</summary>
internal interface IRecordFormat
{
    /// <summary>Length of the first record with its end; -1 where the bytes do not hold it whole.</summary>
    int LengthOfFirst(ReadOnlySpan<byte> bytes, bool isLast);

    /// <summary>Takes the head of the file, where the format has one.</summary>
    void ReadHead(ReadOnlySpan<byte> record);

    bool HasHead { get; }

    /// <summary>A reader with its own working memory; readers of one format work in several threads at once.</summary>
    IRecordReader NewReader();
}

/// <summary>Finds the wanted fields of one record after another.</summary>
internal interface IRecordReader
{
    /// <summary>Finds the fields of a record. Throws <see cref="UnreadableException"/>.</summary>
    void Read(ReadOnlySpan<byte> record);

    /// <summary>The field that is measured, in UTF-8.</summary>
    ReadOnlySpan<byte> Text { get; }

    /// <summary>The fields that are passed on, in the order in which they were asked for; null for one that the record lacks.</summary>
    IReadOnlyList<KeptField?> Kept { get; }
}

/// <summary>A field that is passed on: the UTF-8 of its text, or of its JSON where it is not a text.</summary>
internal sealed record KeptField(byte[] Utf8, bool IsJson);
