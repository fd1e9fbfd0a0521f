using CostSim.Randomness;

namespace CostSim.Billing;

/// <summary>The mean of an uncertain parameter over its law.</summary>
internal static class ParameterMean
{
    public static double Of(Parameter parameter) => parameter.Expected();
}
