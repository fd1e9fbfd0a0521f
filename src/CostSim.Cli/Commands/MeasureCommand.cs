using System.CommandLine;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Tokens;

namespace CostSim.Cli.Commands;

/// <summary>What <c>measure</c> has read before anything is made of it.</summary>
internal sealed record MeasureInput(ParseResult Parsed, MeasureOptions Options, Corpus Corpus,
    IReadOnlyList<ITokenizer> Tokenizers, TextWriter Output);

/// <summary><c>costsim measure</c>: tokens of documents or of the records of logs, chunks, and what a search over them finds.</summary>
internal sealed class MeasureCommand
{
    private readonly MeasureOptions options = new();
    private readonly MeasureChunkOptions chunks = new();

    public static Command Create() => new MeasureCommand().Build();

    private Command Build()
    {
        var command = new Command("measure",
            "Count the tokens of documents, or of a field of the records of logs; cut documents into chunks, and measure how well "
            + "they are found");
        options.AddTo(command);
        chunks.AddTo(command);
        command.Validators.Add(r =>
        {
            if (chunks.IsAsked(r) && options.IsOfRecords(r))
                r.AddError("--chunker cuts documents; leave out --field");
        });
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        using var progress = new Progress(parsed.InvocationConfiguration.Error, options.Quiet(parsed));
        using var output = new OutputFile(options.Output(parsed), parsed.InvocationConfiguration.Output);
        if (options.Field(parsed) is { } field)
        {
            MeasureRecords.Write(parsed, options, field, output.Writer, progress, stop);
        }
        else if (chunks.IsAsked(parsed))
        {
            var asked = chunks.Read(parsed, options, ReadCorpus(parsed, progress, stop).Documents);
            progress.Say("chunks");
            MeasureChunks.Write(asked, output.Writer, options.Quiet(parsed) ? TextWriter.Null : parsed.InvocationConfiguration.Error);
            progress.Done();
        }
        else
        {
            // First, since a wrong name is known at once and documents take a while.
            var tokenizers = options.ReadTokenizers(parsed);
            var input = new MeasureInput(parsed, options, ReadCorpus(parsed, progress, stop), tokenizers, output.Writer);
            progress.Say("tokens");
            MeasureDocuments.Write(input, progress);
        }

        output.MoveIntoPlace();
        return App.Fine;
    }

    private Corpus ReadCorpus(ParseResult parsed, Progress progress, CancellationToken stop)
    {
        var errors = new InputErrors();
        var corpus = CorpusFolder.Read(options.Sources(parsed), ".", options.Store(parsed), errors, (done, of) =>
            progress.Say("documents", done, of), stop);
        errors.ThrowIfAny();
        progress.Done();
        if (!options.Quiet(parsed))
        {
            foreach (var warning in corpus!.Warnings)
                parsed.InvocationConfiguration.Error.WriteLine($"warning: {warning}");
            foreach (var left in corpus.Skipped.Where(s => !s.IsNoDocument))
                parsed.InvocationConfiguration.Error.WriteLine($"warning: {left.Path}: left out: {left.Reason}");
        }

        return corpus!;
    }
}
