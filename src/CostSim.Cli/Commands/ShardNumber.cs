using System.Globalization;

namespace CostSim.Cli.Commands;

/// <summary>Part i of n, as typed, or with i from the index that an array job gives its tasks.</summary>
internal static class ShardNumber
{
    private const int Most = 1_000_000;

    /// <summary>Variables with the index of a task, counted from 0.</summary>
    public static IReadOnlyList<(string Variable, string Engine)> Variables { get; } =
        [("SLURM_ARRAY_TASK_ID", "Slurm"), ("JOB_COMPLETION_INDEX", "a Kubernetes Indexed Job"),
            ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS Batch")];

    public static (int Shard, int Shards) Parse(string text)
    {
        var (part, count) = Split(text)!.Value;
        return (part == "auto" ? Index()!.Value + 1 : int.Parse(part, CultureInfo.InvariantCulture), count);
    }

    /// <summary>What is wrong with a shard as it is typed, else null.</summary>
    public static string? Problem(string text)
    {
        if (Split(text) is not var (part, count))
            return "write it as 3/8, the third of eight, or as auto/8";
        if (part == "auto")
        {
            return Index() switch
            {
                null => $"found no index; set one of {string.Join(", ", Variables.Select(v => v.Variable))}, or type the part",
                { } index when index < 0 || index >= count =>
                    $"the array job's index is {index}, but must be from 0 to {count - 1}; start the array with as many tasks as "
                    + $"shards, from 0",
                _ => null,
            };
        }

        return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) && shard >= 1 && shard <= count
            ? null
            : $"the part must be from 1 to {count}";
    }

    private static (string Part, int Count)? Split(string text) =>
        text.Split('/') is [var part, var of] && int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= Most ? (part.Trim(), count) : null;

    private static int? Index() => Variables.Select(v => Environment.GetEnvironmentVariable(v.Variable))
        .Where(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(v => (int?)int.Parse(v!, CultureInfo.InvariantCulture)).FirstOrDefault();
}
