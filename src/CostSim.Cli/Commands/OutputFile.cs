using System.Text;

namespace CostSim.Cli.Commands;

/// <summary>Standard output, or a file that appears whole or not at all.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? target;
    private readonly string working = "";

    public OutputFile(string? path, TextWriter standard)
    {
        target = path is null or "-" ? null : Path.GetFullPath(path);
        Writer = standard;
        if (target is null)
            return;
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        working = Path.Combine(folder, $".{Path.GetFileName(target)}.{Environment.ProcessId}.writing");
        Writer = new StreamWriter(working, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
    }

    public TextWriter Writer { get; }

    public void MoveIntoPlace()
    {
        Writer.Flush();
        if (target is null)
            return;
        Writer.Dispose();
        File.Move(working, target, overwrite: true);
    }

    public void Dispose()
    {
        if (target is null)
            return;
        Writer.Dispose();
        File.Delete(working);
    }
}
