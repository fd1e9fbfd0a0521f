namespace CostSim.Units;

/// <summary>A value broke a rule: which one, and the rule in words. The reader of settings adds file and line.</summary>
public sealed class RuleException(string name, string rule) : Exception($"{name}: {rule}")
{
    public string Name { get; } = name;

    public string Rule { get; } = rule;
}
