using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// Plays requests against limits: events in the order of time, until every request is served or given up. The same requests
/// and seed under other limits meet the same random numbers.
/// </summary>
internal sealed class RequestSimulation
{
    // Seconds. A shorter wait could vanish in the rounding of a time of day late in a year, and time would then stop.
    private const double ShortestWait = 1e-6;

    private const int Finish = 0, Retry = 1, Wake = 2, Cut = 3, Kinds = 4;

    private readonly SimulatedRequest[] requests;
    private readonly CapacityTerms terms;
    private readonly DegradationPolicy policy;
    private readonly DeploymentChain places;
    private readonly State[] states;
    private readonly RandomStream random;
    private readonly Queue<int> realtime = new(), batch = new();
    private readonly Tally tally;
    private EventHeap events = new(1024);
    private SharedSpeed shared;
    private double wakeAt = double.PositiveInfinity;

    private RequestSimulation(SimulatedRequest[] requests, CapacityTerms terms, ulong seed)
    {
        (this.requests, this.terms, policy) = (requests, terms, terms.Policy);
        states = new State[requests.Length];
        random = new RandomStreams(seed).For(1, 7);
        tally = new Tally(terms, requests.Length);
        places = new DeploymentChain(terms, tally);
        shared = new SharedSpeed(terms.Limits.Gpus);
    }

    /// <summary>Plays requests that are sorted by time.</summary>
    public static CapacityOutcome Run(SimulatedRequest[] requests, CapacityTerms terms, ulong seed)
    {
        if (terms.Limits.Batch is { } queue)
            return BatchQueue.Run(requests, terms, queue);
        // What a policy switches is sent with other tokens; the caller's requests stay as they are.
        var simulation = new RequestSimulation(terms.Policy.Switch is null ? requests : [.. requests], terms, seed);
        simulation.Play();
        return simulation.tally.Outcome(simulation.requests);
    }

    private struct State
    {
        public int Attempts;
        public byte Place;
        public bool Throttled, Queued, TimedOut, Failed, Switched, Shares;
    }

    private void Play()
    {
        for (var next = 0; ;)
        {
            var arrival = next < requests.Length ? requests[next].At : double.PositiveInfinity;
            var ends = shared.Next;
            if (ends <= arrival && ends <= events.Next && ends < double.PositiveInfinity)
                SharedEnd(shared.Take(), ends);
            else if (events.Next <= arrival && events.Count > 0)
                Happen(events.Next, events.Take());
            else if (next < requests.Length)
                Arrive(next++, arrival);
            else
                break;
        }

        // Requests that still wait when nothing will ever make room is given up.
        foreach (var i in realtime.Concat(batch))
            tally.Drop(requests[i], states[i].Throttled);
    }

    private void Arrive(int i, double now)
    {
        if (policy.Switch is { } rule && places[places.Main].Utilisation(now) > rule.AboveShare)
        {
            states[i].Switched = true;
            tally.Switch(requests[i]);
            var (input, cached) = (requests[i].Input * terms.SwitchedInput, requests[i].Cached * terms.SwitchedInput);
            requests[i] = requests[i] with { Input = (float)input, Cached = (float)cached };
        }

        if (policy.OnRefusal == Refusal.Queue && realtime.Count + (requests[i].Batch ? batch.Count : 0) > 0)
            Enqueue(i);
        else
            Attempt(i, now);
    }

    private void Happen(double now, int id)
    {
        var (i, kind) = (id / Kinds, id % Kinds);
        switch (kind)
        {
            case Finish:
                Ended(i, now);
                break;
            case Retry:
                Attempt(i, now);
                break;
            case Cut:
                CutOff(i, now);
                break;
            default:
                // An earlier waking may have taken this one's place.
                if (now >= wakeAt)
                    ServeLine(now);
                break;
        }
    }

    private void Attempt(int i, double now)
    {
        ref var state = ref states[i];
        state.Attempts++;
        var wait = TryPlaces(i, now);
        if (wait < 0)
            return;
        if (policy.OnRefusal == Refusal.Queue)
        {
            Enqueue(i);
            Wait(now, wait);
        }
        else if (policy.OnRefusal == Refusal.Shed || !Again(i, now, wait))
            tally.Drop(requests[i], state.Throttled);
    }

    // A negative answer: it was admitted somewhere; else how long until one of the places may take it.
    private double TryPlaces(int i, double now)
    {
        ref var state = ref states[i];
        var place = places.TryAdmit(requests[i], now, ref state.Throttled, out var wait);
        if (place < 0)
            return wait;
        Start(i, place, now);
        return -1;
    }

    private bool Again(int i, double now, double retryAfter)
    {
        ref var state = ref states[i];
        if (state.Attempts >= policy.MaxAttempts)
            return false;
        var pause = Math.Min(policy.CapSeconds, policy.BaseSeconds * Elementary.Pow(2, state.Attempts - 1));
        if (policy.Jitter)
            pause *= random.Uniform();
        if (policy.HonoursRetryAfter && retryAfter < double.PositiveInfinity)
            pause = Math.Max(pause, retryAfter);
        tally.Retry(requests[i]);
        events.Add(now + pause, (i * Kinds) + Retry);
        return true;
    }

    private void Start(int i, int d, double now)
    {
        ref var state = ref states[i];
        ref readonly var r = ref requests[i];
        state.Place = (byte)d;
        var place = places[d];
        tally.Active(place.Active);
        if (d <= places.Main && terms.ErrorShare > 0 && random.Uniform() < terms.ErrorShare)
        {
            state.Failed = true;
            events.Add(now + terms.Latency.FirstSeconds, (i * Kinds) + Finish);
            return;
        }

        var factor = terms.Latency.Spread == 0 ? 1
            : Elementary.Exp((terms.Latency.Spread * random.Normal()) - (0.5 * terms.Latency.Spread * terms.Latency.Spread));
        if (shared.Exists && d == places.Main)
        {
            shared.Add(now, r.Output, i);
            state.Shares = true;
            // What is left for the answer once the prompt has been read.
            if (terms.Latency.TimeoutSeconds is { } longest)
                events.Add(now + Math.Max(0, longest - terms.Latency.Seconds(r.Calls, r.Input - r.Cached, 0)), (i * Kinds) + Cut);
            return;
        }

        var seconds = factor * terms.Latency.Seconds(r.Calls, r.Input - r.Cached, r.Output);
        if (terms.Latency.TimeoutSeconds is { } timeout && seconds > timeout)
        {
            state.TimedOut = true;
            seconds = timeout;
        }

        if (place.WatchesEnds || state.TimedOut)
        {
            events.Add(now + seconds, (i * Kinds) + Finish);
            return;
        }

        place.Active--;
        Serve(i, now + seconds);
    }

    // A shared answer that did not end in time; one that did is no longer waited for.
    private void CutOff(int i, double now)
    {
        if (!states[i].Shares)
            return;
        shared.Leave(i);
        states[i].TimedOut = true;
        Fail(i, now);
    }

    private void SharedEnd((int Request, bool IsAwaited) answer, double now)
    {
        if (answer.IsAwaited)
        {
            Ended(answer.Request, now);
            return;
        }

        places[places.Main].Ended(requests[answer.Request], now);
        if (realtime.Count + batch.Count > 0)
            ServeLine(now);
    }

    private void Fail(int i, double now)
    {
        ref var state = ref states[i];
        if (state.Failed)
            tally.Error(requests[i]);
        else
            tally.TimeOut(requests[i], state.Place > places.Main, shared.Exists && state.Place == places.Main);
        (state.Failed, state.TimedOut, state.Shares) = (false, false, false);
        if (!Again(i, now, 0))
            tally.Drop(requests[i], state.Throttled);
    }

    private void Ended(int i, double now)
    {
        ref var state = ref states[i];
        state.Shares = false;
        places[state.Place].Ended(requests[i], now);
        if (state.Failed || state.TimedOut)
        {
            Fail(i, now);
        }
        else
        {
            Serve(i, now + (shared.Exists && state.Place == places.Main
                ? terms.Latency.Seconds(requests[i].Calls, requests[i].Input - requests[i].Cached, 0)
                : 0));
        }

        if (realtime.Count + batch.Count > 0)
            ServeLine(now);
    }

    private void Serve(int i, double end)
    {
        ref readonly var state = ref states[i];
        tally.Serve(requests[i], end - requests[i].At, places.WayOf(state.Place), state.Throttled, state.Queued);
    }

    private void Enqueue(int i)
    {
        states[i].Queued = true;
        (requests[i].Batch ? batch : realtime).Enqueue(i);
    }

    private void ServeLine(double now)
    {
        wakeAt = double.PositiveInfinity;
        while (realtime.Count + batch.Count > 0)
        {
            var line = realtime.Count > 0 ? realtime : batch;
            var i = line.Peek();
            if (now - requests[i].At > policy.MaxWaitSeconds + 1e-9)
            {
                _ = line.Dequeue();
                tally.Drop(requests[i], states[i].Throttled);
                continue;
            }

            var wait = TryPlaces(i, now);
            if (wait >= 0)
            {
                Wait(now, Math.Min(wait, Math.Max(0, requests[i].At + policy.MaxWaitSeconds - now) + 1e-6));
                return;
            }

            _ = line.Dequeue();
        }
    }

    private void Wait(double now, double seconds)
    {
        if (seconds == double.PositiveInfinity || now + seconds >= wakeAt)
            return;
        wakeAt = now + Math.Max(seconds, ShortestWait);
        events.Add(wakeAt, Wake);
    }
}
