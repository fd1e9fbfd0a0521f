using CostSim.Randomness;

namespace CostSim.Logs;

/// <summary>
/// Calls that share an id (a trace, a parent span or a session), gathered in bounded memory: how many there are, how their input
/// grows from one to the next, and how long the waits between them are.
/// </summary>
internal sealed class RunSketch
{
    // Runs that are open at once; a later call of an older one begins a new run.
    private const int Open = 5_000;

    // An id of more calls than this names a service or a user, not one request.
    public const int MostCalls = 200;

    // Later turns of a conversation no longer find what the cache held.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Run> open = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly SortedDictionary<int, long> counts = [];
    private readonly List<double> firstInputs = [];
    private readonly RandomStream random = new RandomStreams(1).For(0, 1);
    private long overlong, growths, waits, middles;
    private double growth, wait, middleOutput, steps;

    /// <summary>Runs that were seen whole, by their number of calls.</summary>
    public IReadOnlyDictionary<int, long> Counts => counts;

    public long Runs { get; private set; }

    public long Calls { get; private set; }

    /// <summary>Tokens of the prompt of a run's first call.</summary>
    public Running First { get; } = new();

    /// <summary>Tokens of the output of a run's last call.</summary>
    public Running Last { get; } = new();

    /// <summary>Tokens that went in over all calls of a run.</summary>
    public Running Input { get; } = new();

    /// <summary>Mean number of calls of a run.</summary>
    public double CallsPerRun => Runs > 0 ? (double)Calls / Runs : 0;

    /// <summary>Mean growth of the input from one call to the next.</summary>
    public double Growth => growths > 0 ? growth / growths : 0;

    /// <summary>Mean output of a call that another one follows.</summary>
    public double MiddleOutput => middles > 0 ? middleOutput / middles : 0;

    /// <summary>Mean of n(n - 1)/2 over runs of n calls: how often a step's growth is sent.</summary>
    public double MeanSteps => Runs > 0 ? steps / Runs : 0;

    /// <summary>Mean wait from one call to the next, of waits of at most an hour.</summary>
    public TimeSpan Wait => waits > 0 ? TimeSpan.FromSeconds(wait / waits) : TimeSpan.Zero;

    /// <summary>True where the ids name runs of several calls, not services or single calls.</summary>
    public bool AreRuns => Runs >= 10 && CallsPerRun >= 1.15 && overlong < 0.1 * (Calls + overlong);

    /// <summary>The input that all but one in twenty first calls have at least: what they can have in common.</summary>
    public double SharedInput => firstInputs.Count == 0 ? 0 : firstInputs.Order().ElementAt((int)(0.05 * (firstInputs.Count - 1)));

    /// <summary>Adds a call; true where it begins a run.</summary>
    public bool Add(string id, in LogRecord record)
    {
        var begins = !open.TryGetValue(id, out var run);
        if (begins)
        {
            open[id] = run = new Run();
            order.Enqueue(id);
            if (open.Count > Open)
                Close(order.Dequeue());
        }

        run!.Add(record);
        return begins;
    }

    /// <summary>Closes the runs that are still open.</summary>
    public void End()
    {
        while (order.Count > 0)
            Close(order.Dequeue());
    }

    private void Close(string id)
    {
        if (!open.Remove(id, out var run))
            return;
        if (run.Count > MostCalls)
        {
            overlong += run.Count;
            return;
        }

        var calls = run.InOrder();
        counts[calls.Count] = counts.GetValueOrDefault(calls.Count) + 1;
        Runs++;
        Calls += calls.Count;
        steps += calls.Count * (calls.Count - 1) / 2.0;
        First.Add(calls[0].Input);
        Last.Add(calls[^1].Output);
        Input.Add(calls.Sum(c => c.Input));
        Keep(calls[0].Input);
        for (var i = 1; i < calls.Count; i++)
        {
            (growth, growths) = (growth + calls[i].Input - calls[i - 1].Input, growths + 1);
            (middleOutput, middles) = (middleOutput + calls[i - 1].Output, middles + 1);
            if (calls[i].At - calls[i - 1].At is var between && between <= LongestWait)
                (wait, waits) = (wait + between.TotalSeconds, waits + 1);
        }
    }

    // Each first call has the same chance to be kept (Vitter's algorithm R).
    private void Keep(double input)
    {
        if (firstInputs.Count < 2_000)
            firstInputs.Add(input);
        else if ((long)(random.Uniform() * Runs) is var place && place < firstInputs.Count)
            firstInputs[(int)place] = input;
    }

    private sealed class Run
    {
        private readonly List<(DateTimeOffset At, double Input, double Output)> calls = [];

        public int Count { get; private set; }

        public void Add(in LogRecord record)
        {
            Count++;
            if (calls.Count <= MostCalls)
                calls.Add((record.From, record.Input, record.Output));
        }

        // Exports write a span when it ends, so that calls need not come in order; of one moment the shorter came first.
        public List<(DateTimeOffset At, double Input, double Output)> InOrder() => [.. calls.OrderBy(c => c.At).ThenBy(c => c.Input)];
    }
}
