using CostSim.Documents;
using CostSim.Prices;
using CostSim.Scenarios;
using CostSim.Tests.Documents;

namespace CostSim.Tests;

/// <summary>Scenarios in memory, counted with the plain tokenizer of the tests: a word of up to four letters is a token.</summary>
internal sealed record Sample(string Yaml)
{
    // One, as the tokenizers of a scenario are: documents that are read again keep their tokens.
    private static readonly SampleTokenizer Tokenizer = new();

    public IReadOnlyList<Document> Documents { get; init; } = [];

    public IReadOnlyList<Question> Questions { get; init; } = [];

    public int? SampleOf { get; init; }

    public Scenario Read() => ScenarioReader.Read(CostSim.Files.Yaml.ReadMap("test.yaml", new StringReader(Yaml)), "test", new ScenarioFiles
    {
        Documents = (_, _) => new Corpus(Documents) { SampleOf = SampleOf },
        Questions = (_, _, _) => new QuestionSet(Questions, 0),
        Text = (node, _) => node.Value,
        Settings = (_, _) => null,
        Caching = CacheRules.Find,
        Column = (_, _) => [],
        Book = (_, _) => PriceBooks.Shipped,
        Tokenizer = (_, _, _) => Tokenizer,
    });

    /// <summary>So many words of one token each; the number begins them, so that texts differ.</summary>
    public static string Words(int tokens, string word = "word") => string.Join(' ', Enumerable.Repeat(word, tokens));

    public static Document Document(string name, string text, string group = "") => new(name, group, text) { Sha256 = $"{name} {text.Length}" };

    /// <summary>A question about the first occurrence of an excerpt.</summary>
    public static Question Question(string id, string text, Document document, string excerpt)
    {
        var start = document.Text.IndexOf(excerpt, StringComparison.Ordinal);
        return new Question(id, text, document.Name, [new Passage(document.Name, new TextRange(start, start + excerpt.Length))]);
    }
}
