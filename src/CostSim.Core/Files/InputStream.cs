using CostSim.Documents;

namespace CostSim.Files;

/// <summary>Opens what a path leads to, and never waits for a pipe that nobody fills. Throws <see cref="UnreadableException"/>.</summary>
internal static class InputStream
{
    /// <summary>The path that stands for standard input.</summary>
    public const string Standard = "-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Stream Open(string fullPath)
    {
        try
        {
            if (fullPath == Standard)
                return Console.OpenStandardInput();
            // Only what states no length can be a pipe.
            return new FileInfo(fullPath) is { Exists: true, Length: > 0 } ? File.OpenRead(fullPath) : OpenInTime(fullPath);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnreadableException("cannot be opened: permission is denied; give read permission, or leave it out");
        }
        catch (IOException broken)
        {
            throw new UnreadableException($"cannot be opened ({broken.Message}); check the link or the disk, or leave it out");
        }
    }

    // Opening a named pipe waits until something writes to it: on a thread of its own, which is left behind if nothing does.
    private static FileStream OpenInTime(string fullPath)
    {
        var open = Task.Factory.StartNew(() => File.OpenRead(fullPath), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([open], Patience) < 0
            ? throw new UnreadableException("is a pipe that nothing writes to; leave it out, or give a file")
            : open.GetAwaiter().GetResult();
    }
}
