using System.Globalization;
using CostSim.Logs;

namespace CostSim.Actuals;

/// <summary>The shape of a request of several calls, as a design says it.</summary>
internal enum RunShape
{
    /// <summary>A request is a run of calls, each of which sends again all that went before.</summary>
    Agent,

    /// <summary>A request is a turn of a conversation that sends the earlier turns again.</summary>
    History,
}

/// <summary>
/// A request of several calls that the log shows: its numbers are chosen so that the tokens of a run are those of the log in the mean.
/// </summary>
internal sealed record RunFit
{
    // More values than this make a list that nobody reads; the rest is lumped together.
    private const int MostValues = 24;

    public required RunShape Shape { get; init; }

    public required RunSketch Runs { get; init; }

    /// <summary>Tokens that all first calls can have in common: instructions and tools.</summary>
    public required double System { get; init; }

    public required double Question { get; init; }

    /// <summary>Tokens that a call writes to go on; of an agent alone.</summary>
    public double Call { get; init; }

    /// <summary>Tokens that come back between two calls; of an agent alone.</summary>
    public double Result { get; init; }

    /// <summary>Steps of a run, or turns of a conversation, and the share of each number.</summary>
    public required IReadOnlyList<(int Count, double Share)> Counts { get; init; }

    /// <summary>The runs of a log as an agent; null where its calls do not share an id.</summary>
    public static RunFit? Agent(RunSketch runs)
    {
        if (!runs.AreRuns || runs.MeanSteps <= 0)
            return null;
        // Growth per step such that the input of a mean run is met exactly.
        var growth = Math.Max(0, (runs.Input.Mean - (runs.CallsPerRun * runs.First.Mean)) / runs.MeanSteps);
        var (system, question) = Prompt(runs.SharedInput, runs.First.Mean);
        var call = Math.Min(runs.MiddleOutput, growth);
        return new RunFit
        {
            Shape = RunShape.Agent,
            Runs = runs,
            System = system,
            Question = question,
            Call = call,
            Result = growth - call,
            Counts = CountsOf(runs, -1)
        };
    }

    /// <summary>The conversations of a log; null where turns share no session, or their input does not grow.</summary>
    public static RunFit? History(RunSketch sessions)
    {
        if (!sessions.AreRuns || sessions.CallsPerRun < 1.5)
            return null;
        // A turn sends again the question and the answer of each turn before it.
        var earlier = sessions.MeanSteps / sessions.CallsPerRun;
        var (mean, answer) = (sessions.Input.Mean / sessions.CallsPerRun,
            ((sessions.CallsPerRun - 1) * sessions.MiddleOutput + sessions.Last.Mean) / sessions.CallsPerRun);
        var question = sessions.Growth - answer;
        var system = mean - question - (earlier * (question + answer));
        return question < 1 || system < 0 ? null
            : new RunFit
            {
                Shape = RunShape.History,
                Runs = sessions,
                System = system,
                Question = question,
                Counts = CountsOf(sessions, 0)
            };
    }

    private static (double System, double Question) Prompt(double shared, double mean)
    {
        var system = Math.Min(shared, mean - 1);
        return system > 0 ? (system, mean - system) : (0, mean);
    }

    private static List<(int, double)> CountsOf(RunSketch runs, int shift)
    {
        var all = runs.Counts.Select(c => (Count: c.Key + shift, Share: (double)c.Value / runs.Runs)).ToList();
        if (all.Count <= MostValues)
            return all;
        var (kept, tail) = (all.Take(MostValues - 1).ToList(), all.Skip(MostValues - 1).ToList());
        var share = tail.Sum(t => t.Share);
        return [.. kept, ((int)Math.Round(tail.Sum(t => t.Count * t.Share) / share), share)];
    }

    /// <summary>The law of steps or turns as a scenario writes it.</summary>
    public string Law()
    {
        if (Counts is [var only])
            return only.Count.ToString(CultureInfo.InvariantCulture);
        var shares = Counts.Select(c => Math.Round((decimal)c.Share, 4)).ToList();
        shares[shares.IndexOf(shares.Max())] += 1 - shares.Sum();
        return string.Create(CultureInfo.InvariantCulture,
            $"{{ choice: {{ values: [{string.Join(", ", Counts.Select(c => c.Count))}], shares: "
            + $"[{string.Join(", ", shares.Select(s => s.ToString(CultureInfo.InvariantCulture)))}] }} }}");
    }
}
