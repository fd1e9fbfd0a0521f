using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Files;

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
        ["vertex_ai-embedding-models"] = "vertex-ai",
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
        var by = Providers.GetValueOrDefault(provider, provider.Replace('_', '-'));
        if (Commitment().Match(name) is { Success: true } unit)
            return new LiteLlmName(by, unit.Groups["model"].Value, "provisioned", $"provisioned-{unit.Groups["months"].Value}mo", unit.Groups["region"].Value);
        if (Prefixes().Match(name) is { Success: true } prefix)
            name = name[prefix.Length..];
        if (by == "azure" && AzureRegion().Match(name) is { Success: true } zone)
            return new LiteLlmName(by, name[zone.Length..], kind, "standard", zone.Groups["region"].Value is "global" or "global-standard" ? "global" : zone.Groups["region"].Value);
        if (by == "aws" && Profile().Match(name) is { Success: true } profile)
            return new LiteLlmName(by, name[profile.Length..], kind, "standard", profile.Groups["region"].Value == "global" ? "global" : $"{profile.Groups["region"].Value} (cross-region regional profile)");
        return new LiteLlmName(by, name, kind, "standard", "global");
    }

    public static bool IsPrice(string key) => key.Contains("cost", StringComparison.Ordinal) || key.Contains("pricing", StringComparison.Ordinal);

    public static string WhyLeftOut(JsonProperty key) => key.Name switch
    {
        "search_context_cost_per_query" => $"a web search fee ({string.Join("/", key.Value.EnumerateObject().OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => v.Value.GetRawText()))} a call for high/low/medium); tools have records of their own",
        "code_interpreter_cost_per_session" or "file_search_cost_per_1k_calls" => "a tool's fee; tools have records of their own",
        _ => $"there is no meter for it ({key.Value.GetRawText()})",
    };

    [GeneratedRegex(@"^bedrock/(?<region>[a-z0-9-]+)/(?<months>\d+)-month-commitment/(?<model>.+)$")]
    private static partial Regex Commitment();

    [GeneratedRegex("^(openai|anthropic|gemini|deepseek|mistral|groq|voyage|xai|perplexity|cohere|azure|azure_ai|vertex_ai|dashscope|databricks|minimax|deepgram|openrouter|fireworks_ai|bedrock)/")]
    private static partial Regex Prefixes();

    [GeneratedRegex("^(?<region>eu|us|global|global-standard)/")]
    private static partial Regex AzureRegion();

    [GeneratedRegex(@"^(?<region>us|eu|apac|jp|au|ca|global)\.")]
    private static partial Regex Profile();
}
