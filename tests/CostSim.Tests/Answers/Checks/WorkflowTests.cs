using System.Text.RegularExpressions;
using CostSim.Files;

namespace CostSim.Tests.Answers;

/// <summary>The workflow that other repositories copy.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Shared.Repository, "docs", "github-check.yml"));

    private static MapNode Workflow => CostSim.Files.Yaml.ReadMap("github-check.yml", new StringReader(Text));

    [Fact]
    public void It_is_valid_and_its_verdict_always_runs()
    {
        var jobs = Map(Workflow, "jobs");
        var check = Steps(Map(jobs, "check"));

        Assert.Equal("always()", Scalar(check.Single(s => Scalar(s, "name") == "Verdict"), "if"));
        // Whoever may not write a comment still gets a verdict: the comment is a job of its own.
        Assert.DoesNotContain(check, s => Scalar(s, "name") == "Comment");
        Assert.Equal("read", Scalar(Map(Workflow, "permissions"), "contents"));
        Assert.Equal("write", Scalar(Map(Map(jobs, "comment"), "permissions"), "pull-requests"));
        Assert.Contains("head.repo.full_name == github.repository", Scalar(Map(jobs, "comment"), "if"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_needs_nothing_of_this_repository_and_reads_the_base_branch()
    {
        var runs = string.Join('\n', Map(Workflow, "jobs").Entries.SelectMany(j => Steps((MapNode)j.Value)).Select(s => Scalar(s, "run")));

        Assert.Contains("dotnet tool install --global CostSim --version", runs, StringComparison.Ordinal);
        Assert.DoesNotContain("src/CostSim", Text, StringComparison.Ordinal);
        Assert.Contains("--baseline-ref \"origin/$BASE\"", runs, StringComparison.Ordinal);
        Assert.Contains("--paginate", runs, StringComparison.Ordinal);
        // What an author of a pull request can name must not reach a shell as text.
        Assert.DoesNotContain("${{", runs, StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_are_pinned_to_a_commit()
    {
        var uses = Map(Workflow,
            "jobs").Entries.SelectMany(j => Steps((MapNode)j.Value)).Select(s => Scalar(s, "uses")).Where(u => u.Length > 0).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, u => Assert.Matches(Pinned(), u));
    }

    private static IReadOnlyList<MapNode> Steps(MapNode job) => [.. ((ListNode)job.Find("steps")!).Items.Cast<MapNode>()];

    private static MapNode Map(MapNode node, string key) => (MapNode)node.Find(key)!;

    private static string Scalar(MapNode node, string key) => (node.Find(key) as ScalarNode)?.Value ?? "";

    [GeneratedRegex("^actions/[a-z-]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();
}
