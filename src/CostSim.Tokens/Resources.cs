using System.Reflection;

namespace CostSim.Tokens;

/// <summary>Bytes that an assembly carries.</summary>
internal static class Resources
{
    /// <summary>A resource of this assembly.</summary>
    public static ReadOnlySpan<byte> Read(string name) => Read(typeof(Resources).Assembly, name);

    /// <summary>A resource in place: embedded ones are in memory already, so nothing is copied.</summary>
    public static unsafe ReadOnlySpan<byte> Read(Assembly of, string name)
    {
        var stream = (UnmanagedMemoryStream)of.GetManifestResourceStream(name)!;
        return new ReadOnlySpan<byte>(stream.PositionPointer, checked((int)stream.Length));
    }
}
