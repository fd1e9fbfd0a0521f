using System.Security.Cryptography;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;

namespace CostSim.Scenarios;

/// <summary>A value set from outside the file: <c>--set path=value</c>; errors name the option that set it.</summary>
internal sealed record Override(string Path, string Value, string Option = "--set")
{
    /// <summary>The option as it was typed: with the path, or alone where it means one path.</summary>
    public string Typed { get; init; } = $"{Option} {Path}={Value}";
}

/// <summary>How a scenario is loaded.</summary>
internal sealed record LoadOptions
{
    public IReadOnlyList<Override> Overrides { get; init; } = [];

    /// <summary>Only these designs; all where empty.</summary>
    public IReadOnlyList<string> Designs { get; init; } = [];

    /// <summary>Folder of a price book instead of the shipped one and of the scenario's.</summary>
    public string? PriceFolder { get; init; }

    /// <summary>A price book that is open already; it goes before every folder.</summary>
    public PriceBook? Prices { get; init; }

    public TextStore Store { get; init; } = TextStore.Off;

    /// <summary>Told how many of how many documents are read.</summary>
    public Action<int, int>? Progress { get; init; }
}

/// <summary>
/// Reads a scenario from its file and everything that it names. Variants of it share what they name: each file is read once.
/// </summary>
internal sealed class ScenarioFile
{
    private readonly LoadOptions options;
    private readonly string folder;
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string What, object? Of), object?> kept = [];
    private readonly Lock gate = new();

    private ScenarioFile(string path, byte[] content, LoadOptions options)
    {
        (Path, folder, this.options) = (path, System.IO.Path.GetDirectoryName(path) ?? "", options);
        using var text = new StreamReader(new MemoryStream(content));
        Root = options.Overrides.Aggregate(Yaml.ReadMap(path, text), Apply);
        hashes[System.IO.Path.GetFileName(path)] = HashOf(content);
    }

    /// <summary>The settings with the overrides applied, before they are read.</summary>
    public MapNode Root { get; }

    private string Path { get; }

    /// <summary>Its file as it was named.</summary>
    public string Name => Path;

    /// <summary>Writes a further design into the file, after another one; every other line stays as it is.</summary>
    public void AddDesign(string after, string name, IReadOnlyList<string> design)
    {
        var text = File.ReadAllText(Path);
        var changed = ScenarioEdit.AddDesign(Path, text, after, name, design);
        var next = Path + ".new";
        File.WriteAllText(next, changed);
        File.Move(next, Path, overwrite: true);
    }

    /// <summary>Whether a name among the hashes is the scenario's own file.</summary>
    public bool IsOwn(string name) => name == System.IO.Path.GetFileName(Path);

    /// <summary>
    /// Loads a scenario file, or the <c>scenario.yaml</c> of a folder. Throws <see cref="InputException"/> with every error.
    /// </summary>
    public static Scenario Load(string path, LoadOptions options, CancellationToken stop = default)
    {
        var file = Open(path, options);
        return file.Read(file.Root, options.Designs, stop);
    }

    /// <summary>
    /// Reads a scenario from its YAML. What it names lies in <paramref name="folder"/>, or in the current folder. Throws
    /// <see cref="InputException"/> with every error.
    /// </summary>
    public static Scenario Parse(string yaml, string folder = "", LoadOptions? options = null, CancellationToken stop = default)
    {
        var given = options ?? new LoadOptions();
        var file = new ScenarioFile(System.IO.Path.Combine(folder, "scenario.yaml"), System.Text.Encoding.UTF8.GetBytes(yaml), given);
        return file.Read(file.Root, given.Designs, stop);
    }

    /// <summary>
    /// Loads a member of a portfolio: its settings with those of the portfolio over them, and what is not known kept there.
    /// </summary>
    internal static Scenario LoadMember(string path, Func<MapNode, MapNode> over, LoadOptions options,
        Randomness.UncertainInputs? inputs, CancellationToken stop)
    {
        var file = Open(path, options);
        return file.Read(over(file.Root), options.Designs, inputs, stop);
    }

    /// <summary>Opens a scenario whose variants are to be read.</summary>
    public static ScenarioFile Open(string path, LoadOptions options)
    {
        var found = Find(path);
        return new ScenarioFile(found, File.ReadAllBytes(found), options);
    }

    /// <summary>The settings with one more value set.</summary>
    public static MapNode Apply(MapNode root, Override change)
    {
        var at = change.Typed;
        var value = Yaml.Read(at, new StringReader(change.Value));
        var path = SettingsPath.Parse(change.Path);
        // A misspelt name would be a further design, and its answer would look like one.
        if (path.NameIn("designs", root) is { } name && root.Find("designs") is MapNode designs && designs.Find(name) is null)
            throw new InputException(Location.Of(at),
                $"'{name}' is not a design; {Spelling.Suggestion(name, [.. designs.Entries.Select(e => e.Key)])}");
        return path.Set(root, value is ScalarNode scalar ? scalar with { At = Location.Of(at) } : value);
    }

    private static string Find(string path)
    {
        if (File.Exists(path))
            return path;
        var inside = System.IO.Path.Combine(path, "scenario.yaml");
        if (Directory.Exists(path))
            return File.Exists(inside)
                ? inside
                : throw new InputException(Location.Of(path), "holds no scenario.yaml; name a scenario file, or a folder that holds one");
        throw new InputException(Location.Of(path), "does not exist; name a scenario file, or a folder with a scenario.yaml");
    }

    /// <summary>
    /// A variant of the scenario, or these designs of it; all where none is named. Throws <see cref="InputException"/> with every error.
    /// </summary>
    public Scenario Read(MapNode settings, IReadOnlyList<string> designs, CancellationToken stop = default) =>
        settings.Find(PortfolioReader.Key) is null
        ? Read(settings, designs, null, stop)
        : PortfolioFile.Load(Path, settings, Given(stop), options, stop);

    private Scenario Read(MapNode settings, IReadOnlyList<string> designs, Randomness.UncertainInputs? inputs, CancellationToken stop)
    {
        if (designs.Count > 0)
            settings = Only(settings, designs);
        var scenario = InputGuard.Read(Path, "a scenario", () => ScenarioReader.Read(settings, NameOf(Path), Given(stop), inputs));
        return scenario with { Files = hashes };
    }

    private ScenarioFiles Given(CancellationToken stop) => new()
    {
        Documents = (node, reading) => Documents(node, reading, stop),
        Questions = Questions,
        Text = Text,
        Settings = Settings,
        Results = Results,
        Column = Column,
        Log = (file, offset, reading) => Existing(file, reading) is { } path
            ? Once(("log", (path, offset)), reading, () => reading.Errors.Try(file.At, () => LoggedTraffic.Read(path, offset)))
            : null,
        Book = Book,
        Tokenizer = (named, model, reading) => ModelTokenizers.Find(named, model, Existing, reading),
        Caching = CacheRules.Find,
        Overheads = PromptOverheads.Find,
        Connect = Embedders.KeptIn(options.Store.Folder),
    };

    /// <summary>The name of a scenario that states none: its file's, or its folder's.</summary>
    internal static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path) is var file and not "scenario"
        ? file
        : System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)))!;

    private MapNode Only(MapNode settings, IReadOnlyList<string> wanted)
    {
        if (settings.Find("designs") is not MapNode designs)
            return settings;
        var errors = new InputErrors();
        foreach (var unknown in wanted.Where(d => designs.Find(d) is null))
            errors.Add(Location.Of($"--design {unknown}"),
                $"is not a design of {Path}; {Spelling.Suggestion(unknown, [.. designs.Entries.Select(e => e.Key)])}");
        errors.ThrowIfAny();
        // The others stay as what a design may be like, but are not simulated.
        return settings.With(Inheritance.Only, designs.At,
            new ListNode(designs.At, [.. wanted.Select(d => new ScalarNode(designs.At, d))]));
    }

    private Corpus? Documents(SettingsNode node, Reading reading, CancellationToken stop)
    {
        // Agents and conversations may need none: the prompt is the system prompt, the question and what grows.
        if (node is ScalarNode { Text: "none" })
            return new Corpus([new Document("(none)", "", "")]);
        if (DocumentSources.Read(node, "documents", reading) is not { } sources)
            return null;
        return Once(("documents", node.Text), reading, () =>
        {
            var corpus = CorpusFolder.Read(sources, folder, options.Store, reading.Errors, options.Progress, stop);
            foreach (var document in corpus?.Documents ?? [])
                hashes[document.Name] = document.Sha256;
            return corpus;
        });
    }

    private QuestionSet Questions(DataFile file, IReadOnlyList<Document> documents, Reading reading)
    {
        if (Existing(file.File, reading) is not { } path)
            return QuestionSet.None;
        var key = $"questions {path} {string.Join(',', file.Columns)}";
        return Once((key, documents), reading, () => reading.Errors.Try(file.File.At, () => QuestionsFile.Read(path, documents, file)))
            ?? QuestionSet.None;
    }

    private IReadOnlyList<EvaluatedAnswer>? Results(DataFile file, Reading reading)
    {
        if (Existing(file.File, reading) is not { } path)
            return null;
        return Once(("results", (path, string.Join(',', file.Columns), file.Design, file.PassAt)), reading, () =>
            reading.Errors.Try(file.File.At, () => EvaluationFile.Read(path, file, reading.Errors)));
    }

    private string? Text(ScalarNode file, Reading reading) => Existing(file, reading) is { } path
        ? Once(("text", path), reading, () => File.ReadAllText(path))
        : null;

    private MapNode? Settings(ScalarNode file, Reading reading)
    {
        if (Existing(file, reading) is not { } path)
            return null;
        return Once(("settings", path), reading, () =>
        {
            using var text = new StreamReader(path);
            return Yaml.ReadMap(path, text);
        });
    }

    private PriceBook? Book(ScalarNode? named, Reading reading) =>
        Once(("book", named?.Value), reading, () =>
            reading.Errors.Try(named?.At ?? Location.Of("--prices"), () => (options.PriceFolder, named) switch
        {
            _ when options.Prices is { } open => open,
            ({ } given, _) => PriceBooks.Open(given),
            (_, { } own) => PriceBooks.Open(System.IO.Path.Combine(folder, own.Value)),
            _ => PriceBooks.Shipped,
        }));

    private IReadOnlyList<double> Column(string file, string column)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(($"column {file}", column), out var known))
                kept[($"column {file}", column)] = known = NumberColumn.Read(System.IO.Path.Combine(folder, file), column);
            return (IReadOnlyList<double>)known!;
        }
    }

    // What was read with errors is read again by the next variant, so that it reports them too.
    private T? Once<T>((string, object?) key, Reading reading, Func<T?> read) where T : class
    {
        lock (gate)
        {
            if (kept.TryGetValue(key, out var known))
                return (T?)known;
            var before = reading.Errors.Count;
            var value = read();
            if (reading.Errors.Count == before)
                kept[key] = value;
            return value;
        }
    }

    private string? Existing(ScalarNode file, Reading reading)
    {
        var path = System.IO.Path.Combine(folder, file.Value);
        if (!File.Exists(path))
        {
            reading.Errors.Add(file.At,
                $"'{file.Value}' is not a file in {(folder.Length == 0 ? "this folder" : folder)}; write the path relative to "
                + $"the scenario");
            return null;
        }

        lock (gate)
        {
            if (!hashes.ContainsKey(file.Value))
                hashes[file.Value] = HashOf(File.ReadAllBytes(path));
        }

        return path;
    }

    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
