namespace CostSim.Engine;

/// <summary>Sets the variables to their values in a row.</summary>
internal delegate void ValuesAt(JointRow row, Span<double> values);

/// <summary>Moments of outputs drawn anew: a repeat takes another answer to the same question, independent of the first.</summary>
internal sealed class FreshMoments(IReadOnlyList<int> groups)
{
    private readonly Monomials monomials = Monomials.Of(groups.Count);
    private readonly int repeats = groups.Count == 0 ? 0 : groups.Max();

    /// <summary>Whether any output is drawn anew, so that each question has means of its own.</summary>
    public bool Repeats => repeats >= 2;

    /// <summary>
    /// For each product, the mean of its factors that belong to repeats, over a question's rows; null where nothing repeats anew.
    /// </summary>
    public double[]? Of(IReadOnlyList<JointRow> rows, ValuesAt values)
    {
        if (!Repeats)
            return null;
        var total = rows.Sum(r => r.Weight);
        var result = new double[monomials.Count];
        Array.Fill(result, 1);
        for (var group = 2; group <= repeats; group++)
        {
            var members = Enumerable.Range(0, groups.Count).Where(v => groups[v] == group).ToArray();
            var (means, point) = (new double[monomials.Count], new double[groups.Count]);
            foreach (var row in rows)
            {
                values(row, point);
                for (var i = 0; i < means.Length; i++)
                {
                    var product = row.Weight / total;
                    foreach (var member in members)
                        product *= Randomness.Moments.Power(point[member], monomials.Exponents[i][member]);
                    means[i] += product;
                }
            }

            for (var i = 0; i < means.Length; i++)
                result[i] *= means[i];
        }

        return result;
    }

    /// <summary>Leaves a row's own input and first output; what repeats draw anew enters through <see cref="Of"/>.</summary>
    public void KeepFirst(Span<double> values)
    {
        for (var v = 0; v < values.Length; v++)
        {
            if (groups[v] >= 2)
                values[v] = 1;
        }
    }
}
