using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Keeps vectors by the hash of endpoint, model and text, a file each, so that shards may share a store.</summary>
internal sealed class EmbeddingStore(string? folder)
{
    public float[]? Find(string model, string text) =>
        folder is not null && StoreFile.Read(FileOf(model, text)) is { Length: > 0 } bytes && bytes.Length % sizeof(float) == 0
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : null;

    public void Keep(string model, string text, float[] vector)
    {
        if (folder is not null)
            StoreFile.Write(FileOf(model, text), MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private string FileOf(string model, string text)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\n{text}")));
        return Path.Combine(folder!, "vectors", hash[..2], hash + ".f32");
    }
}
