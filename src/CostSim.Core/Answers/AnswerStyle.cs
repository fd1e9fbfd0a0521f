namespace CostSim.Answers;

/// <summary>
/// How an answer is written: its width, whether with small charts of block characters, and whether all that there is to say.
/// </summary>
internal sealed record AnswerStyle(int Width = 80, bool Drawn = false, bool All = false);
