using CostSim.Units;

namespace CostSim.Files;

/// <summary>Collects errors while reading goes on, so that one run shows all of them.</summary>
public sealed class InputErrors
{
    private readonly List<InputError> errors = [];

    public int Count => errors.Count;

    internal IReadOnlyList<InputError> All => errors;

    /// <summary>Whether an error that begins so is known of a place.</summary>
    internal bool Has(Location at, string beginning) =>
        errors.Exists(e => e.At == at && e.Message.StartsWith(beginning, StringComparison.Ordinal));

    public void Add(Location at, string message)
    {
        var error = new InputError(at, message);
        if (!errors.Contains(error))
            errors.Add(error);
    }

    /// <summary>Runs a step; what it refuses joins the others, and the step's result is then null.</summary>
    public T? Try<T>(Location at, Func<T> step) where T : class
    {
        try
        {
            return step();
        }
        catch (InputException refused)
        {
            foreach (var error in refused.Errors)
                Add(error.At, error.Message);
        }
        catch (RuleException refused)
        {
            Add(at, refused.Message);
        }
        catch (Exception broken) when (InputGuard.IsMalformed(broken))
        {
            Add(at, InputGuard.Words("a value", broken));
        }

        return null;
    }

    /// <summary>Ends the reading: throws everything collected, in order of file and line.</summary>
    public void ThrowIfAny()
    {
        if (errors.Count > 0)
            throw new InputException([.. errors.OrderBy(e => e.At.File, StringComparer.Ordinal).ThenBy(e => e.At.Line)
                .ThenBy(e => e.At.Column)]);
    }
}
