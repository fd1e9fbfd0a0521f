using System.CommandLine;
using System.Globalization;
using System.Text;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Settings;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim init</c>: a commented scenario that runs at once, from a sample or from the user's own documents.</summary>
internal sealed class InitCommand
{
    private const int Drafts = 40;

    private readonly Argument<string> folder = new("dir") { Description = "Where the scenario goes; it is made where it does not exist", DefaultValueFactory = _ => "." };
    private readonly Option<string?> documents = new("--documents") { Description = "Your own file or folder; questions are drafted from it for you to write", HelpName = "PATH" };
    private readonly Option<string?> store = new("--store") { Description = "Folder that keeps extracted texts by content; off keeps nothing", HelpName = "DIR" };

    public static Command Create() => new InitCommand().Build();

    private Command Build()
    {
        var command = new Command("init", "Write a commented starter scenario, ready to run") { folder, documents, store };
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed, stop)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var target = parsed.GetValue(folder)!;
        var own = parsed.GetValue(documents);
        var questions = own is null ? "" : Drafted(own, TextStore.At(parsed.GetValue(store)), stop);
        var files = own is null ? Starter.Sample() : Starter.For(Relative(target, own), questions);
        if (files.Select(f => Path.Combine(target, f.Path)).Where(File.Exists).ToList() is { Count: > 0 } there)
            throw new InputException(Location.Of(there[0]), "exists already, and nothing is written over; name another folder, or move it away");
        foreach (var (path, text) in files)
        {
            var full = Path.Combine(target, path);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(full))!);
            File.WriteAllText(full, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Say(target, files, own, questions, parsed.InvocationConfiguration.Output);
        return App.Fine;
    }

    private static string Drafted(string own, TextStore store, CancellationToken stop)
    {
        var errors = new InputErrors();
        // What cannot be read should not keep anyone from starting; run then names it.
        var sources = new DocumentSources([new DocumentPath(Path.GetFullPath(own), null, Location.Of(own))]) { OnError = OnError.Skip };
        var corpus = CorpusFolder.Read(sources, "", store, errors, stop: stop);
        errors.ThrowIfAny();
        return QuestionDrafts.Lines(corpus!, Drafts);
    }

    private static string Relative(string target, string own) =>
        Path.GetRelativePath(Path.GetFullPath(target), Path.GetFullPath(own)).Replace('\\', '/');

    private static void Say(string target, IReadOnlyList<(string Path, string Text)> files, string? own, string questions, TextWriter output)
    {
        output.WriteLine($"Written to {target}:");
        foreach (var (path, _) in files)
            output.WriteLine($"  {path}");
        if (own is not null)
        {
            var count = questions.Count(c => c == '\n');
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"questions.jsonl holds {count} excerpts of your documents. Write a question for each as a user would"));
            output.WriteLine("ask it, in other words than the excerpt's; those left empty are ignored and counted.");
        }

        output.WriteLine();
        output.WriteLine($"Next: costsim run {target}");
    }
}
