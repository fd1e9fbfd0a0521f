using System.CommandLine;
using System.Globalization;

namespace CostSim.Cli;

/// <summary>Bounds of an option's number.</summary>
internal static class OptionRules
{
    /// <summary>
    /// Refuses a whole number out of bounds; anything that is not a number is left to the parser, which refuses it itself.
    /// </summary>
    public static void Within<T>(this Option<T> option, long least, long most = long.MaxValue) => option.Validators.Add(r =>
    {
        if (r.Tokens is [var typed] && long.TryParse(typed.Value, CultureInfo.InvariantCulture, out var number)
            && (number < least || number > most))
            r.AddError($"{option.Name} {typed.Value}: must be "
                + $"{(most == long.MaxValue ? FormattableString.Invariant($"{least:#,0} or more") : FormattableString.Invariant($"from {least:#,0} to {most:#,0}"))}");
    });
}
