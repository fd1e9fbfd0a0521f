using System.Text;
using CostSim.Files;

namespace CostSim.Cli.Commands;

/// <summary>Standard output, or a file that appears whole or not at all.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly WholeFile? file;
    private bool isDone;

    public OutputFile(string? path, TextWriter standard)
    {
        file = path is null or "-" ? null : new WholeFile(path);
        Writer = file is null ? standard : new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            bufferSize: 1 << 16, leaveOpen: true);
    }

    public TextWriter Writer { get; }

    public void MoveIntoPlace()
    {
        Writer.Flush();
        if (file is null)
            return;
        isDone = true;
        Writer.Dispose();
        file.MoveIntoPlace();
    }

    public void Dispose()
    {
        if (file is null)
            return;
        try
        {
            if (!isDone)
                Writer.Dispose();
        }
        finally
        {
            file.Dispose();
        }
    }
}
