using CostSim.Answers;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;
using CostSim.Tokens;

namespace CostSim.Tests.Prompts;

/// <summary>Tokens that nobody types: what a provider adds to a prompt and bills.</summary>
public sealed class PromptOverheadTests
{
    private const string Weather =
        """
        [{"type": "function", "function": {"name": "get_current_weather", "description": "Get the current weather in a given location",
          "parameters": {"type": "object", "properties": {
            "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
            "unit": {"type": "string", "description": "The unit of temperature to return", "enum": ["celsius", "fahrenheit"]}},
          "required": ["location"]}}}]
        """;

    [Theory]
    [InlineData("openai/gpt-4o", "o200k_base", 101)]
    [InlineData("openai/gpt-4", "cl100k_base", 105)]
    public void Functions_and_messages_count_as_the_provider_says_that_it_bills_them(string model, string tokenizer, long billed)
    {
        var (overhead, counter) = (PromptOverheads.Find(model), Tokenizers.Get(tokenizer));
        var words = counter.Count("You are a helpful assistant that can answer to questions about the weather.").Value
            + counter.Count("What's the weather like in San Francisco?").Value;

        // The cookbook's example: its prompt was billed with this many tokens.
        Assert.Equal(billed, words + overhead.Frame(2).Value + overhead.Functions!.Count(Weather, counter)!.Value.Value);
    }

    [Fact]
    public void A_word_to_gpt_4o_is_eight_tokens()
    {
        var result = Run("hi.yaml", ("hi.txt", "Hi"));

        Assert.Equal(8, result.Designs[0].InputTokens);
        Assert.Equal(7, result.Designs[0].PartTokens(PromptPart.Frame));
    }

    [Fact]
    public void Tools_bring_the_hidden_prompt_of_their_provider()
    {
        var result = Run("tools.yaml", ("hi.txt", "Hi"), ("tools.json", Weather));

        var (with, without) = (result.Designs[0], result.Designs[1]);
        var raw = with.Design.Tools.Tokens(with.Design.Tokenizer).Value;
        Assert.Equal(raw + 346, with.InputTokens - without.InputTokens, 1e-9);
        // What is not known of the frame is said.
        Assert.Contains("chat frame", Omissions.Of(result));
    }

    [Theory]
    [InlineData("tool_choice: any", 313)]
    [InlineData("tool_choice: auto", 346)]
    [InlineData("overhead: none", 0)]
    public void The_choice_of_tools_and_a_key_decide_on_the_hidden_prompt(string key, int hidden)
    {
        var design = Read($"model: anthropic/claude-sonnet-4-6, context: whole-document, tools: 300, {key}");

        Assert.Equal(hidden, design.Prompt.Hidden.Value);
    }

    [Fact]
    public void A_choice_of_tools_that_makes_no_difference_is_refused() =>
        Assert.Contains("tool_choice: makes no known difference", Assert.Throws<InputException>(() => Read("model: openai/gpt-4o, context: whole-document, tools: 300, tool_choice: any")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_turn_of_a_conversation_has_a_frame()
    {
        // Two earlier turns are four messages, with the system's and the user's six: 6 x 4 + 3.
        var call = new ModelCall([new(PromptPart.System, new(10), Reuse.Everywhere), new(PromptPart.Question, new(5), Reuse.Request)], 1, default) { EarlierMessages = 4 };

        Assert.Equal(27, call.Framed(PromptOverheads.Find("openai/gpt-4o")).Tokens(PromptPart.Frame).Value);
    }

    private static CostSim.Scenarios.Design Read(string design)
    {
        using var scenario = new SmallScenario($"documents: [documents]\ntraffic: {{ requests_per_day: 10 }}\nprices: {{ as_of: 2026-11-01 }}\ndesigns: {{ a: {{ {design} }} }}\n");
        return ScenarioFile.Load(scenario.Folder, new LoadOptions()).Designs[0];
    }

    private static Result Run(string file, params (string Name, string Text)[] beside)
    {
        var folder = Given.Copy("law", file);
        foreach (var (name, text) in beside)
            File.WriteAllText(Path.Combine(folder.FullName, name), text);
        var result = Simulation.Run(ScenarioFile.Load(Path.Combine(folder.FullName, file), new LoadOptions()));
        folder.Delete(recursive: true);
        return result;
    }
}
