using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostSim.Files;

namespace CostSim.Cli;

/// <summary>What a cluster must be told of a job besides its command line.</summary>
/// <param name="Image">The image whose entry point is costsim.</param>
/// <param name="Volume">The claim (Kubernetes) or the EFS file system (AWS Batch) that all tasks write to.</param>
/// <param name="Queue">The job queue of AWS Batch.</param>
/// <param name="Retries">How often a task that failed is started again.</param>
internal sealed record ClusterPlace(string Image, string Volume, string? Queue, int Retries);

/// <summary>
/// An array job as the files of a cluster: an Indexed Job of Kubernetes, or a job definition and an array job of AWS Batch. Names that
/// a cluster would not take, or would read as something else, are refused.
/// </summary>
internal sealed partial class ClusterFiles(ArrayJob job, ClusterPlace place)
{
    /// <summary>Where the volume is mounted; the current folder is meant to be what it holds.</summary>
    public const string Mount = "/data";

    // A pod is named by its job and its index, in 63 characters.
    private const int LongestName = 50;
    private const int Cpus = 2;
    private const int MemoryMib = 4096;

    private string Name
    {
        get
        {
            var letters = string.Concat(job.Scenario.ToLowerInvariant()
                .Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-'));
            var name = $"costsim-{letters}";
            return name[..Math.Min(name.Length, LongestName)].TrimEnd('-');
        }
    }

    /// <summary>The path of the shards on the volume.</summary>
    private string Shards => $"{Inside(job.Folder).Replace('\\', '/')}/shards";

    private IEnumerable<string> Words =>
        [.. job.Arguments.Select(Inside), "--shard", $"auto/{job.Shards.ToString(CultureInfo.InvariantCulture)}", "-o", Shards, "-q"];

    /// <summary>Why the cluster would not take the job; null where it would.</summary>
    public static string? Wrong(string engine, ClusterPlace place, int shards) => engine switch
    {
        _ when !Image().IsMatch(place.Image) =>
            $"--image {SafeOutput.Plain(place.Image)}: must be an image such as registry.example/costsim:0.1.0",
        "kubernetes" when place.Queue is not null => "--queue: is for --submit aws-batch",
        "kubernetes" when !Claim().IsMatch(place.Volume) || place.Volume.Length > 253 =>
            $"--volume {SafeOutput.Plain(place.Volume)}: must be the name of a persistent volume claim, such as costsim-data",
        "aws-batch" when !FileSystem().IsMatch(place.Volume) =>
            $"--volume {SafeOutput.Plain(place.Volume)}: must be the id of an EFS file system, such as fs-0123456789abcdef0",
        "aws-batch" when place.Queue is not { } queue => "--submit aws-batch goes to a job queue; name it with --queue",
        "aws-batch" when !Queue().IsMatch(place.Queue!) =>
            $"--queue {SafeOutput.Plain(place.Queue!)}: must be the name or the ARN of a job queue",
        "aws-batch" when shards < 2 => "--array 1: an array of AWS Batch has at least 2 tasks",
        _ => null,
    };

    /// <summary>The Indexed Job: each pod works out the shard of its index, and one that dies is started again.</summary>
    public JsonObject Kubernetes() => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["completionMode"] = "Indexed",
            ["completions"] = job.Shards,
            ["parallelism"] = job.Shards,
            ["backoffLimitPerIndex"] = place.Retries,
            ["template"] = new JsonObject
            {
                ["spec"] = new JsonObject
                {
                    ["restartPolicy"] = "Never",
                    ["containers"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "costsim",
                        ["image"] = place.Image,
                        ["workingDir"] = Mount,
                        // A pod replaces $(NAME) in its arguments; $$ keeps it as it is.
                        ["args"] = Strings(Words.Select(w => w.Replace("$(", "$$(", StringComparison.Ordinal))),
                        ["resources"] = new JsonObject
                        {
                            ["requests"] = new JsonObject { ["cpu"] = $"{Cpus}", ["memory"] = $"{MemoryMib}Mi" }
                        },
                        ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = "work", ["mountPath"] = Mount }),
                    }),
                    ["volumes"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "work",
                        ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = place.Volume }
                    }),
                },
            },
        },
    };

    /// <summary>The job definition of AWS Batch: image, volume, resources, retries.</summary>
    public JsonObject BatchDefinition() => new()
    {
        ["jobDefinitionName"] = Name,
        ["type"] = "container",
        ["retryStrategy"] = new JsonObject { ["attempts"] = place.Retries + 1 },
        ["containerProperties"] = new JsonObject
        {
            ["image"] = place.Image,
            ["command"] = Strings(Words.Select(WithoutReference)),
            ["resourceRequirements"] = new JsonArray(Resource("VCPU", Cpus), Resource("MEMORY", MemoryMib)),
            ["mountPoints"] = new JsonArray(new JsonObject { ["sourceVolume"] = "work", ["containerPath"] = Mount, ["readOnly"] = false }),
            ["volumes"] = new JsonArray(new JsonObject
            {
                ["name"] = "work",
                ["efsVolumeConfiguration"] = new JsonObject { ["fileSystemId"] = place.Volume }
            }),
        },
    };

    /// <summary>The array job of AWS Batch.</summary>
    public JsonObject BatchJob() => new()
    {
        ["jobName"] = Name,
        ["jobQueue"] = place.Queue,
        ["jobDefinition"] = Name,
        ["arrayProperties"] = new JsonObject { ["size"] = job.Shards },
    };

    private static JsonArray Strings(IEnumerable<string> words) => [.. words.Select(w => (JsonNode)JsonValue.Create(w))];

    private static JsonObject Resource(string type, int value) =>
        new() { ["type"] = type, ["value"] = value.ToString(CultureInfo.InvariantCulture) };

    // A task sees the volume alone: a path of this machine would be another one there, or none.
    private static string Inside(string word)
    {
        _ = ShellWords.Path(word);
        return Path.IsPathRooted(word) || word.Split('/', '\\').Contains("..")
            ? throw new InputException(Location.Of(word),
                $"is a path outside the volume, and a task sees only the volume (as {Mount}); run this in the folder that the volume "
                + $"holds, with paths relative to it")
            : word;
    }

    private static string WithoutReference(string word) => word.Contains("Ref::", StringComparison.Ordinal)
        ? throw new InputException(Location.Of(word), "holds Ref::, which AWS Batch replaces by a parameter; write it without")
        : word;

    [GeneratedRegex(@"\A(?=.{1,255}\z)[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Claim();

    [GeneratedRegex(@"\Afs-[0-9a-f]{8,40}\z")]
    private static partial Regex FileSystem();

    [GeneratedRegex(@"\A([A-Za-z0-9][A-Za-z0-9_-]{0,127}|arn:aws[a-z-]*:batch:[a-z0-9-]+:[0-9]{12}:job-queue/[A-Za-z0-9_-]{1,128})\z")]
    private static partial Regex Queue();
}
