using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Each component's mean where the total is at its P90: the outer points weighed by the total's density there, and within
/// a point the distance from its mean shared out among what requests cost. These figures add up to the P90.
/// </summary>
internal static class AtP90
{
    public static double[] Of(PointTable table, int design, int view, IReadOnlyList<CostComponent> names, double p90, bool withPeople)
    {
        var total = table.Totals[view];
        var result = new double[names.Count];
        var sum = 0.0;
        var densities = Densities(table, total, p90);
        for (var i = 0; i < densities.Length; i++)
        {
            if (densities[i] <= 0)
                continue;
            sum += densities[i];
            var moving = total[0][i];
            for (var k = 0; k < names.Count; k++)
            {
                if (withPeople || names[k].Payer == Payer.Bill)
                    moving -= table.FixedParts[design][k][i];
            }

            for (var k = 0; k < names.Count; k++)
            {
                if (!withPeople && names[k].Payer == Payer.People)
                    continue;
                var mean = table.Components[design][k][i];
                var share = moving != 0 ? (mean - table.FixedParts[design][k][i]) / moving : 0;
                result[k] += densities[i] * (mean + (share * (p90 - total[0][i])));
            }
        }

        for (var k = 0; k < result.Length && sum > 0; k++)
            result[k] /= sum;
        return result;
    }

    // Points hardly touch a narrow within-trial law; a twentieth of the whole spread is wide enough to meet some.
    private static double[] Densities(PointTable table, double[][] total, double p90)
    {
        var (mean, square) = (0.0, 0.0);
        for (var i = 0; i < table.Weights.Length; i++)
        {
            mean += table.Weights[i] * total[0][i];
            square += table.Weights[i] * total[0][i] * total[0][i];
        }

        var floor = Math.Max(0, square - (mean * mean)) / 400;
        var densities = new double[table.Weights.Length];
        for (var i = 0; i < densities.Length; i++)
        {
            var law = new InnerLaw(total[0][i], Math.Max(total[1][i], floor), total[2][i], total[3][i]);
            densities[i] = table.Weights[i] * (law.StandardDeviation > 0 ? law.Density(p90) : 1);
        }

        return densities;
    }
}
