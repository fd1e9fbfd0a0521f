namespace CostSim.Capacity;

/// <summary>Where a request was served.</summary>
internal enum Way
{
    Main,
    Provisioned,
    Spilled,
    FellBack,
}

/// <summary>Counts what becomes of the requests while they are played.</summary>
internal sealed class Tally(CapacityTerms terms, int requests)
{
    private readonly float[] latencies = new float[requests];
    private int timed, served, throttled, queued, dropped, spilled, fellBack, switched, timedOut, good, peakActive;
    private double paid, fallbackExtra, timeoutExtra, spillPaid, droppedSaved, switchedSaved;

    public int Errors { get; set; }

    public int Retries { get; set; }

    public void Active(int now) => peakActive = Math.Max(peakActive, now);

    public void Serve(in SimulatedRequest r, double seconds, Way way, bool wasThrottled, bool wasQueued)
    {
        served++;
        throttled += wasThrottled ? 1 : 0;
        queued += wasQueued ? 1 : 0;
        var cost = terms.RatesOf(r).Of(r);
        paid += cost;
        if (way == Way.Spilled)
            (spilled, spillPaid) = (spilled + 1, spillPaid + cost);
        if (way == Way.FellBack)
            (fellBack, fallbackExtra) = (fellBack + 1, fallbackExtra + terms.FallbackRates.Of(r) - cost);
        if (terms.GoodSeconds is not { } limit || seconds <= limit || r.Batch)
            good++;
        if (!r.Batch)
            latencies[timed++] = (float)seconds;
    }

    public void Drop(in SimulatedRequest r, bool wasThrottled)
    {
        dropped++;
        throttled += wasThrottled ? 1 : 0;
        droppedSaved += terms.RatesOf(r).Of(r);
    }

    // A call that is cut off was written, and is paid.
    public void TimeOut(in SimulatedRequest r, bool atFallback)
    {
        timedOut++;
        timeoutExtra += atFallback ? terms.FallbackRates.Of(r) : terms.RatesOf(r).Of(r);
    }

    public void Switch(in SimulatedRequest r)
    {
        switched++;
        switchedSaved += (1 - terms.SwitchedInput) * (terms.RatesOf(r).Of(r) - (r.Output * terms.RatesOf(r).Output));
    }

    public CapacityOutcome Outcome(SimulatedRequest[] all)
    {
        var (peak, peakTokens) = PeakMinute(all);
        var sorted = latencies[..timed];
        Array.Sort(sorted);
        return new CapacityOutcome
        {
            Requests = all.Length,
            Served = served,
            Throttled = throttled,
            Queued = queued,
            Dropped = dropped,
            Spilled = spilled,
            FellBack = fellBack,
            Switched = switched,
            Errors = Errors,
            TimedOut = timedOut,
            Retries = Retries,
            Good = good,
            Latencies = sorted,
            PeakRequestsPerMinute = peak,
            PeakTokensPerMinute = peakTokens,
            PeakActive = peakActive,
            Paid = paid,
            FallbackExtra = fallbackExtra,
            TimeoutExtra = timeoutExtra,
            SpillPaid = spillPaid,
            DroppedSaved = droppedSaved,
            SwitchedSaved = switchedSaved,
        };
    }

    /// <summary>The most calls and the most tokens that arrive in a minute.</summary>
    public static (double Calls, double Tokens) PeakMinute(SimulatedRequest[] all)
    {
        var (calls, tokens, peak, peakTokens, minute) = (0.0, 0.0, 0.0, 0.0, -1L);
        foreach (ref readonly var r in all.AsSpan())
        {
            if ((long)(r.At / 60) != minute)
                (minute, calls, tokens) = ((long)(r.At / 60), 0, 0);
            calls += r.Calls;
            tokens += r.Input + r.Output;
            (peak, peakTokens) = (Math.Max(peak, calls), Math.Max(peakTokens, tokens));
        }

        return (peak, peakTokens);
    }
}
