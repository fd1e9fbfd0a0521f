using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CostSim.Answers;
using CostSim.Files;

namespace CostSim.Cli.Commands;

/// <summary>The options that make a run a sweep, and say which part of it is done where.</summary>
internal sealed class SweepOptions
{
    private const long UsualLimit = 100_000;

    private readonly Option<string[]> vary =
        new("--vary")
        {
            Description = "Sweep a value: PATH=a,b,c or a..b:step or a..b:logN (repeatable: every combination)",
            HelpName = "PATH=VALUES"
        };
    private readonly Option<string?> points =
        new("--points") { Description = "Sweep the points of a CSV file whose columns are paths", HelpName = "FILE" };
    private readonly Option<int?> sample =
        new("--sample")
        {
            Description = "With --vary: this many points, spread evenly over the ranges, a..b or a..b:log (Sobol)",
            HelpName = "N"
        };
    private readonly Option<long> limit = new("--points-limit")
    {
        Description = "Refuse a sweep with more points than this",
        DefaultValueFactory = _ => UsualLimit,
        HelpName = "N"
    };
    private readonly Option<bool> resume = new("--resume") { Description = "Go on with a sweep that was interrupted" };
    private readonly Option<string?> shard =
        new("--shard")
        {
            Description = "Do part i of n of a sweep, or of the trials of one run; auto/n takes i from an array job's index",
            HelpName = "I/N"
        };

    public bool Resume(ParseResult parsed) => parsed.GetValue(resume);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { vary, points, sample, limit, resume, shard })
            command.Add(option);
        command.Validators.Add(Check);
        shard.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && ShardNumber.Problem(text) is { } problem)
                r.AddError($"--shard {text}: {problem}");
        });
        sample.Within(1);
        limit.Within(1);
    }

    public bool IsAsked(ParseResult parsed) => parsed.GetValue(vary) is { Length: > 0 } || parsed.GetValue(points) is not null;

    /// <summary>Which part of how many; 1 of 1 where no shard is named.</summary>
    public (int Shard, int Shards)? Shard(ParseResult parsed) => parsed.GetValue(shard) is { } text ? ShardNumber.Parse(text) : null;

    /// <summary>The points that are asked for. Throws <see cref="InputException"/>.</summary>
    public SweepPlan Plan(ParseResult parsed)
    {
        var errors = new InputErrors();
        var axes = (parsed.GetValue(vary) ?? []).Select(text => errors.Try(Location.Of($"--vary {text}"), () => SweepAxis.Parse(text)))
            .OfType<SweepAxis>().ToList();
        var listed = parsed.GetValue(points) is { } file ? errors.Try(Location.Of(file), () => PointsFile.Read(file)) : null;
        if (axes.Any(a => a.Path == "currency") || listed?.Paths.Contains("currency") == true)
            errors.Add(Location.Of("--vary currency"), "the currency cannot be varied, since it names the columns; run a sweep for each");
        errors.ThrowIfAny();
        if (parsed.GetValue(sample) is { } count)
        {
            Refuse(count, parsed);
            return SweepPlan.Sample(axes, count);
        }

        var plan = SweepPlan.Of(axes, listed);
        Refuse(plan.Count, parsed);
        return plan;
    }

    private void Refuse(decimal count, ParseResult parsed)
    {
        var most = parsed.GetValue(limit);
        if (count > most)
            throw new InputException(Location.Of("--vary"),
                string.Create(CultureInfo.InvariantCulture,
                    $"makes {count:#,0} points, more than the {most:#,0} of --points-limit; raise it with --points-limit, or take a sample "
                    + $"of them with --sample 1000"));
    }

    private void Check(CommandResult parsed)
    {
        var isSweep = parsed.GetValue(vary) is { Length: > 0 } || parsed.GetValue(points) is not null;
        if (parsed.GetResult(sample) is not null && (parsed.GetValue(vary) is not { Length: > 0 } || parsed.GetValue(points) is not null))
            parsed.AddError("--sample takes points from the ranges of --vary and cannot be combined with --points");
        if (!isSweep && parsed.GetResult(resume) is { Implicit: false })
            parsed.AddError("--resume is about a sweep; say what varies with --vary or --points");
    }
}
