using System.Runtime.InteropServices;
using System.Text;

namespace CostSim.Files;

/// <summary>
/// A file that appears whole or not at all: written next to its place and moved there. A symbolic link is followed and stays a link;
/// a pipe or a device is written to as it is, since a rename would replace it.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string target;
    private readonly string? working;
    private readonly Stream stream;

    public WholeFile(string path)
    {
        if (path.Length == 0 || path.EndsWith(Path.DirectorySeparatorChar) || Directory.Exists(path))
            throw new IOException($"{path} is a folder; name a file");
        target = Path.GetFullPath(path);
        if (IsStream(target))
        {
            stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        target = new FileInfo(target) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : target;
        RefuseReadOnly(target);
        working = Unfinished.PathOf(target);
        stream = new FileStream(working, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Unfinished.Clean(target, working);
    }

    public Stream Stream => stream;

    /// <summary>Writes a text file as UTF-8 without a mark.</summary>
    public static void Write(string path, string text)
    {
        using var file = new WholeFile(path);
        file.Stream.Write(Encoding.UTF8.GetBytes(text));
        file.MoveIntoPlace();
    }

    public void MoveIntoPlace()
    {
        stream.Dispose();
        if (working is null)
            return;
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(working, File.GetUnixFileMode(target));
        File.Move(working, target, overwrite: true);
    }

    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException) when (working is not null)
        {
            // A full disk was reported by the write that failed; what is left is deleted below.
        }

        if (working is not null)
            File.Delete(working);
    }

    // A rename needs no permission on the file that it replaces, but a file made read-only is meant to stay.
    private static void RefuseReadOnly(string path)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{path} is read-only; make it writable, or name another file");
    }

    /// <summary>Whether a path leads to a pipe, a device or a socket.</summary>
    internal static bool IsStream(string path)
    {
        if (OperatingSystem.IsLinux() && Mode(path) is { } mode)
            return (mode & 0xF000) is not (0x8000 or 0x4000);
        // Elsewhere: what exists and states no length may be a pipe; an empty file loses nothing when it is written in place.
        return !OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, Length: 0 };
    }

    // The kind and permissions of what a path leads to; null where there is nothing, or the system cannot say.
    private static int? Mode(string path)
    {
        var about = new byte[256];
        try
        {
            return StatX(AtCurrentFolder, path, 0, StatXMode, about) == 0 ? BitConverter.ToUInt16(about, StatXModeAt) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    // Unlike struct stat, struct statx is the same on every processor: stx_mode is at byte 28.
    private const int AtCurrentFolder = -100, StatXModeAt = 28;
    private const uint StatXMode = 3;

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] about);
}
