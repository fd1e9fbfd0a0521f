namespace CostSim.Threading;

/// <summary>
/// A value computed in the background, or on first use when there is one thread; the value is the same.
/// What the work throws is thrown to who asks.
/// </summary>
internal sealed class BackgroundValue<T>
{
    private readonly Task<T>? running;
    private readonly Lazy<T>? waiting;

    public BackgroundValue(int threads, Func<T> work)
    {
        if (threads > 1)
            running = Task.Run(work);
        else
            waiting = new Lazy<T>(work);
    }

    public T Value => waiting is null ? running!.GetAwaiter().GetResult() : waiting.Value;
}
