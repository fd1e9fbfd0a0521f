namespace CostSim.Answers;

/// <summary>How one figure, one design or the whole check came out, the worse the later.</summary>
internal enum CheckState
{
    Pass,

    /// <summary>Within its limit, but past half of it, or without anything to compare with.</summary>
    Warn,

    /// <summary>The simulation's error straddles the limit.</summary>
    Inconclusive,

    Fail,
}

/// <summary>One figure of a design before and after a change, held against its limit.</summary>
/// <param name="Change">Increase as a share of what it was; points lost for recall.</param>
/// <param name="Error">How far the change may be off because both were simulated.</param>
internal sealed record CheckedFigure(string Name, double Before, double After, double Change, double Limit, double Error)
{
    // Figures that a calculation repeats differ in their last digits at most.
    private const double Rounding = 1e-9;

    public CheckState State => Change > Limit + Error + Rounding ? CheckState.Fail
        : Change > Limit - Error + Rounding && Error > 0 ? CheckState.Inconclusive
        : Change > Limit / 2 + Rounding ? CheckState.Warn
        : CheckState.Pass;

    public static CheckedFigure Increase(string name, double before, double after, double limit, double error = 0) =>
        new(name, before, after, before > 0 ? (after / before) - 1 : after > 0 ? double.PositiveInfinity : 0, limit, error);

    public static CheckedFigure Loss(string name, double before, double after, double limit, double error) =>
        new(name, before, after, before - after, limit, error);
}
