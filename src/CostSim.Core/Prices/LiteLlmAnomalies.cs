using System.Text.Json;

namespace CostSim.Prices;

/// <summary>What is wrong with an entry of LiteLLM's table before any comparison.</summary>
internal static class LiteLlmAnomalies
{
    /// <summary>Why nothing may be made of the entry; null where nothing is wrong.</summary>
    public static string? Of(JsonElement entry, LiteLlmName what)
    {
        if (what.Kind.Length == 0)
            return "has no mode: a class of sizes, not a model";
        if (entry.TryGetProperty("cache_creation_input_audio_token_cost", out var audio) && JsonTable.Number(audio) is > 0)
            return $"cache_creation_input_audio_token_cost {audio.GetRawText()}: nobody charges for writing audio to a cache; probably the "
                + $"price of reading it";
        if (what.Kind == "transcription" && Amount(entry, "output_cost_per_second") > 0)
            return "input and output are both priced by the second: the same audio would be paid twice";
        if (what.Kind is "chat" or "embedding" && Every(entry, 0))
            return "every amount is 0: free or unknown, and zero is not a price";
        if (what.Kind == "chat" && Amount(entry, "input_cost_per_token") is 0 && Amount(entry, "output_cost_per_token") > 0)
            return "input_cost_per_token is 0 while output is not: zero is not a price";
        return null;
    }

    private static decimal? Amount(JsonElement entry, string key) => entry.TryGetProperty(key, out var value)
        ? JsonTable.Number(value)
        : null;

    private static bool Every(JsonElement entry, decimal amount)
    {
        var stated = entry.EnumerateObject().Where(k => LiteLlmName.IsPrice(k.Name)).Select(k => JsonTable.Number(k.Value)).ToList();
        return stated.Count > 0 && stated.All(a => a == amount);
    }
}
