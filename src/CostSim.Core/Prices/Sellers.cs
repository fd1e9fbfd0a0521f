namespace CostSim.Prices;

/// <summary>Who sells a model, by the many names that gateways and SDKs have for a seller.</summary>
internal static class Sellers
{
    private static readonly Dictionary<string, string> Names = Of(
        ("openai", ["openai", "openai_chat", "text-completion-openai", "openai-chat", "openai_responses"]),
        ("azure", ["azure", "azure_openai", "azureopenai", "azure_ai", "azure-openai", "az.ai.openai", "azure.ai.openai", "az.ai.inference",
            "azure.ai.inference", "microsoft", "azure_text", "azure_ai_foundry", "azurefoundry", "microsoft azure"]),
        ("aws", ["bedrock", "bedrock_converse", "bedrock-converse", "aws", "aws.bedrock", "aws_bedrock", "aws-bedrock", "amazon-bedrock",
            "amazon_bedrock", "amazon", "amazon bedrock", "bedrock_mantle", "amazon web services"]),
        ("google", ["google", "gemini", "gcp", "gcp.gemini", "gcp.gen_ai", "gcp.vertex_ai", "vertex_ai", "vertex_ai_beta", "vertexai",
            "vertex", "google-vertex", "google_ai_studio", "google_genai", "google-genai", "google_vertexai", "vertex_ai-language-models",
            "vertex_ai-anthropic_models", "google.generative-ai", "google cloud", "google cloud platform"]),
        ("anthropic", ["anthropic", "anthropic_text"]), ("mistral", ["mistral", "mistral_ai", "mistralai", "mistral ai"]),
            ("cohere", ["cohere", "cohere_chat"]), ("deepseek", ["deepseek"]),
        ("xai", ["xai", "x_ai", "x-ai", "grok"]), ("groq", ["groq"]),
            ("together", ["together", "together_ai", "togetherai", "together-ai"]), ("perplexity", ["perplexity", "perplexity-ai"]),
            ("voyageai", ["voyageai", "voyage", "voyage_ai"]));

    /// <summary>Programs that serve a model on machines of one's own: no provider bills their tokens.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "ollama", "ollama_chat", "vllm", "hosted_vllm", "llamafile", "lm_studio", "lmstudio", "localai", "llama.cpp", "llama_cpp",
        "llamacpp", "tgi", "text-generation-inference", "sglang", "xinference", "custom", "custom_openai", "openai_like", "local",
        "gpt4all", "triton", "nvidia_nim_local", "docker_model_runner", "sagemaker", "sagemaker_chat",
    };

    // Who made a model, by how its models are named.
    private static readonly (string Start, string Maker)[] Makers =
    [
        ("gpt-", "openai"), ("chatgpt", "openai"), ("o1", "openai"), ("o3", "openai"), ("o4", "openai"), ("text-embedding-3", "openai"),
            ("text-embedding-ada", "openai"), ("whisper", "openai"), ("tts-", "openai"), ("dall-e", "openai"), ("codex", "openai"),
            ("computer-use", "openai"), ("omni-moderation", "openai"),
        ("claude", "anthropic"), ("gemini", "google"), ("mistral", "mistral"), ("codestral", "mistral"), ("ministral", "mistral"),
            ("deepseek", "deepseek"), ("command", "cohere"), ("rerank", "cohere"), ("embed-", "cohere"), ("grok", "xai"),
            ("voyage", "voyageai"), ("sonar", "perplexity"),
    ];

    /// <summary>The book's name of a seller; the name itself, in lower case, where it is not a known one.</summary>
    public static string Of(string name)
    {
        if (Names.TryGetValue(name, out var known))
            return known;
        // SDKs add the interface: openai.responses, amazon-bedrock.chat, google.vertex.chat.
        for (var dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (Names.TryGetValue(name[..dot], out var maker))
                return maker;
        }

        return name.ToLowerInvariant();
    }

    public static bool IsKnown(string name) => Names.ContainsKey(name) || Names.ContainsValue(Of(name)) || Own.Contains(name);

    public static bool IsOwn(string name) => Own.Contains(name);

    /// <summary>True for a cloud that sells the models of other makers too.</summary>
    public static bool IsCloud(string seller) => seller is "aws" or "azure" or "google";

    /// <summary>The maker of a model by its bare name; null where the name does not show it.</summary>
    public static string? MakerOf(string model) => Makers.FirstOrDefault(m => model.StartsWith(m.Start, StringComparison.OrdinalIgnoreCase))
        .Maker;

    private static Dictionary<string, string> Of(params (string Seller, string[] Names)[] sellers)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (seller, aliases) in sellers)
        {
            foreach (var alias in aliases)
                names[alias] = seller;
        }

        return names;
    }
}
