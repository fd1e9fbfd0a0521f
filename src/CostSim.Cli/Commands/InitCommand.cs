using System.CommandLine;
using System.Globalization;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim init</c>: a commented scenario that runs at once, from a sample or from the user's own documents.</summary>
internal sealed class InitCommand
{
    private const int Drafts = 40;
    private const int Named = 5;

    private readonly Argument<string> folder =
        new("dir") { Description = "Folder of the new scenario; created if missing", DefaultValueFactory = _ => "." };
    private readonly Option<string?> documents =
        new("--documents") { Description = "Your own file or folder; questions are drafted from it for you to write", HelpName = "PATH" };
    private readonly Option<string?> store =
        new("--store") { Description = "Folder that keeps extracted texts by content; off keeps nothing", HelpName = "DIR" };

    public static Command Create() => new InitCommand().Build();

    private Command Build()
    {
        var command = new Command("init", "Write a commented starter scenario, ready to run") { folder, documents, store };
        command.SetInterruptible(Run);
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken stop)
    {
        var target = parsed.GetValue(folder)!;
        var own = parsed.GetValue(documents);
        var corpus = own is null ? null : Read(own, TextStore.At(parsed.GetValue(store)), stop);
        var questions = corpus is null ? "" : QuestionDrafts.Lines(corpus, Drafts);
        List<SkippedDocument> unread = [.. (corpus?.Skipped ?? []).Where(s => !s.IsNoDocument)];
        var files = own is null ? Starter.Sample() : Starter.For(Relative(target, own), questions, skips: unread.Count > 0);
        if (files.Select(f => Path.Combine(target, f.Path)).Where(File.Exists).ToList() is { Count: > 0 } there)
            throw new InputException(Location.Of(there[0]),
                "exists already, and nothing is written over; name another folder, or move it away");
        foreach (var (path, text) in files)
            WholeFile.Write(Path.Combine(target, path), text);

        Say(target, files, parsed.InvocationConfiguration.Output);
        if (own is not null)
            SayOfDocuments(questions.Count(c => c == '\n'), unread, parsed.InvocationConfiguration.Output);
        parsed.InvocationConfiguration.Output.WriteLine($"\nNext: costsim run {ShellWords.Quoted(target)}");
        return App.Fine;
    }

    private static Corpus Read(string own, TextStore store, CancellationToken stop)
    {
        var errors = new InputErrors();
        // What cannot be read should not keep anyone from starting; it is named, and the scenario leaves it out.
        var sources = new DocumentSources([new DocumentPath(Path.GetFullPath(own), null, Location.Of(own))]) { OnError = OnError.Skip };
        var corpus = CorpusFolder.Read(sources, "", store, errors, stop: stop);
        errors.ThrowIfAny();
        return corpus!;
    }

    private static string Relative(string target, string own) =>
        Path.GetRelativePath(Path.GetFullPath(target), Path.GetFullPath(own)).Replace('\\', '/');

    private static void Say(string target, IReadOnlyList<(string Path, string Text)> files, TextWriter output)
    {
        output.WriteLine($"Written to {target}:");
        foreach (var (path, _) in files)
            output.WriteLine($"  {path}");
    }

    private static void SayOfDocuments(int excerpts, IReadOnlyList<SkippedDocument> unread, TextWriter output)
    {
        List<string> lines =
            ["", string.Create(CultureInfo.InvariantCulture,
                $"questions.jsonl holds {excerpts:#,0} excerpts of your documents. Write a question for each as a user would ask it, in "
                + $"other words than the excerpt's; those left empty are ignored and counted.")];
        if (unread.Count > 0)
        {
            lines.Add("");
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{unread.Count:#,0} {(unread.Count == 1 ? "file" : "files")} cannot be read and will be left out (on_error: skip in "
                + $"scenario.yaml):"));
            lines.AddRange(unread.Take(Named).Select(s => $"- {s.Name}: {s.Reason}"));
            if (unread.Count > Named)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"- {unread.Count - Named:#,0} more, which 'costsim run -v' names"));
        }

        foreach (var line in lines.SelectMany(l => l.Length == 0 ? [""] : TextTable.Wrap(l, indent: l[0] == '-' ? "  " : "")))
            output.WriteLine(line);
    }
}
