using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>
/// A request of typed lengths as one design sends it: the laws of what varies, after the model's limits, and a call with all that is
/// the same every time. Whatever prices or counts typed requests reads this.
/// </summary>
internal sealed record TypedRequest(UncertainLaw Input, UncertainLaw Output, UncertainLaw? Reasoning, double Correlation, RequestWay Way)
{
    /// <summary>The part of the prompt whose length varies: the whole of it, or the context.</summary>
    public required string Varying { get; init; }

    public ModelCall Call => Way.Calls[0];

    /// <summary>Tokens of input that every request has in addition to the law.</summary>
    public TokenCount FixedInput => Call.Input;

    public double MeanInput => MeanRatio.Mean(Input) + FixedInput.Value;

    public double MeanOutput => MeanRatio.Mean(Output) + (Reasoning is { } thought ? MeanRatio.Mean(thought) : 0);

    public static TypedRequest Of(TypedLengths lengths, Design design)
    {
        List<PromptTokens> parts = lengths.IncludesPrompt
            ? []
            :
            [
                new(PromptPart.System, design.System.Tokens(design.Tokenizer), Reuse.Everywhere),
                new(PromptPart.Tools, design.Tools.Tokens(design.Tokenizer), Reuse.Everywhere),
                new(PromptPart.Question, lengths.Question, Reuse.Request),
            ];
        if (lengths.Image is { } image && design.ImageRule?.OfImage(image.Width, image.Height, image.Detail) is { } each)
            parts.Add(new(PromptPart.Images, new TokenCount(each.Value * image.Count), Reuse.Request));
        var call = new ModelCall([.. parts.Where(p => p.Tokens.Value > 0)], 1, TokenCount.Zero);
        var (output, reasoning) =
            (Cut(lengths.Output, design.MaxOutput), design.Reasoning is { } thought ? Cut(thought, design.MaxOutput) : null);
        var way = new RequestWay([call], []) { Embedding = design.Embedding is null ? TokenCount.Zero : lengths.Question };
        return new TypedRequest(Fitted(lengths.Input, call, MeanRatio.Mean(output), design.Window), output, reasoning,
            lengths.Correlation, way)
        {
            Varying = lengths.IncludesPrompt ? "input" : "context",
        };
    }

    /// <summary>
    /// Most tokens of the varying part that fit into the window next to the fixed parts and a mean answer; null where nothing limits it.
    /// </summary>
    public static double? Room(TokenCount fixedInput, double meanOutput, ContextWindow window) =>
        window.Tokens is { } most ? most.Value - fixedInput.Value - Math.Ceiling(meanOutput) : null;

    private static UncertainLaw Fitted(UncertainLaw input, ModelCall call, double meanOutput, ContextWindow window) =>
        window.Truncates && Room(call.Input, meanOutput, window) is { } room ? input.CappedAt(Math.Max(0, room)) : input;

    private static UncertainLaw Cut(UncertainLaw length, TokenCount? most) => most is { } limit ? length.CappedAt(limit.Value) : length;
}
