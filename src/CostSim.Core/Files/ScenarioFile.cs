using System.Security.Cryptography;
using CostSim.Documents;
using CostSim.Prices;
using CostSim.Retrieval;
using CostSim.Scenarios;
using CostSim.Settings;

namespace CostSim.Files;

/// <summary>A value set from outside the file: <c>--set path=value</c>.</summary>
public sealed record Override(string Path, string Value);

/// <summary>How a scenario is loaded.</summary>
public sealed record LoadOptions
{
    public IReadOnlyList<Override> Overrides { get; init; } = [];

    /// <summary>Only these designs; all where empty.</summary>
    public IReadOnlyList<string> Designs { get; init; } = [];

    /// <summary>Folder of a price book in place of the shipped one and of the scenario's.</summary>
    public string? PriceFolder { get; init; }

    public TextStore Store { get; init; } = TextStore.Off;

    /// <summary>Told how many of how many documents are read.</summary>
    public Action<int, int>? Progress { get; init; }
}

/// <summary>Reads a scenario from its file and everything that it names.</summary>
public sealed class ScenarioFile
{
    private readonly LoadOptions options;
    private readonly string folder;
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);

    private ScenarioFile(string path, LoadOptions options) => (Path, folder, this.options) = (path, System.IO.Path.GetDirectoryName(path) ?? "", options);

    private string Path { get; }

    /// <summary>Loads a scenario file, or the <c>scenario.yaml</c> of a folder. Throws <see cref="InputException"/> with every error.</summary>
    public static Scenario Load(string path, LoadOptions options, CancellationToken stop = default)
    {
        var file = new ScenarioFile(Find(path), options);
        var settings = ReadSettings(path, options.Overrides);
        return settings.Find(PortfolioReader.Key) is null
            ? file.Read(settings, null, stop)
            : PortfolioFile.Load(file.Path, settings, file.Given(stop), options, stop);
    }

    /// <summary>Loads a member of a portfolio: its settings with those of the portfolio over them, and what is not known kept there.</summary>
    internal static Scenario LoadMember(string path, Func<MapNode, MapNode> over, LoadOptions options, Randomness.UncertainInputs? inputs, CancellationToken stop)
    {
        var file = new ScenarioFile(Find(path), options);
        return file.Read(over(ReadSettings(path, [])), inputs, stop);
    }

    /// <summary>The settings of a scenario with overrides applied, before they are read.</summary>
    public static MapNode ReadSettings(string path, IReadOnlyList<Override> overrides)
    {
        var file = Find(path);
        using var text = new StreamReader(file);
        return overrides.Aggregate(Yaml.ReadMap(file, text), Apply);
    }

    private static MapNode Apply(MapNode root, Override change)
    {
        var at = $"--set {change.Path}={change.Value}";
        var value = Yaml.Read(at, new StringReader(change.Value));
        return SettingsPath.Parse(change.Path).Set(root, value is ScalarNode scalar ? scalar with { At = Location.Of(at) } : value);
    }

    private static string Find(string path)
    {
        if (File.Exists(path))
            return path;
        var inside = System.IO.Path.Combine(path, "scenario.yaml");
        if (Directory.Exists(path))
            return File.Exists(inside) ? inside : throw new InputException(Location.Of(path), "holds no scenario.yaml; name a scenario file, or a folder that holds one");
        throw new InputException(Location.Of(path), "does not exist; name a scenario file, or a folder with a scenario.yaml");
    }

    private Scenario Read(MapNode settings, Randomness.UncertainInputs? inputs, CancellationToken stop)
    {
        hashes[System.IO.Path.GetFileName(Path)] = HashOf(File.ReadAllBytes(Path));
        if (options.Designs.Count > 0)
            settings = Only(settings);
        var scenario = ScenarioReader.Read(settings, NameOf(Path), Given(stop), inputs);
        return scenario with { Files = hashes };
    }

    private ScenarioFiles Given(CancellationToken stop) => new()
    {
        Documents = (node, reading) => Documents(node, reading, stop),
        Questions = Questions,
        Text = Text,
        Settings = Settings,
        Column = Column,
        Book = Book,
        Tokenizer = ModelTokenizers.Find,
        Caching = CacheRules.Find,
        Connect = Embedders.KeptIn(options.Store.Folder),
    };

    /// <summary>The name of a scenario that states none: its file's, or its folder's.</summary>
    internal static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path) is var file and not "scenario"
        ? file
        : System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)))!;

    private MapNode Only(MapNode settings)
    {
        if (settings.Find("designs") is not MapNode designs)
            return settings;
        var errors = new InputErrors();
        foreach (var unknown in options.Designs.Where(d => designs.Find(d) is null))
            errors.Add(Location.Of($"--design {unknown}"), $"is no design of {Path}; {Spelling.Suggestion(unknown, [.. designs.Entries.Select(e => e.Key)])}");
        errors.ThrowIfAny();
        // The others stay as what a design may be like, but are not simulated.
        return settings.With(Inheritance.Only, designs.At, new ListNode(designs.At, [.. options.Designs.Select(d => new ScalarNode(designs.At, d))]));
    }

    private Corpus? Documents(SettingsNode node, Reading reading, CancellationToken stop)
    {
        if (DocumentSources.Read(node, "documents", reading) is not { } sources)
            return null;
        var corpus = CorpusFolder.Read(sources, folder, options.Store, reading.Errors, options.Progress, stop);
        foreach (var document in corpus?.Documents ?? [])
            hashes[document.Name] = document.Sha256;
        return corpus;
    }

    private IReadOnlyList<Question> Questions(ScalarNode file, IReadOnlyList<Document> documents, Reading reading)
    {
        if (Existing(file, reading) is not { } path)
            return [];
        try
        {
            return QuestionsFile.Read(path, documents).Questions;
        }
        catch (InputException refused)
        {
            foreach (var error in refused.Errors)
                reading.Errors.Add(error.At, error.Message);
            return [];
        }
    }

    private string? Text(ScalarNode file, Reading reading) => Existing(file, reading) is { } path ? File.ReadAllText(path) : null;

    private MapNode? Settings(ScalarNode file, Reading reading)
    {
        if (Existing(file, reading) is not { } path)
            return null;
        using var text = new StreamReader(path);
        return Yaml.ReadMap(path, text);
    }

    private PriceBook? Book(ScalarNode? named, Reading reading) =>
        reading.Errors.Try(named?.At ?? Location.Of("--prices"), () => (options.PriceFolder, named) switch
        {
            ({ } given, _) => PriceBooks.Open(given),
            (_, { } own) => PriceBooks.Open(System.IO.Path.Combine(folder, own.Value)),
            _ => PriceBooks.Shipped,
        });

    private IReadOnlyList<double> Column(string file, string column) => NumberColumn.Read(System.IO.Path.Combine(folder, file), column);

    private string? Existing(ScalarNode file, Reading reading)
    {
        var path = System.IO.Path.Combine(folder, file.Value);
        if (!File.Exists(path))
        {
            reading.Errors.Add(file.At, $"'{file.Value}' is no file in {(folder.Length == 0 ? "this folder" : folder)}; write the path relative to the scenario");
            return null;
        }

        hashes[file.Value] = HashOf(File.ReadAllBytes(path));
        return path;
    }

    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
