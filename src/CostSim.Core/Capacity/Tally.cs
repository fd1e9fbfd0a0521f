namespace CostSim.Capacity;

/// <summary>Where a request was served.</summary>
internal enum Way
{
    Main,
    Provisioned,
    Spilled,
    FellBack,
}

/// <summary>
/// Counts what becomes of the requests while they are played, each as many times as the requests of the month that it represents.
/// </summary>
internal sealed class Tally(CapacityTerms terms, int requests)
{
    // Of a sample so many latencies are kept, each for as many requests as any other.
    private const int Kept = 200_000;

    private readonly float[] latencies = new float[requests];
    private readonly List<float> weights = [];
    private int timed, peakActive;
    private double served, throttled, queued, dropped, spilled, fellBack, switched, timedOut, good, errors, retries;
    private double paid, fellBackPaid, fallbackExtra, timeoutExtra, spillPaid, droppedSaved, switchedSaved;

    public void Active(int now) => peakActive = Math.Max(peakActive, now);

    public void Error(in SimulatedRequest r) => errors += r.Weight;

    public void Retry(in SimulatedRequest r) => retries += r.Weight;

    public void Serve(in SimulatedRequest r, double seconds, Way way, bool wasThrottled, bool wasQueued)
    {
        double weight = r.Weight;
        served += weight;
        throttled += wasThrottled ? weight : 0;
        queued += wasQueued ? weight : 0;
        var cost = weight * terms.RatesOf(r).Of(r);
        paid += cost;
        if (way == Way.Spilled)
            (spilled, spillPaid) = (spilled + weight, spillPaid + cost);
        if (way == Way.FellBack)
            (fellBack, fellBackPaid, fallbackExtra) =
                (fellBack + weight, fellBackPaid + cost, fallbackExtra + (weight * terms.FallbackRates.Of(r)) - cost);
        if (terms.GoodSeconds is not { } limit || seconds <= limit || r.Batch)
            good += weight;
        if (!r.Batch && weight > 0)
            Time((float)seconds, r.Weight);
    }

    public void Drop(in SimulatedRequest r, bool wasThrottled)
    {
        dropped += r.Weight;
        throttled += wasThrottled ? r.Weight : 0;
        droppedSaved += r.Weight * terms.RatesOf(r).Of(r);
    }

    // A call that is cut off was written, and is paid; what own GPUs wrote is not paid by the token.
    public void TimeOut(in SimulatedRequest r, bool atFallback, bool onOwn)
    {
        timedOut += r.Weight;
        timeoutExtra += onOwn ? 0 : r.Weight * (atFallback ? terms.FallbackRates.Of(r) : terms.RatesOf(r).Of(r));
    }

    public void Switch(in SimulatedRequest r)
    {
        switched += r.Weight;
        switchedSaved += r.Weight * (1 - terms.SwitchedInput) * (terms.RatesOf(r).Of(r) - (r.Output * terms.RatesOf(r).Output));
    }

    public CapacityOutcome Outcome(SimulatedRequest[] all)
    {
        var (peak, peakTokens) = PeakMinute(all);
        return new CapacityOutcome
        {
            Requests = Whole(weights.Count == 0 && all.All(r => r.Weight == 1) ? all.Length : all.Sum(r => (double)r.Weight)),
            Served = Whole(served),
            Throttled = Whole(throttled),
            Queued = Whole(queued),
            Dropped = Whole(dropped),
            Spilled = Whole(spilled),
            FellBack = Whole(fellBack),
            Switched = Whole(switched),
            Errors = Whole(errors),
            TimedOut = Whole(timedOut),
            Retries = Whole(retries),
            Good = Whole(good),
            Latencies = Sorted(),
            PeakRequestsPerMinute = peak,
            PeakTokensPerMinute = peakTokens,
            PeakActive = peakActive,
            Paid = paid,
            FellBackPaid = fellBackPaid,
            FallbackExtra = fallbackExtra,
            TimeoutExtra = timeoutExtra,
            SpillPaid = spillPaid,
            DroppedSaved = droppedSaved,
            SwitchedSaved = switchedSaved,
        };
    }

    /// <summary>The most calls and the most tokens that arrive in a minute, the tokens as limits count them.</summary>
    private (double Calls, double Tokens) PeakMinute(SimulatedRequest[] all)
    {
        var (calls, tokens, peak, peakTokens, minute) = (0.0, 0.0, 0.0, 0.0, -1L);
        foreach (ref readonly var r in all.AsSpan())
        {
            if ((long)(r.At / 60) != minute)
                (minute, calls, tokens) = ((long)(r.At / 60), 0, 0);
            calls += r.Calls;
            tokens += LimitCounts.Tokens(terms.Limits, r);
            (peak, peakTokens) = (Math.Max(peak, calls), Math.Max(peakTokens, tokens));
        }

        return (peak, peakTokens);
    }

    private static int Whole(double count) => (int)Math.Min(int.MaxValue, Math.Round(count));

    // Weights are kept from the first on that is not 1.
    private void Time(float seconds, float weight)
    {
        if (weights.Count > 0 || weight != 1)
        {
            while (weights.Count < timed)
                weights.Add(1);
            weights.Add(weight);
        }

        latencies[timed++] = seconds;
    }

    private float[] Sorted()
    {
        var sorted = latencies[..timed];
        if (weights.Count == 0)
        {
            Array.Sort(sorted);
            return sorted;
        }

        var by = weights.ToArray();
        Array.Sort(sorted, by);
        var (kept, whole) = (new float[Math.Min(Kept, timed)], by.Sum(w => (double)w));
        var (at, below) = (0, 0.0);
        for (var i = 0; i < kept.Length; i++)
        {
            while (at < timed - 1 && below + by[at] < (i + 0.5) / kept.Length * whole)
                below += by[at++];
            kept[i] = sorted[at];
        }

        return kept;
    }
}
