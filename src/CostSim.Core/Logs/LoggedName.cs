using System.Text.RegularExpressions;
using CostSim.Prices;

namespace CostSim.Logs;

/// <summary>A model as a log names it, divided: who sells it, where, and its bare name.</summary>
internal sealed partial record LoggedName(string Seller, string Model, string? Region)
{
    // Regions and geographies that gateways and inference profiles put before a model.
    private static readonly HashSet<string> Geographies = new(StringComparer.OrdinalIgnoreCase) { "us", "eu", "apac", "ap", "jp", "au",
        "ca", "uk", "sa", "me", "global", "us-gov", "global-standard", "regional" };

    public static LoggedName Of(string name)
    {
        var (seller, rest) = Divided(name);
        string? region = null;
        if (rest.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
        {
            var parts = rest.Split(':', 6);
            (seller, region, rest) = ("aws", parts.Length > 3 && parts[3].Length > 0 ? parts[3] : null, parts.Length > 5
                ? parts[5][(parts[5].IndexOf('/', StringComparison.Ordinal) + 1)..] : rest);
            if (parts.Length > 5 && parts[5].StartsWith("application-inference-profile", StringComparison.Ordinal))
                return new LoggedName("aws", $"application-inference-profile/{rest}", region);
        }

        while (rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            var head = rest[..slash];
            if (Geographies.Contains(head) || DataCentre().IsMatch(head))
                region = head;
            else if (head is not ("models" or "publishers" or "converse" or "invoke" or "projects" or "chat" or "openai" or "anthropic"
                or "google" or "mistral" or "meta") || !IsPath(seller, head))
                break;
            rest = rest[(slash + 1)..];
        }

        if (seller == "aws" && rest.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && Geographies.Contains(rest[..dot]))
            (region, rest) = (rest[..dot], rest[(dot + 1)..]);
        return new LoggedName(seller, rest, region);
    }

    // Words of a path that are not a seller of their own: publishers/google/models/gemini-2.5-pro.
    private static bool IsPath(string seller,
        string head) => head is "models" or "publishers" or "converse" or "invoke" or "projects" or "chat" || Sellers.IsCloud(seller)
        || seller == head;

    private static (string Seller, string Model) Divided(string name)
    {
        if (name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
            return ("aws", name);
        // A path of Google's, not a seller: models/gemini-2.5-pro.
        if (name.StartsWith("models/", StringComparison.Ordinal) || name.StartsWith("publishers/", StringComparison.Ordinal))
            return ("google", name);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
            return (IsBedrockId(name) ? "aws" : "", name);
        var head = name[..slash];
        // A proxy in front of the seller names it in the next part.
        if (head.Equals("litellm_proxy", StringComparison.OrdinalIgnoreCase) || head.Equals("gateway", StringComparison.OrdinalIgnoreCase))
            return Divided(name[(slash + 1)..]);
        return (Sellers.IsOwn(head) ? head.ToLowerInvariant() : Sellers.Of(head), name[(slash + 1)..]);
    }

    // eu.anthropic.claude-.. and anthropic.claude-..-v1:0 are ids of Bedrock alone.
    private static bool IsBedrockId(string name) => BedrockId().IsMatch(name);

    [GeneratedRegex(@"^((us|eu|apac|ap|jp|au|ca|global|us-gov)\.)?(anthropic|amazon|meta|cohere|mistral|ai21|deepseek|openai|qwen|stability|google|nvidia|moonshot|minimax|twelvelabs|writer)\.[a-z0-9]", RegexOptions.IgnoreCase)]
    private static partial Regex BedrockId();

    [GeneratedRegex(@"^[a-z]{2}(-gov)?-[a-z]+-?\d$", RegexOptions.IgnoreCase)]
    private static partial Regex DataCentre();
}
