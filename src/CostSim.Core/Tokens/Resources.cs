namespace CostSim.Tokens;

/// <summary>The bytes that the assembly carries.</summary>
internal static class Resources
{
    /// <summary>A resource in place: embedded ones lie in memory already, so nothing is copied.</summary>
    public static unsafe ReadOnlySpan<byte> Read(string name)
    {
        var stream = (UnmanagedMemoryStream)typeof(Resources).Assembly.GetManifestResourceStream(name)!;
        return new ReadOnlySpan<byte>(stream.PositionPointer, checked((int)stream.Length));
    }
}
