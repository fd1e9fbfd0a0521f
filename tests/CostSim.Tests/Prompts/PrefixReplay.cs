using CostSim.Units;

namespace CostSim.Tests.Prompts;

/// <summary>A logged request whose prompt is known as blocks: equal ids are equal text after an equal beginning.</summary>
internal sealed record BlockRequest(TimeSpan At, TokenCount Input, IReadOnlyList<long> Blocks);

/// <summary>Replays logged prompts against a cache of their blocks: what a prefix cache would have served, from the log itself.</summary>
internal static class PrefixReplay
{
    /// <summary>Share of the input tokens that an earlier request began with too, at most <paramref name="timeToLive"/> ago; null for a cache that forgets nothing.</summary>
    public static double ReadShare(IEnumerable<BlockRequest> requests, TokenCount block, TimeSpan? timeToLive = null)
    {
        var used = new Dictionary<long, TimeSpan>();
        long read = 0, input = 0;
        foreach (var request in requests)
        {
            var known = request.Blocks.TakeWhile(id => used.TryGetValue(id, out var at) && (timeToLive is null || request.At - at < timeToLive)).Count();
            // The last block of a prompt is rarely full.
            read += Math.Min(request.Input.Value, known * block.Value);
            input += request.Input.Value;
            foreach (var id in request.Blocks)
                used[id] = request.At;
        }

        return input == 0 ? 0 : (double)read / input;
    }
}
