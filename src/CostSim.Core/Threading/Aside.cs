namespace CostSim.Threading;

/// <summary>
/// Work that goes on beside its caller's where there is a thread for it, else when its value is asked for; the value is the same.
/// What the work throws is thrown to who asks.
/// </summary>
internal sealed class Aside<T>
{
    private readonly Task<T>? running;
    private readonly Lazy<T>? waiting;

    public Aside(int threads, Func<T> work)
    {
        if (threads > 1)
            running = Task.Run(work);
        else
            waiting = new Lazy<T>(work);
    }

    public T Value => waiting is null ? running!.GetAwaiter().GetResult() : waiting.Value;
}
