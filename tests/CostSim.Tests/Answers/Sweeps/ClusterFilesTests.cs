using System.Text.Json.Nodes;
using CostSim.Cli;
using CostSim.Files;
using CostSim.Tests.Files;

namespace CostSim.Tests.Answers;

public sealed class ClusterFilesTests : IDisposable
{
    private readonly SmallScenario scenario = new();

    public void Dispose() => scenario.Dispose();

    [Fact]
    public void The_job_of_Kubernetes_is_one_by_its_schema()
    {
        var yaml = YamlText.Of(Files().Kubernetes());

        var read = Read(yaml);
        Assert.Empty(JsonSchemaCheck.Problems(Schema("kubernetes-job"), Schema("kubernetes-job"), read));
        Assert.Equal(8, read["spec"]!["completions"]!.GetValue<double>());
        Assert.Equal(3, read["spec"]!["backoffLimitPerIndex"]!.GetValue<double>());
        Assert.Equal(["run", "scenarios/contract-qa", "--vary", "seed=1,2", "--shard", "auto/8", "-o", "out/contract-qa/shards", "-q"], Args(read));
    }

    [Fact]
    public void The_job_and_its_definition_of_AWS_Batch_are_ones_by_their_schemas()
    {
        var schema = Schema("aws-batch");

        Assert.Empty(JsonSchemaCheck.Problems(schema, schema["$defs"]!["definition"]!, Sent(Files().BatchDefinition())));
        Assert.Empty(JsonSchemaCheck.Problems(schema, schema["$defs"]!["job"]!, Sent(Files().BatchJob())));
        Assert.Equal(4, Files().BatchDefinition()["retryStrategy"]!["attempts"]!.GetValue<int>());
    }

    [Fact]
    public void A_schema_sees_a_misspelt_field() =>
        Assert.Equal([".spec.completion: is not known"], JsonSchemaCheck.Problems(Schema("kubernetes-job"), Schema("kubernetes-job"), JsonNode.Parse(
            """{ "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "a" }, "spec": { "completion": 2, "template": { "spec": { "restartPolicy": "Never", "containers": [] } } } }""")!));

    // What YAML, a pod or a shell would read as something else stays the text that it is.
    [Theory]
    [InlineData("yes")]
    [InlineData("a: b # c")]
    [InlineData("'\"\\{[*&!|>%@`")]
    [InlineData("{{ template }}")]
    [InlineData("ünïcode 表")]
    [InlineData("- item")]
    [InlineData("1e3")]
    public void Whatever_an_argument_holds_it_is_read_back_as_it_was(string value)
    {
        var read = Read(YamlText.Of(Files(arguments: ["run", "s.yaml", "--set", value]).Kubernetes()));

        Assert.Equal(value, Args(read)[3]);
    }

    [Fact]
    public void A_variable_of_a_pod_is_not_replaced()
    {
        var read = Read(YamlText.Of(Files(arguments: ["run", "s.yaml", "--set", "scenario=$(HOSTNAME)"]).Kubernetes()));

        Assert.Equal("scenario=$$(HOSTNAME)", Args(read)[3]);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../elsewhere/scenario.yaml")]
    [InlineData("line\nbreak")]
    public void A_path_that_a_task_cannot_see_and_a_line_break_are_refused(string word) =>
        Assert.Throws<InputException>(() => Files(arguments: ["run", word]).Kubernetes());

    [Fact]
    public void A_reference_of_Batch_is_refused() =>
        Assert.Throws<InputException>(() => Files(arguments: ["run", "s.yaml", "--set", "scenario=Ref::x"]).BatchDefinition());

    [Theory]
    [InlineData("Contract QA / 2027", "costsim-contract-qa---2027")]
    [InlineData("__", "costsim")]
    [InlineData("表", "costsim")]
    [InlineData("a-very-long-name-of-a-scenario-that-goes-on-and-on-and-on-and-on", "costsim-a-very-long-name-of-a-scenario-that-goes-o")]
    public void A_job_has_a_name_that_a_cluster_takes(string name, string taken) =>
        Assert.Equal(taken, Files(name).Kubernetes()["metadata"]!["name"]!.GetValue<string>());

    [Theory]
    [InlineData("kubernetes", "registry.example:5000/team/costsim:0.1.0", "data", null, null)]
    [InlineData("kubernetes", "costsim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "data.one", null, null)]
    [InlineData("kubernetes", "costsim; rm -rf /", "data", null, "--image costsim; rm -rf /: must be an image")]
    [InlineData("kubernetes", "costsim\n", "data", null, "--image costsim␊: must be an image")]
    [InlineData("kubernetes", "costsim", "Data_1", null, "--volume Data_1: must be the name of a persistent volume claim")]
    [InlineData("kubernetes", "costsim", "data", "q", "--queue: is for --submit aws-batch")]
    [InlineData("aws-batch", "costsim", "fs-0123456789abcdef0", "jobs", null)]
    [InlineData("aws-batch", "costsim", "fs-0123456789abcdef0", "arn:aws:batch:eu-west-1:123456789012:job-queue/jobs", null)]
    [InlineData("aws-batch", "costsim", "data", "jobs", "--volume data: must be the id of an EFS file system")]
    [InlineData("aws-batch", "costsim", "fs-0123456789abcdef0", null, "--submit aws-batch goes to a job queue; name it with --queue")]
    [InlineData("aws-batch", "costsim", "fs-0123456789abcdef0", "a b", "--queue a b: must be the name or the ARN of a job queue")]
    public void Names_that_a_cluster_does_not_take_are_refused(string engine, string image, string volume, string? queue, string? says)
    {
        var wrong = ClusterFiles.Wrong(engine, new ClusterPlace(image, volume, queue, 3), shards: 8);

        Assert.True(says is null ? wrong is null : wrong?.StartsWith(says, StringComparison.Ordinal) == true, wrong);
    }

    [Fact]
    public async Task The_command_line_writes_the_files_and_says_what_to_do_with_them()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, scenario.Folder);

        var refused = await Cli.Run("run", relative, "--vary", "simulation.seed=1,2", "--submit", "kubernetes", "--array", "2", "--image", "costsim:1", "--volume", "data", "-o", scenario.Out, "-q");
        var lacks = await Cli.Run("run", scenario.Folder, "--vary", "simulation.seed=1,2", "--submit", "aws-batch", "--array", "2", "--image", "costsim:1");
        var idle = await Cli.Run("run", scenario.Folder, "--vary", "simulation.seed=1,2", "--submit", "script", "--array", "2", "--image", "costsim:1");
        var nodes = await Cli.Run("run", scenario.Folder, "--vary", "simulation.seed=1,2", "--submit", "kubernetes", "--nodes", "2", "--image", "costsim:1", "--volume", "data");

        Assert.Equal(1, refused.Exit);
        Assert.Contains("is a path outside the volume", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: --submit aws-batch needs --image and --volume: what runs, and where all tasks write", lacks.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: --image goes with --submit kubernetes or aws-batch", idle.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: --nodes: whole nodes are Slurm's; take --array N with --submit kubernetes", nodes.Error, StringComparison.Ordinal);
    }

    private static ClusterFiles Files(string name = "contract-qa", IReadOnlyList<string>? arguments = null) => new(
        new ArrayJob(name, arguments ?? ["run", "scenarios/contract-qa", "--vary", "seed=1,2"], 8, WholeNodes: false, "out/contract-qa"),
        new ClusterPlace("registry.example/costsim:0.1.0", "costsim-data", "jobs", 3));

    private static JsonNode Sent(JsonNode document) => JsonNode.Parse(document.ToJsonString())!;

    private static JsonNode Read(string yaml) => JsonSchemaCheck.Json(CostSim.Files.Yaml.ReadMap("job.yaml", new StringReader(yaml)))!;

    private static List<string> Args(JsonNode job) =>
        [.. job["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => a!.GetValue<string>())];

    private static JsonNode Schema(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Cases", "cluster", $"{name}.schema.json")))!;
}
