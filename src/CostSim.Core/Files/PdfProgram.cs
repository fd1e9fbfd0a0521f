using System.Diagnostics;
using System.Globalization;
using System.Text;
using CostSim.Documents;

namespace CostSim.Files;

/// <summary>
/// Runs <c>pdftotext</c> of poppler over a file. It is started by its name with the file's full path as an argument, never
/// through a shell; its time and its output are bounded.
/// </summary>
internal static class PdfProgram
{
    private const int MaxOutputBytes = 128 * 1024 * 1024;

    // 546 pages take 0.8 seconds; what takes minutes is built to.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly Lazy<string> Program = new(FindVersion);

    /// <summary>Name and version, since another version may print another text; part of the store's key.</summary>
    public static string Version => Program.Value;

    /// <summary>What the program prints for a file. Throws <see cref="UnreadableException"/>.</summary>
    public static byte[] Print(string fullPath)
    {
        _ = Version;
        var (code, output, error) = Run("-layout", "-enc", "UTF-8", fullPath, "-");
        if (error.Contains("Incorrect password", StringComparison.Ordinal))
            throw new UnreadableException("needs a password to open; save a copy without one, or leave it out");
        if (code != 0)
            throw new UnreadableException($"is not a readable PDF ({FirstLine(error)}); open it and save it again, or leave it out");
        return output;
    }

    private static string FindVersion()
    {
        try
        {
            // It prints its version to the error stream: "pdftotext version 22.12.0".
            return string.Concat(FirstLine(Run("-v").Error).Replace("version", "", StringComparison.Ordinal).Where(c => char.IsAsciiLetterOrDigit(c) || c == '.'));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new UnreadableException(
                "needs the program pdftotext to be read, and it is not there; install poppler-utils (Debian, Ubuntu: apt-get install poppler-utils; macOS: brew install poppler)");
        }
    }

    private static (int Code, byte[] Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("pdftotext", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var late = new Timer(_ => Kill(process), null, Patience, Timeout.InfiniteTimeSpan);
        var started = Stopwatch.StartNew();
        var errors = Task.Run(() => Read(process.StandardError.BaseStream, 64 * 1024, process));
        var output = Read(process.StandardOutput.BaseStream, MaxOutputBytes, process);
        var error = Encoding.UTF8.GetString(errors.GetAwaiter().GetResult());
        process.WaitForExit();
        if (output.Length >= MaxOutputBytes)
            throw new UnreadableException("holds more than 128 MB of text; split it");
        if (started.Elapsed >= Patience)
            throw new UnreadableException(string.Create(CultureInfo.InvariantCulture, $"took pdftotext more than {Patience.TotalMinutes:0} minutes; split it, or leave it out"));
        return (process.ExitCode, output, error);
    }

    // Reads on to the end, so that the program never waits for us, but keeps only so much; too much output ends it.
    private static byte[] Read(Stream stream, int most, Process process)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            kept.Write(buffer, 0, (int)Math.Min(read, most - kept.Length));
            if (kept.Length >= MaxOutputBytes)
                Kill(process);
        }

        return kept.ToArray();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ended) when (ended is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself.
        }
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
