using System.Security.Cryptography;
using System.Text;

namespace CostSim.Answers;

/// <summary>Lines that carry the beginning of their own SHA-256, so that a torn one is known.</summary>
internal static class SweepLines
{
    private const int Digits = 16;

    public static byte[] Of(string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return [.. Encoding.ASCII.GetBytes(HashOf(body)), (byte)' ', .. body, (byte)'\n'];
    }

    /// <summary>The lines from the start with where each starts and where the next does, up to the first that is not whole.</summary>
    public static IEnumerable<(string Json, long Start, long Next)> Read(Stream file)
    {
        file.Position = 0;
        var reader = new LineReader(file);
        for (var start = 0L; reader.Next() is { } line; start = reader.Position)
        {
            if (Checked(line) is not { } json)
                yield break;
            yield return (json, start, reader.Position);
        }
    }

    /// <summary>The line that starts at a place of a file whose lines were read before.</summary>
    public static string At(Stream file, long start)
    {
        file.Position = start;
        return new LineReader(file).Next() is { } line && Checked(line) is { } json
            ? json
            : throw new IOException("a line of the journal has changed since it was written; delete the journal and start again");
    }

    private static string? Checked(ReadOnlySpan<byte> line) =>
        line.Length > Digits && line[Digits] == ' ' && line[(Digits + 1)..] is var body
            && Encoding.ASCII.GetString(line[..Digits]) == HashOf(body) ? Encoding.UTF8.GetString(body) : null;

    private static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body))[..Digits];

    // Lines that end at LF; what follows the last LF is none.
    private sealed class LineReader(Stream file)
    {
        private byte[] buffer = new byte[1 << 14];
        private int start;
        private int end;

        public long Position { get; private set; } = file.Position;

        public byte[]? Next()
        {
            while (true)
            {
                var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                if (length >= 0)
                {
                    var line = buffer.AsSpan(start, length).ToArray();
                    start += length + 1;
                    Position += length + 1;
                    return line;
                }

                if (start > 0)
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                (end, start) = (end - start, 0);
                if (end == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var read = file.Read(buffer, end, buffer.Length - end);
                if (read == 0)
                    return null;
                end += read;
            }
        }
    }
}
