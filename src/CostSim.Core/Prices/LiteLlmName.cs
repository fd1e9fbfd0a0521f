using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Prices;

/// <summary>What an entry of LiteLLM's table is about: its name holds provider, region and commitment.</summary>
internal sealed partial record LiteLlmName(string Provider, string Model, string Kind, string Tier, string Region)
{
    private static readonly Dictionary<string, string> Providers = new()
    {
        ["text-completion-openai"] = "openai",
        ["gemini"] = "google",
        ["bedrock"] = "aws",
        ["bedrock_converse"] = "aws",
        ["azure_ai"] = "azure",
        ["cohere_chat"] = "cohere",
        ["voyage"] = "voyageai",
    };

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["chat"] = "chat",
        ["completion"] = "chat",
        ["responses"] = "chat",
        ["audio_transcription"] = "transcription",
        ["audio_speech"] = "speech",
        ["image_generation"] = "image",
        ["image_edit"] = "image",
        ["video_generation"] = "video",
        ["search"] = "tool",
        ["vector_store"] = "tool",
    };

    public static LiteLlmName Of(string name, string provider, string? mode)
    {
        var kind = mode is null ? "" : Kinds.GetValueOrDefault(mode, mode);
        var by = provider.StartsWith("vertex_ai", StringComparison.Ordinal)
            ? "vertex-ai"
            : Providers.GetValueOrDefault(provider, provider.Replace('_', '-'));
        if (Commitment().Match(name) is { Success: true } unit)
            return new LiteLlmName(by, unit.Groups["model"].Value, "provisioned", $"provisioned-{unit.Groups["months"].Value}mo",
                unit.Groups["region"].Value);
        if (Prefixes().Match(name) is { Success: true } prefix)
            name = name[prefix.Length..];
        else if (provider.Length > 0 && name.StartsWith(provider + "/", StringComparison.Ordinal))
            name = name[(provider.Length + 1)..];
        if (by == "azure" && AzureRegion().Match(name) is { Success: true } zone)
            return new LiteLlmName(by, name[zone.Length..], kind, "standard", zone.Groups["region"].Value is "global" or "global-standard"
                ? "global"
                : zone.Groups["region"].Value);
        // The id of an inference profile is a model of its own; a path of a region leads to the region's price.
        if (by == "aws" && AwsRegion().Match(name) is { Success: true } place)
            return new LiteLlmName(by, name[place.Length..], kind, "standard", place.Groups["region"].Value);
        return new LiteLlmName(by, name, kind, "standard", "global");
    }

    public static bool IsPrice(string key) => key.Contains("cost", StringComparison.Ordinal)
        || key.Contains("pricing", StringComparison.Ordinal);

    public static string WhyLeftOut(JsonProperty key) => key.Name switch
    {
        "search_context_cost_per_query" =>
            $"a web search fee ({string.Join("/", key.Value.EnumerateObject().OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => v.Value.GetRawText()))} a call for high/low/medium); tools have records of their own",
        "code_interpreter_cost_per_session" or "file_search_cost_per_1k_calls" => "a tool's fee; tools have records of their own",
        _ => $"there is no meter for it ({key.Value.GetRawText()})",
    };

    [GeneratedRegex(@"^bedrock/(?<region>[a-z0-9-]+)/(?<months>\d+)-month-commitment/(?<model>.+)$")]
    private static partial Regex Commitment();

    [GeneratedRegex("^(openai|anthropic|gemini|deepseek|mistral|groq|voyage|xai|perplexity|cohere|azure|azure_ai|vertex_ai|dashscope|databricks|minimax|deepgram|openrouter|fireworks_ai|bedrock)/")]
    private static partial Regex Prefixes();

    [GeneratedRegex("^(?<region>eu|us|global|global-standard)/")]
    private static partial Regex AzureRegion();

    [GeneratedRegex(@"^(?<region>[a-z]{2}(-gov)?-[a-z]+-\d)/")]
    private static partial Regex AwsRegion();
}
