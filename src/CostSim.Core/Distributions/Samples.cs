namespace CostSim.Distributions;

/// <summary>Finds the samples of questions that a model's populations rest on.</summary>
internal static class Samples
{
    /// <summary>Each sample once, in order of design, class and segment; only those whose error counts.</summary>
    public static IReadOnlyList<QuestionSample> Of(SpendModel model)
    {
        var found = new List<QuestionSample>();
        foreach (var law in model.Designs.SelectMany(d => d.Classes).SelectMany(c => c.Segments).SelectMany(s => Leaves(s.Requests)).OfType<SampledRequests>())
        {
            if (law.Sample is { } sample && (sample.DocumentsVary || sample.QuestionsVary) && !found.Any(f => ReferenceEquals(f, sample)))
                found.Add(sample);
        }

        return found;
    }

    public static IEnumerable<RequestLaw> Leaves(RequestLaw law) =>
        law is RoutedRequests routed ? routed.Routes.SelectMany(r => Leaves(r.Requests)) : [law];
}
