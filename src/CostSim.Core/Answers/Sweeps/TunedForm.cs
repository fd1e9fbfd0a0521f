using CostSim.Billing;

namespace CostSim.Answers;

/// <summary>A form of a retrieving design, what it costs in the mean, and how much of the evidence it retrieves.</summary>
/// <param name="BillPerMonth">Mean bill of a month.</param>
/// <param name="CostPerMonth">The same with people and wrong answers, by which forms are compared.</param>
internal sealed record TunedForm(TuneForm Form, double TokensPerRequest, double PerRequest, double BillPerMonth,
    double CostPerMonth, RecallMeasure Recall)
{
    internal IReadOnlyList<MeasuredQuestion> Questions { get; init; } = [];
}

/// <summary>What a search over forms found.</summary>
/// <param name="Design">The design whose forms were tried.</param>
/// <param name="Chosen">The cheapest form that meets the quality; null where none does.</param>
/// <param name="OutOfSample">
/// Recall of forms on questions that had no part in choosing them, by cross-validation: a form that is the best of many on few questions
/// fits their chance, too.
/// </param>
internal sealed record TuneResult(string Design, IReadOnlyList<TunedForm> Forms, TunedForm? Chosen, double OutOfSample, int Folds)
{
    /// <summary>The forms that no other beats in cost and recall, the cheapest first.</summary>
    public IReadOnlyList<TunedForm> Frontier
    {
        get
        {
            var kept = new List<TunedForm>();
            foreach (var form in Forms.OrderBy(f => f.CostPerMonth).ThenByDescending(f => f.Recall.Mean))
            {
                if (kept.Count == 0 || form.Recall.Mean > kept[^1].Recall.Mean)
                    kept.Add(form);
            }

            return kept;
        }
    }

    /// <summary>The form that retrieves the most; the cheapest of those that retrieve as much.</summary>
    public TunedForm Nearest => Forms.OrderByDescending(f => f.Recall.Mean).ThenBy(f => f.CostPerMonth).First();
}
