using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CostSim.Files;

/// <summary>
/// Keeps vectors by the hash of endpoint, model and text, a file each: whole or absent, so that shards may share a store. A store that
/// cannot be written only costs time.
/// </summary>
internal sealed class EmbeddingStore(string? folder)
{
    public float[]? Find(string model, string text)
    {
        if (folder is null)
            return null;
        try
        {
            var bytes = File.ReadAllBytes(FileOf(model, text));
            return bytes.Length > 0 && bytes.Length % sizeof(float) == 0 ? MemoryMarshal.Cast<byte, float>(bytes).ToArray() : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Keep(string model, string text, float[] vector)
    {
        if (folder is null)
            return;
        var file = FileOf(model, text);
        var writing = string.Create(CultureInfo.InvariantCulture, $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.writing");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(writing, MemoryMarshal.AsBytes(vector.AsSpan()));
            File.Move(writing, file, overwrite: true);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            File.Delete(writing);
        }
    }

    private string FileOf(string model, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{text}")));
        return Path.Combine(folder!, "vectors", hash[..2], hash + ".f32");
    }
}
