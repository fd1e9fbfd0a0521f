namespace CostSim.Tests;

/// <summary>A test of what only Unix has: a POSIX shell, permissions, pipes with names.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs a POSIX shell, Unix permissions or named pipes";
    }
}

/// <inheritdoc cref="UnixFactAttribute"/>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs a POSIX shell, Unix permissions or named pipes";
    }
}
