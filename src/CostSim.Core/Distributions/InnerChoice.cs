using System.Globalization;

namespace CostSim.Distributions;

/// <summary>Which law stands for a cost within a trial, and why.</summary>
internal static class InnerChoice
{
    /// <summary>Up to this size of the last term kept, the P95 and P99 of 64 cases were within 0.44 %.</summary>
    public const double MostCriterion = 0.005;

    // With nothing left to integrate the exact law is worked out, unless four cumulants already give nine digits.
    private const double NoCriterion = 1e-6;
    private const int FewPoints = 64;

    /// <summary>How far from a normal-power a slot's law is given the trial: worst node of a quadrature, or the medians' point, less where the inputs spread the result more.</summary>
    public static double CriterionOf(PointTable table, int view, int slot, double withinShare) =>
        table.Criteria[view][slot] * Math.Sqrt(Math.Clamp(withinShare, 0, 1));

    public static bool WantsExact(PointTable table, double criterion) =>
        table.Plan is QuadraturePlan && criterion > (table.Plan.Points <= FewPoints ? NoCriterion : MostCriterion);

    /// <summary>Whether a law that four cumulants do not give, and that no transform gave, is to be drawn day by day.</summary>
    public static bool WantsDays(double criterion) => criterion > MostCriterion;

    public static string Words(double criterion, string? other) => other ?? string.Create(
        CultureInfo.InvariantCulture, $"normal-power or shifted gamma from four cumulants (last term {criterion * 100:0.##E+0} % of P99; up to 0.5 % is enough)");
}
