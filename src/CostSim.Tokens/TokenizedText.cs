namespace CostSim.Tokens;

/// <summary>
/// A text and where each token ends, in UTF-16 units from its start. A token that ends inside a character ends where that
/// character starts, so ends never fall but may repeat; the last one is the text's length.
/// </summary>
public sealed record TokenizedText(string Text, IReadOnlyList<int> TokenEnds);
