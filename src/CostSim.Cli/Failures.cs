using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Cli;

/// <summary>What is said of an exception that ends a verb.</summary>
internal static class Failures
{
    /// <summary>How the report of a fault of the tool itself begins; the fuzz tests look for it.</summary>
    public const string Fault = "costsim has a fault";

    /// <summary>One line for each error.</summary>
    public static IEnumerable<string> Of(Exception failed, ParseResult parsed) => failed switch
    {
        InputException refused => refused.Errors.Select(e => SafeOutput.Plain(e.ToString())),
        AggregateException { InnerException: { } inner } => Of(inner, parsed),
        TypeInitializationException { InnerException: { } inner } => Of(inner, parsed),
        // A rule that was checked after the file was read; the file is named all the same.
        RuleException broken => [$"{Place(parsed)}: error: {SafeOutput.Plain(broken.Message)}"],
        OutOfMemoryException or InsufficientMemoryException =>
            [$"error: this needs more memory than there is; give it less at a time ({Place(parsed)})"],
        UnauthorizedAccessException or IOException or InvalidDataException or SocketException =>
            [$"error: {SafeOutput.Plain(Words(failed))}"],
        _ => [$"error: {Fault} with {Place(parsed)} ({failed.GetType().Name}: {SafeOutput.Plain(failed.Message)}); nothing was written. "
            + $"Please report it with that input."],
    };

    // The framework puts its own numbers and types behind the path; what a person can do is in the first words.
    private static string Words(Exception failed) => failed.Message is { Length: > 0 } message ? message : failed.GetType().Name;

    // What the verb was given, or the verb.
    private static string Place(ParseResult parsed) => parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens)
        .FirstOrDefault()?.Value is { Length: > 0 } named
        ? SafeOutput.Plain(named)
        : UsageErrors.Path(parsed.CommandResult.Command);
}
