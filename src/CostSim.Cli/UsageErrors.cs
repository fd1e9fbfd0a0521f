using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using CostSim.Files;

namespace CostSim.Cli;

/// <summary>What is wrong with a command line: a sentence each, with the value, the rule and the nearest name.</summary>
internal static class UsageErrors
{
    /// <summary>None where the command line can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Without its verb nothing that follows can be judged.
        if (command.Subcommands.Count > 0 && (command.Action is null || parsed.UnmatchedTokens.Count > 0))
            return [NoVerb(command, parsed.UnmatchedTokens is [var first, ..] ? first : null)];
        var unknown = UnknownOptions(parsed, command).ToList();
        // An option that is not known may have been taken for an argument, and its value for one too many.
        var surplus = unknown.Count > 0 ? [] : parsed.UnmatchedTokens.Select(t => $"'{t}' is one argument too many");
        var others = parsed.Errors
            .Where(e => !parsed.UnmatchedTokens.Any(t => e.Message.Contains($"'{t}'", StringComparison.Ordinal)))
            .Select(e => e.SymbolResult is { } at && Named(at) is { } named ? Sentence(named, e.Message) : e.Message);
        return [.. unknown.Concat(surplus).Concat(others).Distinct()];
    }

    /// <summary>A command as it is typed: <c>costsim prices list</c>.</summary>
    public static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "costsim";

    private static string NoVerb(Command command, string? typed)
    {
        var known = command.Subcommands.Select(c => c.Name).ToList();
        if (typed is null)
            return $"'{Path(command)}' needs one of {string.Join(", ", known)}";
        if (typed.StartsWith('-'))
            return Unknown(typed, command);
        return $"{Path(command)} {typed}: unknown command; {Spelling.Suggestion(typed, known)}";
    }

    private static IEnumerable<string> UnknownOptions(ParseResult parsed, Command command)
    {
        var known = Options(parsed.CommandResult).SelectMany(o => o.Aliases.Append(o.Name)).ToHashSet(StringComparer.Ordinal);
        return parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
            .Where(t => t.Type != TokenType.Option && t.Value.Length > 1 && t.Value[0] == '-' && !char.IsAsciiDigit(t.Value[1]))
            .Select(t => t.Value.Split('=', ':')[0])
            .Where(name => !known.Contains(name) && !IsValue(parsed, name))
            .Select(name => Unknown(name, command));
    }

    // A value may begin with a stroke where an option takes it, as in '--max-increase -5%'.
    private static bool IsValue(ParseResult parsed, string text) =>
        parsed.CommandResult.Children.OfType<OptionResult>()
            .Any(o => o.Tokens.Any(t => t.Value.StartsWith(text, StringComparison.Ordinal)));

    private static string Unknown(string name, Command command)
    {
        var known = command.Options.Select(o => o.Name).Concat(command.Options.SelectMany(o => o.Aliases)).Append("--help")
            .Where(o => o.StartsWith("--", StringComparison.Ordinal)).Distinct().ToList();
        return $"{name}: not an option of '{command.Name}'{DidYouMean(name, known)}";
    }

    private static string DidYouMean(string typed, IReadOnlyCollection<string> known) => Spelling.Nearest(typed, known) is { } nearest
        ? $"; did you mean '{nearest}'?"
        : "";

    private static IEnumerable<Option> Options(CommandResult? at)
    {
        for (; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var option in at.Command.Options)
                yield return option;
        }
    }

    // An option's value is an argument within it; people know the option.
    private static SymbolResult? Named(SymbolResult at) => at switch
    {
        ArgumentResult { Parent: OptionResult option } => option,
        ArgumentResult or OptionResult => at,
        _ => null,
    };

    private static string Sentence(SymbolResult at, string message)
    {
        var (name, type, choices) = at switch
        {
            OptionResult { Option: var option } => (option.Name, option.ValueType, Choices(option.CompletionSources)),
            ArgumentResult { Argument: var argument } => ($"<{argument.Name}>", argument.ValueType, Choices(argument.CompletionSources)),
            _ => ("", typeof(string), []),
        };
        if (message.StartsWith(name, StringComparison.Ordinal))
            return message;
        if (at.Tokens.Count == 0)
            return at is OptionResult { IdentifierToken: not null } ? $"{name}: needs a value" : $"{name}: is missing";
        var typed = at.Tokens[^1].Value;
        if (at is OptionResult { IdentifierTokenCount: > 1, Option.Arity.MaximumNumberOfValues: 1 })
            return $"{name} {typed}: is given more than once";
        if (choices.Count > 0 && !choices.Contains(typed))
            return $"{name} {typed}: is none of {string.Join(", ", choices)}{DidYouMean(typed, choices)}";
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var t when t == typeof(ulong) => $"{name} {typed}: must be a whole number from 0 on, such as 42",
            var t when t == typeof(int) && long.TryParse(typed, CultureInfo.InvariantCulture, out _) =>
                string.Create(CultureInfo.InvariantCulture, $"{name} {typed}: must be a whole number of at most {int.MaxValue:#,0}"),
            var t when t == typeof(int) || t == typeof(long) => $"{name} {typed}: must be a whole number such as 42",
            var t when (t == typeof(double) || t == typeof(decimal)) && !double.TryParse(typed, CultureInfo.InvariantCulture, out _) =>
                $"{name} {typed}: must be a number such as 0.5",
            _ => $"{name} {typed}: {message}",
        };
    }

    private static List<string> Choices(IEnumerable<Func<CompletionContext, IEnumerable<CompletionItem>>> sources) =>
        [.. sources.SelectMany(s => s(CompletionContext.Empty)).Select(c => c.Label).Distinct()];
}
