using System.CommandLine;
using System.CommandLine.Parsing;

namespace CostSim.Cli;

/// <summary>A command line as it was typed, to be run again elsewhere.</summary>
internal static class CommandWords
{
    /// <summary>The words without some options and their values, and without some flags.</summary>
    public static IReadOnlyList<string> Without(ParseResult parsed, IReadOnlyList<string> options, IReadOnlyList<string> flags)
    {
        var kept = new List<string>();
        for (var i = 0; i < parsed.Tokens.Count; i++)
        {
            var token = parsed.Tokens[i];
            if (token.Type == TokenType.Option && options.Contains(token.Value))
                i++;
            else if (!flags.Contains(token.Value))
                kept.Add(token.Value);
        }

        return kept;
    }
}
