using CostSim.Files;
using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>Reads one written quantity: the values of its form, each of which may itself be uncertain.</summary>
internal sealed class FormReader(MapNode node, SettingsNode? body, string path, QuantityKind kind, InputScope scope,
    SettingsMap map, string key)
{
    public QuantityKind Kind => kind;

    /// <summary>A law of named values.</summary>
    public UncertainLaw Law(IReadOnlyList<string> names, IReadOnlyList<QuantityKind> kinds, Func<IReadOnlyList<double>, IQuantity> build) =>
        Combine([.. names.Select((name, i) => Value(name, kinds[i]))], build);

    /// <summary>A law whose mean only stretches it, so that an uncertain mean is a factor.</summary>
    public UncertainLaw Scaled(string mean, IReadOnlyList<string> shape, Func<IReadOnlyList<double>, IQuantity> build)
    {
        var factor = Value(mean, QuantityKind.Size);
        if (factor.IsConstant && !(factor.Value > 0))
            throw new RuleException(mean, FormattableString.Invariant($"must be above 0, but is {factor.Value}"));
        var unit = Combine([.. shape.Select(name => Value(name, QuantityKind.Size))], build);
        return unit.Fixed is { } law
            ? new UncertainLaw(law, factor)
            : new UncertainLaw(unit.Inputs.Concat(factor.Inputs), scores => new ScaledQuantity(unit.At(scores), factor.At(scores)));
    }

    /// <summary>A law of values in a list.</summary>
    public UncertainLaw ItemLaw(int count, Func<IReadOnlyList<double>, IQuantity> build)
    {
        if (body is not ListNode list || list.Items.Count != count)
            throw new RuleException(key, $"must be a list of {count} values, but is {body?.Text}");
        return Combine([.. list.Items.Select((item, i) => Quantities.Parameter(item, $"{path}.{i}", kind, scope, map, key))], build);
    }

    public UncertainLaw Choice()
    {
        var inner = Inner();
        var values = Numbers(inner, "values");
        var shares = inner.Find("shares") is null ? [.. values.Select(_ => 1.0 / values.Count)] : Numbers(inner, "shares");
        return new UncertainLaw(DiscreteQuantity.Choice(values, shares));
    }

    /// <summary>A logged column, times the factor that a key names.</summary>
    public UncertainLaw Column(string? factor = null)
    {
        var (file, column) = (node.Find("file")?.Text ?? "", node.Find("column")?.Text ?? "");
        if (scope.Column is null)
            throw new RuleException(key, "cannot read a file here; give a law such as { mean, cv }");
        var law = DiscreteQuantity.Empirical(scope.Column(file, column));
        return factor is null ? new UncertainLaw(law) : new UncertainLaw(law, Value(factor, QuantityKind.Size));
    }

    public UncertainLaw Interval() =>
        body is ScalarNode ? Quantities.Law(body, path, kind, scope, map, key) : throw new RuleException(key,
            "interval must be written as 'a to b'");

    public UncertainLaw Mix()
    {
        if (body is not ListNode list)
            throw new RuleException(key, "mix must be a list of { share, of }");
        var parts = list.Items.Select((item, i) => Part(item, i)).ToList();
        if (parts.All(p => p.Of.IsKnown))
            return new UncertainLaw(new MixQuantity([.. parts.Select(p => (p.Share, p.Of.AtMedians))]));
        return new UncertainLaw(parts.SelectMany(p => p.Of.Inputs), scores =>
        {
            var laws = new List<(double, IQuantity)>(parts.Count);
            foreach (var (share, of) in parts)
                laws.Add((share, new ScaledQuantity(of.At(scores), of.Scale.At(scores))));
            return new MixQuantity(laws);
        });
    }

    private (double Share, UncertainLaw Of) Part(SettingsNode item, int index)
    {
        if (item is not MapNode part || part.Find("share") is not ScalarNode share || part.Find("of") is not { } of
            || !Files.Numbers.TryDouble(share.Value, out var value))
            throw new RuleException(key, $"each entry of a mix must be {{ share, of }}, but is {item.Text}");
        return (value, Quantities.Law(of, $"{path}.{index}", kind, scope, map, key));
    }

    private Parameter Value(string name, QuantityKind valueKind)
    {
        if (Inner().Find(name) is not { } value)
            throw new RuleException(key, $"needs {name}");
        return Quantities.Parameter(value, $"{path}.{name}", valueKind, scope, map, key);
    }

    // { lognormal: { mean, cv } } holds its values one level down, { mean, cv } next to each other.
    private MapNode Inner() => body switch
    {
        MapNode inner => inner,
        null => node,
        _ => throw new RuleException(key, $"must hold keys and values, but holds {body.Text}"),
    };

    private List<double> Numbers(MapNode inner, string name)
    {
        if (inner.Find(name) is not ListNode list)
            throw new RuleException(key, $"needs a list of {name}");
        return [.. list.Items.Select(item => Files.Numbers.TryDouble(item.Text, out var value)
            ? value
            : throw new RuleException(key, $"{name} must be numbers, but one is '{item.Text}'"))];
    }

    private static UncertainLaw Combine(IReadOnlyList<Parameter> values, Func<IReadOnlyList<double>, IQuantity> build)
    {
        if (values.All(v => v.IsConstant))
            return new UncertainLaw(build([.. values.Select(v => v.Value)]));
        var law = new UncertainLaw(values.SelectMany(v => v.Inputs), scores =>
        {
            var now = new double[values.Count];
            for (var i = 0; i < now.Length; i++)
                now[i] = values[i].At(scores);
            return build(now);
        });
        _ = law.AtMedians; // refuses here, with the place, what no trial could use
        return law;
    }
}
