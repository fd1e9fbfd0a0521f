using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Prices;

/// <summary>The rules by which genai-prices recognises a model's names.</summary>
internal static class GenaiMatch
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);

    public static bool Holds(JsonElement rule, string name)
    {
        var (kind, value) = rule.EnumerateObject().Select(r => (r.Name, r.Value)).FirstOrDefault();
        return kind switch
        {
            "equals" => name.Equals(value.GetString(), StringComparison.OrdinalIgnoreCase),
            "starts_with" => name.StartsWith(value.GetString()!, StringComparison.OrdinalIgnoreCase),
            "ends_with" => name.EndsWith(value.GetString()!, StringComparison.OrdinalIgnoreCase),
            "contains" => name.Contains(value.GetString()!, StringComparison.OrdinalIgnoreCase),
            "regex" => Matches(value.GetString()!, name),
            "or" => value.EnumerateArray().Any(r => Holds(r, name)),
            "and" => value.EnumerateArray().All(r => Holds(r, name)),
            _ => false,
        };
    }

    // A pattern that this engine does not read recognises nothing; the entry then counts as a new model.
    private static bool Matches(string pattern, string name)
    {
        try
        {
            return Regex.IsMatch(name, pattern, RegexOptions.CultureInvariant, Limit);
        }
        catch (Exception refused) when (refused is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
