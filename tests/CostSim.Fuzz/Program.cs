using System.Diagnostics;
using System.Globalization;
using CostSim.Fuzz;

// --seconds N: for so long; --inputs N: so many of each kind; --kind K: only these; --only KIND:NUMBER: one input again; --table FILE: where the table goes;
// --longest N: seconds of the processor that an input may take (10).
string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
int Number(string name, int absent) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : absent;

Judge.Longest = TimeSpan.FromSeconds(Number("--longest", 10));
var folder = Directory.CreateTempSubdirectory("costsim-fuzz-").FullName;
Environment.CurrentDirectory = folder;
Seeds.Lay(folder);
await Fuzzing.Run(["run", Path.Combine(folder, "scenario.yaml"), "--store", "off", "-q", "-o", Path.Combine(folder, "kept")]);
await Fuzzing.Run(["run", Path.Combine(folder, "scenario.yaml"), "--store", "off", "-q", "-o", Path.Combine(folder, "kept"), "--shard", "1/2"]);
var seeds = Seeds.All(folder);
var valid = true;
foreach (var seed in seeds)
{
    Seeds.Lay(folder);
    Fuzzing.Write(folder, seed, seed.Content, seeds);
    if (await Fuzzing.Run(seed.Command) is { Exit: not (0 or 3 or 4) } invalid)
    {
        Console.WriteLine($"{seed.Kind} {seed.File} is not valid before it is changed: {invalid.Error}");
        valid = false;
    }
}

if (!valid)
    return 2;

var kinds = seeds.Select(s => s.Kind).Distinct().Where(k => Option("--kind") is not { } wanted || wanted == k).ToList();
if (Option("--only") is { } only)
{
    var (kind, number) = (only.Split(':')[0], int.Parse(only.Split(':')[1], CultureInfo.InvariantCulture));
    var (wrong, run) = await Fuzzing.One(folder, [.. seeds.Where(s => s.Kind == kind)], number);
    Console.WriteLine($"{folder}\nexit {run.Exit}\n{run.Output}{run.Error}\n{wrong ?? "fine"}");
    return wrong is null ? 0 : 1;
}

var (most, until, clock) = (Number("--inputs", int.MaxValue), TimeSpan.FromSeconds(Number("--seconds", Option("--inputs") is null ? 60 : int.MaxValue / 2_000)), Stopwatch.StartNew());
var table = kinds.ToDictionary(k => k, _ => new Tally());
for (var number = Number("--from", 0); number < most && clock.Elapsed < until; number++)
{
    foreach (var kind in kinds.Where(_ => clock.Elapsed < until))
    {
        var (wrong, run) = await Fuzzing.One(folder, [.. seeds.Where(s => s.Kind == kind)], number);
        table[kind].Add(run, wrong);
        if (wrong is not null)
            Console.WriteLine($"{kind}:{number} {wrong}");
    }
}

var lines = new List<string> { "| kind | inputs | answered | refused | other exits | slowest, s | wrong |", "|---|---:|---:|---:|---:|---:|---:|" };
lines.AddRange(table.Select(t => t.Value.Row(t.Key)));
foreach (var line in lines)
    Console.WriteLine(line);
if (Option("--table") is { } path)
    File.WriteAllLines(path, lines);
Directory.Delete(folder, recursive: true);
return table.Values.Any(t => t.Wrong > 0) ? 1 : 0;
