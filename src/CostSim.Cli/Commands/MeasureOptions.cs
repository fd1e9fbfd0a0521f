using System.CommandLine;
using System.CommandLine.Parsing;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Cli.Commands;

/// <summary>
/// What <c>measure</c> is asked for: the paths, how they are read, by which tokenizers they are counted, and what is written.
/// </summary>
internal sealed class MeasureOptions
{
    private readonly Argument<string[]> paths =
        new("paths")
        {
            Description = "Files, folders or globs such as 'contracts/**/*.pdf'; - is standard input",
            Arity = ArgumentArity.OneOrMore
        };
    private readonly Option<string[]> tokenizer =
        new("--tokenizer", "-t")
        {
            Description = $"Tokenizers, several side by side: {string.Join(", ", Tokenizers.Names)}, or the path of a tokenizer.json or "
            + $"SentencePiece .model",
            DefaultValueFactory = _ => ["o200k_base"],
            HelpName = "A,B"
        };
    private readonly Option<string> format = new("--format", "-f")
    {
        Description = "Format of the answer",
        DefaultValueFactory = _ => "text",
        HelpName = string.Join('|', Formats)
    };
    private readonly Option<string> table = new("--table")
    {
        Description = "Table to print as csv, jsonl or md: documents or groups",
        DefaultValueFactory = _ => "documents",
        HelpName = "NAME"
    };
    private readonly Option<string?> field =
        new("--field") { Description = "Read .jsonl and .csv logs record by record and measure this field of each", HelpName = "NAME" };
    private readonly Option<string[]> keep =
        new("--keep") { Description = "With --field: other fields of the record to pass on", HelpName = "A,B" };
    private readonly Option<bool> ids = new("--ids") { Description = "Also write the token ids" };
    private readonly Option<bool> text = new("--text") { Description = "Also write the text" };
    private readonly Option<string?> readAs =
        new("--as") { Description = "text: read every file as it is, so that offsets are the file's own", HelpName = "text" };
    private readonly Option<string> onError =
        new("--on-error")
        {
            Description = "Files that cannot be read: stop, skip them, or estimate scans by their pages",
            DefaultValueFactory = _ => "stop",
            HelpName = "stop|skip|estimate"
        };
    private readonly Option<long> tokensPerPage =
        new("--tokens-per-page")
        {
            Description = "What a page of a scan counts with --on-error estimate",
            DefaultValueFactory = _ => DocumentSources.TypicalTokensOfAPage.Value,
            HelpName = "N"
        };
    private readonly Option<string> groupBy = new("--group-by")
    {
        Description = "Groups are folders or file types",
        DefaultValueFactory = _ => "folder",
        HelpName = "folder|type"
    };
    private readonly Option<string?> store =
        new("--store")
        {
            Description = "Folder that keeps extracted texts by content (default: the user's cache); off keeps nothing",
            HelpName = "DIR"
        };
    private readonly Option<string?> output =
        new("--output", "-o") { Description = "File for the answer instead of standard output", HelpName = "FILE" };
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No progress and no warnings" };

    public static IReadOnlyList<string> Formats { get; } = ["text", "json", "jsonl", "csv", "md"];

    public MeasureOptions()
    {
        format.AcceptOnlyFromAmong([.. Formats]);
        table.AcceptOnlyFromAmong("documents", "groups");
        readAs.AcceptOnlyFromAmong("text");
        onError.AcceptOnlyFromAmong("stop", "skip", "estimate");
        groupBy.AcceptOnlyFromAmong("folder", "type");
        tokensPerPage.Within(1);
        tokenizer.Validators.Add(r =>
        {
            foreach (var name in Split(r.GetValueOrDefault<string[]>())
                .Where(n => !Tokenizers.Names.Contains(n) && !TokenizerSource.IsPath(n)))
                r.AddError($"--tokenizer {name}: is not known; {Spelling.Suggestion(name, Tokenizers.Names)}");
        });
        keep.Validators.Add(r =>
        {
            foreach (var name in Split(r.GetValueOrDefault<string[]>()).Where(MeasureRows.OwnColumns.Contains))
                r.AddError($"--keep {name}: is a column of measure itself");
        });
    }

    public void AddTo(Command command)
    {
        command.Add(paths);
        foreach (var option in new Option[] { tokenizer, format, table, field, keep, ids, text, readAs, onError, tokensPerPage,
            groupBy, store, output, quiet })
            command.Add(option);
        command.Validators.Add(r =>
        {
            if (r.GetValue(field) is null && r.GetValue(keep) is { Length: > 0 })
                r.AddError("--keep passes fields of records on; name the measured field with --field");
        });
    }

    public string? Field(ParseResult parsed) => parsed.GetValue(field);

    public bool IsOfRecords(CommandResult parsed) => parsed.GetValue(field) is not null;

    public IReadOnlyList<string> Keep(ParseResult parsed) => [.. Split(parsed.GetValue(keep))];

    public string Format(ParseResult parsed) => parsed.GetValue(format)!;

    public string Table(ParseResult parsed) => parsed.GetValue(table)!;

    public string? Output(ParseResult parsed) => parsed.GetValue(output);

    public bool WithIds(ParseResult parsed) => parsed.GetValue(ids);

    public bool WithText(ParseResult parsed) => parsed.GetValue(text);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(quiet);

    public bool SkipsErrors(ParseResult parsed) => parsed.GetValue(onError) != "stop";

    /// <summary>
    /// The tokenizers in their order. Throws <see cref="InputException"/> for files that are none, and where ids are asked of an estimate.
    /// </summary>
    public IReadOnlyList<ITokenizer> ReadTokenizers(ParseResult parsed)
    {
        var errors = new InputErrors();
        var found = Split(parsed.GetValue(tokenizer)).Distinct()
            .Select(name => errors.Try(Location.Of($"--tokenizer {name}"), () => TokenizerSource.Get(name))).ToList();
        if (WithIds(parsed))
        {
            foreach (var estimate in found.OfType<ApproximateTokenizer>())
                errors.Add(Location.Of($"--ids --tokenizer {estimate.Name}"),
                    $"is an estimate and has no ids; ids are known for {string.Join(", ", Tokenizers.Embedded)} and for tokenizer files");
        }

        errors.ThrowIfAny();
        return [.. found.Select(t => t!)];
    }

    public TextStore Store(ParseResult parsed) => TextStore.At(parsed.GetValue(store));

    public DocumentSources Sources(ParseResult parsed) =>
        new([.. parsed.GetValue(paths)!.Select(p => new DocumentPath(p, null, Location.Of("command line")))])
        {
            AsText = parsed.GetValue(readAs) == "text",
            OnError = Enum.Parse<OnError>(parsed.GetValue(onError)!, ignoreCase: true),
            GroupByType = parsed.GetValue(groupBy) == "type",
            TokensPerPage = new TokenCount(parsed.GetValue(tokensPerPage)),
        };

    private static IEnumerable<string> Split(string[]? lists) =>
        (lists ?? []).SelectMany(l => l.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
