namespace CostSim.Files;

/// <summary>Opens what a path leads to, and never waits for a pipe that nobody fills. Throws <see cref="UnreadableException"/>.</summary>
internal static class InputStream
{
    /// <summary>The path that represents standard input.</summary>
    public const string Standard = "-";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Stream Open(string fullPath)
    {
        try
        {
            if (fullPath == Standard)
                return IsStandardInputClosed() ? Stream.Null : Console.OpenStandardInput();
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

    // Where the caller closed standard input, the runtime's first pipe gets descriptor 0, and reading it would wait forever for the
    // runtime itself. A pipe whose writing end is open in this process is such a pipe.
    private static bool IsStandardInputClosed()
    {
        const string descriptors = "/proc/self/fd";
        if (!OperatingSystem.IsLinux() || !Directory.Exists(descriptors))
            return false;

        var input = TargetOf(Path.Combine(descriptors, "0"));
        return input is null
            || (input.Contains("pipe:[", StringComparison.Ordinal) && Directory.EnumerateFiles(descriptors)
                .Any(d => TargetOf(d) == input && IsWritable(Path.GetFileName(d))));
    }

    private static bool IsWritable(string descriptor)
    {
        const int accessMode = 3;
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(l => l.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags[6..].Trim(), 8) & accessMode) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            // The descriptor of the listing itself is closed by now.
            return null;
        }
    }

    // Opening a named pipe waits until something writes to it: on a thread of its own, which is left behind if nothing does.
    private static FileStream OpenInTime(string fullPath)
    {
        var open = Task.Factory.StartNew(() => File.OpenRead(fullPath), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([open], Patience) < 0
            ? throw new UnreadableException("is a pipe that nothing writes to; leave it out, or give a file")
            : open.GetAwaiter().GetResult();
    }
}
