using CostSim.Files;

namespace CostSim.Answers;

/// <summary>A path of the scenario and the values that it takes: <c>traffic.requests_per_day=100,1000</c>.</summary>
internal sealed class SweepAxis
{
    // Beyond this nobody typed the values one by one.
    private const long MostCompared = 10_000;

    private readonly IReadOnlyList<AxisPart> parts;

    private SweepAxis(string path, IReadOnlyList<AxisPart> parts) => (Path, this.parts) = (path, parts);

    public string Path { get; }

    /// <summary>How many values there are; a range without a step has none before it is sampled.</summary>
    public long Count => parts.Sum(p => p.Count);

    internal bool IsOpen => parts.Any(p => p.Sampled is not null);

    /// <summary>Reads <c>PATH=VALUES</c> as <c>--vary</c> takes it. Throws <see cref="InputException"/>.</summary>
    public static SweepAxis Parse(string text)
    {
        var at = Location.Of($"--vary {text}");
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            throw new InputException(at, "is not PATH=VALUES; write it as in traffic.requests_per_day=100,1000");
        var path = SettingsPath.Parse(text[..equals].Trim()).Text;
        var axis = new SweepAxis(path, AxisValues.Read(text[(equals + 1)..], at));
        if (axis.IsOpen && axis.parts.Count > 1)
            throw new InputException(at, "joins a range without a step with other values; give the range a step, or use it alone");
        if (axis.Count <= MostCompared)
            axis.RefuseTwice(at);
        return axis;
    }

    /// <summary>The value at a place, as it is set.</summary>
    public string At(long place)
    {
        foreach (var part in parts)
        {
            if (place < part.Count)
                return part.At(place);
            place -= part.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(place));
    }

    /// <summary>The value at a uniform between 0 and 1.</summary>
    internal string Sampled(double u) => parts[0].Sampled is { } range ? range(u) : At(Math.Min(Count - 1, (long)(u * Count)));

    private void RefuseTwice(Location at)
    {
        var seen = new HashSet<string>();
        for (var i = 0L; i < Count; i++)
        {
            if (!seen.Add(SweepPoint.Canonical(At(i))))
                throw new InputException(at, $"gives the value {At(i)} twice; keep it once");
        }
    }
}
