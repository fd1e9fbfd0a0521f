namespace CostSim.Files;

/// <summary>What is wrong with a person's input, where, and what to do about it.</summary>
public sealed record InputError(Location At, string Message)
{
    /// <summary>One line, whatever the value that it quotes holds.</summary>
    public override string ToString() => $"{At}: error: {Message}".ReplaceLineEndings(" ");
}
