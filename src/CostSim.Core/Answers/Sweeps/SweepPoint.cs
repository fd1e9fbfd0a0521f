using System.Security.Cryptography;
using System.Text;
using CostSim.Files;

namespace CostSim.Answers;

/// <summary>One combination of values, in the order of the sweep's paths.</summary>
internal sealed record SweepPoint(long Number, IReadOnlyList<string> Paths, IReadOnlyList<string> Values)
{
    private const int IdDigits = 12;

    /// <summary>Made from the varied values alone: the same tomorrow, in another order of paths, and for 1_000 as for 1000.</summary>
    public string Id
    {
        get
        {
            var lines = Paths.Zip(Values, (path, value) => $"{path}={Canonical(value)}").Order(StringComparer.Ordinal);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..IdDigits];
        }
    }

    /// <summary>A value in one way of writing: a number plainly, a percentage as a share, anything else with single spaces.</summary>
    public static string Canonical(string value) => Numbers.TryDecimal(value, out var number)
        ? AxisNumber.Plain(number)
        : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
