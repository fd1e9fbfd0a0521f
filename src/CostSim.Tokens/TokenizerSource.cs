using System.Collections.Concurrent;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Tokenizers by name, or from the <c>tokenizer.json</c> that a path leads to.</summary>
internal static class TokenizerSource
{
    private const string FileName = "tokenizer.json";

    // A sweep reads its scenario once a point, and a large file takes seconds.
    private static readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Written), Lazy<ITokenizer>> Known = new();

    /// <summary>Whether a value is a path rather than the name of a tokenizer.</summary>
    public static bool IsPath(string value) =>
        value.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || value.EndsWith(".model", StringComparison.OrdinalIgnoreCase)
            || value.AsSpan().ContainsAny('/', '\\');

    /// <summary>The tokenizer of a name or path.</summary>
    /// <exception cref="RuleException">There is no such tokenizer, or no such file.</exception>
    public static ITokenizer Get(string value) => IsPath(value) ? Read(value, value) : Tokenizers.Get(value);

    /// <summary>Reads a tokenizer file; a folder means the <c>tokenizer.json</c> in it.</summary>
    /// <exception cref="Files.InputException">The file is broken, or asks for what is not supported.</exception>
    public static ITokenizer Read(string name, string path)
    {
        var file = new FileInfo(Directory.Exists(path) ? Path.Combine(path, FileName) : path);
        if (!file.Exists)
            throw new RuleException("tokenizer",
                $"'{name}' is not a file; name a {FileName}, or one of {string.Join(", ", Tokenizers.Names)}");
        return Known.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), _ => new(() => Open(name, file.FullName))).Value;
    }

    private static ITokenizer Open(string name, string path)
    {
        try
        {
            using var json = File.OpenRead(path);
            return TokenizerFile.Read(name, json);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new RuleException("tokenizer", $"'{name}' cannot be opened ({broken.Message}); give read permission, or name another");
        }
    }
}
