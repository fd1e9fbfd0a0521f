using System.Globalization;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>Reads quantities: a number, <c>a to b</c>, or one of <see cref="QuantityForms"/>.</summary>
internal static class Quantities
{
    // A normal that leaves its range more often than this is refused; below, the part outside is cut in the trial.
    private const double MostOutside = 1e-4;

    /// <summary>A number that is not known: drawn once per trial.</summary>
    public static Parameter Read(SettingsMap map, string key, QuantityKind kind, InputScope scope, double? absent = null)
    {
        if (map.Find(key) is not { } node)
            return Randomness.Parameter.Of(Absent(map, key, absent));
        return Guarded(map, key, node, () =>
            Parameter(node, InputScope.Identity(map.PathOf(key), map.Reading.Names), kind, scope, map, key), Describe)
            ?? Randomness.Parameter.Of(absent ?? 1);
    }

    /// <summary>The law of a number that varies per request, turn or day.</summary>
    public static UncertainLaw ReadLaw(SettingsMap map, string key, QuantityKind kind, InputScope scope, double? absent = null)
    {
        if (map.Find(key) is not { } node)
            return UncertainLaw.Of(Absent(map, key, absent));
        return Guarded(map, key, node, () =>
            Law(node, InputScope.Identity(map.PathOf(key), map.Reading.Names), kind, scope, map, key), Describe)
            ?? UncertainLaw.Of(absent ?? 1);
    }

    /// <summary>How a law was read: its name, mean, and the 5 and 95 % points.</summary>
    public static string Describe(UncertainLaw law)
    {
        var text = Describe(law.AtMedians);
        return law.IsKnown ? text : $"{text}, with uncertain parameters";
    }

    public static string Describe(Parameter parameter) => parameter switch
    {
        ConstantParameter constant => Show(constant.Number),
        InputParameter input =>
            Describe(input.Law) + (input.Score.Shared is null
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", {input.Score.Share * 100:0.#} % of it common to the classes")),
        NestedParameter nested => Describe(nested.Law),
        _ => "derived",
    };

    public static string Describe(IQuantity law) => law.Variance == 0
        ? Show(law.Mean)
        : $"{law.Law}, mean {Show(law.Mean)}, p5 {Show(law.At(-LognormalQuantity.Z95))}, p95 {Show(law.At(LognormalQuantity.Z95))}";

    internal static Parameter Parameter(SettingsNode node, string identity, QuantityKind kind, InputScope scope,
        SettingsMap map, string key)
    {
        var law = Law(node, identity, kind, scope, map, key);
        var shared = Shared(node, key);
        var owner = scope.ScopeOf(map.PathOf(key));
        if (law.IsKnown)
            return scope.Inputs.Add(owner, identity, law.AtMedians, shared);
        return new NestedParameter(scope.Inputs.Blend(owner, identity, shared), law);
    }

    internal static UncertainLaw Law(SettingsNode node, string identity, QuantityKind kind, InputScope scope, SettingsMap map, string key)
    {
        var law = node switch
        {
            ScalarNode scalar => Scalar(scalar, kind, key),
            MapNode form => Form(form, identity, kind, scope, map, key),
            _ => throw new RuleException(key, $"must be a number, 'a to b', or a law such as {{ mean, cv }}, but is {node.Text}"),
        };
        RefuseOutside(law.AtMedians, kind, key);
        return law;
    }

    private static UncertainLaw Scalar(ScalarNode node, QuantityKind kind, string key)
    {
        var ends = node.Value.Split(" to ", StringSplitOptions.TrimEntries);
        if (ends.Select(e => Numbers.Rewritten(e, Counts(kind, key))).FirstOrDefault(r => r is not null) is { } rewritten)
            throw new RuleException(key, $"'{node.Value}' is not written as numbers are here; {rewritten}");
        if (Numbers.TryDouble(node.Value, out var value))
            return UncertainLaw.Of(value);
        if (ends.Length != 2 || !Numbers.TryDouble(ends[0], out var low) || !Numbers.TryDouble(ends[1], out var high))
            throw new RuleException(key,
                $"must be a number, 'a to b' (a 90 % interval), or a law such as {{ mean, cv }}, but is '{node.Value}'");
        // "1 to 5%": a percent sign on the second number is meant for both.
        if (ends[1].EndsWith('%') && !ends[0].EndsWith('%'))
            throw new RuleException(key, $"write the percent sign on both ends, as in '{ends[0]}% to {ends[1]}'");
        return new UncertainLaw(kind switch
        {
            QuantityKind.Rate => Between(low, high),
            QuantityKind.Share => BetaQuantity.OfInterval(low, high),
            _ => LognormalQuantity.OfInterval(low, high),
        });
    }

    // Requests and tokens come whole; money, minutes and factors do not.
    private static bool Counts(QuantityKind kind, string key) =>
        kind is QuantityKind.Size && key is "requests_per_day" or "input" or "output" or "answer" or "reasoning" or "context"
            or "question" or "turns" or "steps";

    private static NormalQuantity Between(double low, double high) =>
        high > low ? new NormalQuantity(0.5 * (low + high), (high - low) / (2 * LognormalQuantity.Z95)) : throw new RuleException("to",
            FormattableString.Invariant($"must be above {low}, but is {high}"));

    private static UncertainLaw Form(MapNode node, string identity, QuantityKind kind, InputScope scope, SettingsMap map, string key)
    {
        var keys = node.Entries.Select(e => e.Key).Where(k => k != "shared").ToHashSet();
        var form = QuantityForms.All.FirstOrDefault(f => keys.SetEquals(f.Keys));
        if (form is null)
        {
            var names = QuantityForms.All.Select(f => f.Keys.Count == 1 ? f.Name : $"{{ {f.Name} }}").ToList();
            throw new RuleException(key,
                $"unknown form of a quantity {{ {string.Join(", ", keys)} }}; {Spelling.Suggestion(keys.FirstOrDefault() ?? "", names)}");
        }

        var body = form.Keys.Count == 1 ? node.Find(form.Name) : null;
        return form.Build(new FormReader(node, body, identity, kind, scope, map, key));
    }

    private static double Shared(SettingsNode node, string key)
    {
        if (node is not MapNode map || map.Find("shared") is not { } share)
            return 0;
        if (!Numbers.TryDouble(share.Text, out var value) || value is < 0 or > 1)
            throw new RuleException(key, $"shared must lie between 0 and 1, but is '{share.Text}'");
        return value;
    }

    private static void RefuseOutside(IQuantity law, QuantityKind kind, string key)
    {
        if (kind == QuantityKind.Rate)
            return;
        if (law.Variance == 0 && (law.Mean < 0 || (kind == QuantityKind.Share && law.Mean > 1)))
            throw new RuleException(key, kind == QuantityKind.Share
                ? $"must lie between 0 and 100 %, but is {Show(law.Mean * 100)} %{SettingsMap.MeantPercent(law.Mean)}"
                : $"must not be negative, but is {Show(law.Mean)}");
        var below = law.Variance == 0 ? 0 : law.Probability(-1e-300);
        if (below > MostOutside)
            throw new RuleException(key,
                string.Create(CultureInfo.InvariantCulture,
                    $"must not be negative, but is with probability {below * 100:0.##} %; use 'a to b', {{ gamma: {{ mean, cv }} }} or {{ "
                    + $"triangular: [a, m, b] }}"));
        var above = kind != QuantityKind.Share || law.Variance == 0 ? 0 : 1 - law.Probability(1);
        if (above > MostOutside)
            throw new RuleException(key,
                string.Create(CultureInfo.InvariantCulture,
                    $"must lie between 0 and 100 %, but is above with probability {above * 100:0.##} %; use 'a to b', {{ beta: {{ a, b }} "
                    + $"}} or {{ triangular: [a, m, b] }}"));
    }

    private static double Absent(SettingsMap map, string key, double? absent)
    {
        if (absent is { } value)
        {
            map.Record(key, Show(value), Origin.Default);
            return value;
        }

        map.Errors.Add(map.At,
            $"{key}: is missing{(map.Path.Length == 0 ? "" : $" in {map.Path}")}; give a number, 'a to b', or a law such as {{ "
            + $"mean, cv }}");
        return 1;
    }

    private static T? Guarded<T>(SettingsMap map, string key, SettingsNode node, Func<T> read, Func<T, string> describe) where T : class
    {
        try
        {
            var value = read();
            map.Record(key, describe(value), Origin.Typed);
            return value;
        }
        catch (RuleException refused)
        {
            map.Errors.Add(node.At, refused.Name == key ? refused.Message : $"{key}: {refused.Name} {refused.Rule}");
            return null;
        }
    }

    private static string Show(double value) =>
        value.ToString(Math.Round(Math.Abs(value), 6) is >= 1000 ? "#,0.#" : "0.######", CultureInfo.InvariantCulture);
}
