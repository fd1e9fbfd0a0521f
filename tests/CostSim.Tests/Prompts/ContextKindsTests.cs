using CostSim.Files;
using CostSim.Prompts;

namespace CostSim.Tests.Prompts;

public sealed class ContextKindsTests
{
    public static TheoryData<string> Examples => [.. ContextStrategies.All.Select(kind => kind.Example)];

    // Page images need a document with pages and the image rule of a model; PageImagesTests build them.
    public static TheoryData<string> TextExamples =>
        [.. ContextStrategies.All.Select(kind => kind.Example).Where(e => !e.Contains("page-images", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(TextExamples))]
    public void Every_kind_builds_from_its_example_and_answers_in_its_last_call(string example)
    {
        var document = Sample.Document("a.md", string.Join("\n\n", Enumerable.Range(0, 40).Select(i => $"part {i}. {Sample.Words(200)}.")));
        var question = Sample.Question("q1", "part 7?", document, "part 7");

        var requests = Assemble(example, [document], [question]);

        var shares = requests.Shares(0, [.. requests.Probabilities.Select(_ => 0.3)]);
        Assert.Equal(1, shares.Sum(), 12);
        Assert.All(requests.Requests[0].Ways, way => Assert.Equal(1, way.Calls.Sum(c => c.Answers)));
        Assert.All(requests.Requests[0].Ways, way => Assert.All(way.Calls, call => Assert.True(call.Carried <= call.Input)));
    }

    [Theory, MemberData(nameof(Examples))]
    public void A_name_alone_is_the_kind_with_its_defaults(string example)
    {
        var name = example.Split(' ')[2].TrimEnd(',');

        // A share that falls back is known to nobody and has no default.
        if (name == "self-route")
            Assert.Throws<InputException>(() => Build(name));
        else
            Assert.NotNull(Build(name));
    }

    [Theory]
    [InlineData("{ kind: top-chunk }", "did you mean 'top-chunks'")]
    [InlineData("{ kind: history, context: agent }", "unknown context 'agent'")]
    [InlineData("{ kind: rerank, candidates: 5, keep: 9 }", "keep: must be at most 5")]
    [InlineData("{ kind: self-route, declines: 10%, notices: 80% }", "declines: cannot be combined with notices")]
    [InlineData("{ kind: agent, steps: { mean: 2 to 6, cv: 0.5 } }", "steps: must be a law whose parameters are known")]
    [InlineData("{ kind: history, turns: 500 }", "turns: must be at most 200")]
    [InlineData("{ kind: top-chunks, depth: 3 }", "unknown key 'depth'")]
    public void What_does_not_fit_is_refused_with_what_to_do(string settings, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Build(settings)).Message, StringComparison.Ordinal);

    internal static IContextStrategy Build(string settings)
    {
        var reading = new Reading();
        var node = Yaml.ReadMap("context.yaml", new StringReader($"context: {settings}"));
        var strategy = ContextStrategies.All.Build(new SettingsMap(node, "", reading).KindMap("context")!);
        reading.Errors.ThrowIfAny();
        return strategy!;
    }

    internal static Population Assemble(string settings, IReadOnlyList<CostSim.Documents.Document> documents, IReadOnlyList<CostSim.Documents.Question> questions, ContextWindow? window = null, int system = 100, double answer = 50)
    {
        var library = new Library(documents, new Documents.SampleTokenizer(), 2);
        var asked = AskedQuestion.Spread(documents, questions, [.. documents.Select(_ => 1.0 / documents.Count)]);
        return Assembling.Assemble(library, asked, Build(settings), new AssemblyTerms(new Prompt(new(system), new(0)), new(40), answer, window ?? ContextWindow.Unlimited));
    }
}
