namespace CostSim.Documents;

/// <summary>A part of a text in UTF-16 units, end exclusive.</summary>
public readonly record struct TextRange(int Start, int End) : IComparable<TextRange>
{
    public int Length => End - Start;

    public int CompareTo(TextRange other) => Start != other.Start ? Start.CompareTo(other.Start) : End.CompareTo(other.End);

    public static bool operator <(TextRange a, TextRange b) => a.CompareTo(b) < 0;

    public static bool operator >(TextRange a, TextRange b) => a.CompareTo(b) > 0;

    public static bool operator <=(TextRange a, TextRange b) => a.CompareTo(b) <= 0;

    public static bool operator >=(TextRange a, TextRange b) => a.CompareTo(b) >= 0;

    public override string ToString() => $"{Start}..{End}";
}
