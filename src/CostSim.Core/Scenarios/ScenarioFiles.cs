using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Tokens;

namespace CostSim.Scenarios;

/// <summary>What a scenario takes from files, given by whoever may read them. Each adds what is wrong to the errors.</summary>
internal sealed record ScenarioFiles
{
    /// <summary>The documents that a value of <c>documents</c> names; null after an error.</summary>
    public required Func<SettingsNode, Reading, Corpus?> Documents { get; init; }

    /// <summary>The questions of a file about the given documents.</summary>
    public required Func<DataFile, IReadOnlyList<Document>, Reading, QuestionSet> Questions { get; init; }

    /// <summary>The text of a prompt's file; null after an error.</summary>
    public required Func<ScalarNode, Reading, string?> Text { get; init; }

    /// <summary>The settings in another file; null after an error.</summary>
    public required Func<ScalarNode, Reading, MapNode?> Settings { get; init; }

    /// <summary>A column of numbers of a CSV file.</summary>
    public required Func<string, string, IReadOnlyList<double>> Column { get; init; }

    /// <summary>The whole days of a usage log, in the local time of an offset from UTC; null after an error.</summary>
    public Func<ScalarNode, TimeSpan, Reading, LoggedDays?> Log { get; init; } = (_, _, _) => null;

    /// <summary>The price book in a folder, or the one that travels inside the tool where none is named.</summary>
    public required Func<ScalarNode?, Reading, PriceBook?> Book { get; init; }

    /// <summary>The tokenizer that a scenario names (a value of <c>tokenizer</c>) or that a model uses.</summary>
    public required Func<SettingsNode?, string?, Reading, ITokenizer> Tokenizer { get; init; }

    /// <summary>The results of an evaluation; null after an error.</summary>
    public Func<DataFile, Reading, IReadOnlyList<EvaluatedAnswer>?> Results { get; init; } = (_, _) => [];

    /// <summary>How a model's provider caches prompts.</summary>
    public Func<string, CacheRule> Caching { get; init; } = _ => CacheRule.Usual;

    /// <summary>What a model's provider adds to a prompt.</summary>
    public Func<string, PromptOverhead> Overheads { get; init; } = _ => PromptOverhead.Unknown;

    /// <summary>How an embeddings endpoint is reached.</summary>
    public Func<EmbeddingEndpoint, IEmbedder> Connect { get; init; } = endpoint => new NoEmbedder(endpoint);
}

/// <summary>What the readers of a scenario's sections share.</summary>
internal sealed record ScenarioReading(ScenarioFiles Files, Scenarios.Calendar Calendar, Randomness.UncertainInputs Inputs,
    MoneyTerms Money, Reading Reading)
{
    public InputErrors Errors => Reading.Errors;

    /// <summary>Draws of the top level: one for all classes and designs.</summary>
    public Randomness.InputScope Top => new(Inputs, Column: Files.Column);
}
