using System.Globalization;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>A column of a usage table: how it is written, and the column of the whole that holds it.</summary>
internal sealed record UsageColumn(string Name, Meter Meter, string CostName, string? PartOf = null);

/// <summary>
/// Usage as tables state it (README of the price facts, section 4, rules 2 and 3): <c>input_tokens</c> holds its cached,
/// written, audio and image parts, <c>output_tokens</c> its reasoning, audio and image parts. Meters do not overlap, so the
/// rest of each is fresh input or plain output.
/// </summary>
internal static class UsageColumns
{
    private const string Input = "input_tokens";
    private const string Output = "output_tokens";

    public static IReadOnlyList<UsageColumn> All { get; } =
    [
        new(Input, Meter.FreshInput, "cost_input_uncached"),
        new("cache_read_tokens", Meter.CachedInput, "cost_cache_read", Input),
        new("cache_write_5m_tokens", Meter.CacheWrite5m, "cost_cache_write_5m", Input),
        new("cache_write_1h_tokens", Meter.CacheWrite1h, "cost_cache_write_1h", Input),
        new("audio_in_tokens", Meter.AudioInput, "cost_audio_in", Input),
        new("audio_cache_read_tokens", Meter.CachedAudioInput, "cost_audio_cache_read", Input),
        new("image_in_tokens", Meter.ImageInput, "cost_image_in", Input),
        new(Output, Meter.Output, "cost_output_text"),
        new("reasoning_tokens", Meter.Reasoning, "cost_reasoning", Output),
        new("audio_out_tokens", Meter.AudioOutput, "cost_audio_out", Output),
        new("image_out_tokens", Meter.ImageOutput, "cost_image_out", Output),
        new("requests", Meter.Requests, "cost_requests"),
        new("tool_calls", Meter.ToolCalls, "cost_tools"),
        new("rerank_units", Meter.RerankUnits, "cost_rerank"),
        new("audio_seconds", Meter.AudioSeconds, "cost_audio_time"),
        new("pages", Meter.Pages, "cost_pages"),
        new("cache_storage_mtok_hours", Meter.CacheStorage, "cost_cache_storage"),
    ];

    /// <summary>Usage from the amounts of a row, in the order of <see cref="All"/>.</summary>
    public static Usage Read(ReadOnlySpan<decimal> row)
    {
        decimal input = row[0], output = row[7];
        for (var i = 0; i < All.Count; i++)
        {
            if (row[i] < 0)
                throw new RuleException(All[i].Name, FormattableString.Invariant($"must not be negative, but is {row[i]}"));
            input -= All[i].PartOf == Input ? row[i] : 0;
            output -= All[i].PartOf == Output ? row[i] : 0;
        }

        if (input < 0)
            throw new RuleException(Input,
                string.Create(CultureInfo.InvariantCulture,
                    $"is the whole prompt, cached, written, audio and image tokens included, but its parts are {-input:#,0} tokens more; "
                    + $"add them to it"));
        if (output < 0)
            throw new RuleException(Output,
                string.Create(CultureInfo.InvariantCulture,
                    $"is the whole answer, reasoning, audio and image tokens included, but its parts are {-output:#,0} tokens more; add "
                    + $"them to it"));
        return new Usage
        {
            FreshInput = new TokenCount(Whole(Input, input)),
            CachedInput = Tokens(row, 1),
            CacheWrite5m = Tokens(row, 2),
            CacheWrite1h = Tokens(row, 3),
            AudioInput = Tokens(row, 4),
            CachedAudioInput = Tokens(row, 5),
            ImageInput = Tokens(row, 6),
            Output = new TokenCount(Whole(Output, output)),
            Reasoning = Tokens(row, 8),
            AudioOutput = Tokens(row, 9),
            ImageOutput = Tokens(row, 10),
            Requests = Whole(All[11].Name, row[11]),
            ToolCalls = Whole(All[12].Name, row[12]),
            RerankUnits = Whole(All[13].Name, row[13]),
            AudioSeconds = row[14],
            Pages = Whole(All[15].Name, row[15]),
            CacheStorageMtokHours = row[16],
        };
    }

    private static TokenCount Tokens(ReadOnlySpan<decimal> row, int column) => new(Whole(All[column].Name, row[column]));

    private static long Whole(string name, decimal value) => decimal.IsInteger(value) && value <= long.MaxValue
        ? (long)value
        : throw new RuleException(name, FormattableString.Invariant($"must be a whole number, but is {value}"));
}
