using System.Globalization;

namespace CostSim.Files;

/// <summary>
/// A file of the user's store, for nobody else to read: what is kept of a document is as confidential as the document. It is whole or
/// absent; one that cannot be read is absent, and one that cannot be written only costs time.
/// </summary>
internal static class StoreFile
{
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var writing = string.Create(CultureInfo.InvariantCulture,
            $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.writing");
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(writing, content);
            File.Move(writing, path, overwrite: true);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // Deleting throws where the folder itself could not be made.
            if (File.Exists(writing))
                File.Delete(writing);
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
