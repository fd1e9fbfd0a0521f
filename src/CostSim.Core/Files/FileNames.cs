using System.Security.Cryptography;
using System.Text;

namespace CostSim.Files;

/// <summary>
/// Names from outside (scenarios, providers, tables, charts) as names of files. A safe name is one path segment that no system reads as
/// anything else: no separator, no control character, not hidden, not '.' or '..', not a device of Windows, not too long.
/// </summary>
internal static class FileNames
{
    // Half of what file systems allow, so that '.NAME.HOST-PID.writing' fits too.
    private const int MostBytes = 120;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>A name as a file name. A safe name stays as it is.</summary>
    public static string Of(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        var start = plain.Length - plain.TrimStart('.').Length;
        var safe = (new string('-', start) + plain[start..]).TrimEnd('.');
        if (safe.Length == 0)
            safe = "unnamed";
        if (Devices.Contains(safe.Split('.')[0]))
            safe = "-" + safe;
        return Encoding.UTF8.GetByteCount(safe) <= MostBytes ? safe : Shortened(safe, name);
    }

    /// <summary>Whether a name can be a file name as it is.</summary>
    public static bool IsSafe(string name) => Of(name) == name;

    // Two long names that begin alike stay two names.
    private static string Shortened(string safe, string name)
    {
        var kept = new StringBuilder();
        foreach (var rune in safe.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(kept.ToString()) + rune.Utf8SequenceLength > MostBytes - 9)
                break;
            kept.Append(rune.ToString());
        }

        return $"{kept}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }
}
