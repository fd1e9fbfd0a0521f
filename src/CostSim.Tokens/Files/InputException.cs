namespace CostSim.Files;

/// <summary>Input that cannot be used, with every error that was found in it.</summary>
public sealed class InputException(IReadOnlyList<InputError> errors) : Exception(string.Join('\n', errors))
{
    public InputException(Location at, string message) : this([new InputError(at, message)])
    {
    }

    public IReadOnlyList<InputError> Errors { get; } = errors;
}
