namespace CostSim.Engine;

/// <summary>Finds the samples of questions that a model's populations rest on.</summary>
internal static class Samples
{
    /// <summary>Each sample once, in order of design, class and segment; only those whose error counts.</summary>
    public static IReadOnlyList<QuestionSample> Of(SpendModel model)
    {
        var found = new List<QuestionSample>();
        var laws = model.Designs.SelectMany(d => d.Classes).SelectMany(c => c.Segments).SelectMany(s => s.Requests.Leaves);
        foreach (var sample in laws.Select(l => l.RestsOn).OfType<QuestionSample>())
        {
            if (!found.Any(f => ReferenceEquals(f, sample)))
                found.Add(sample);
        }

        return found;
    }
}
