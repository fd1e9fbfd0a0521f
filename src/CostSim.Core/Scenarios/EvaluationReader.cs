using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Reads <c>evaluation</c>: what its runs are, and the results of those that were made.</summary>
internal static class EvaluationReader
{
    public static Evaluation? Read(ScenarioReading reading, SettingsMap root, IEnumerable<Workload> workloads)
    {
        if (root.Map("evaluation") is not { } map)
            return null;
        var results = DataFile.Read(map, "results", ["question", "design", "correct"], results: true) is { } file
            ? Results(reading, root, file, [.. workloads])
            : null;
        var evaluation = new Evaluation(results is null || map.Has("cases") ? map.Whole("cases", min: 1) : 0,
            map.Number("runs_per_week", 1, min: 0, max: 10_000));
        map.RejectUnread();
        return results is null ? evaluation : evaluation with { Results = results };
    }

    private static Dictionary<string, IReadOnlyList<EvaluatedQuestion>>? Results(ScenarioReading reading, SettingsMap root, DataFile file,
        IReadOnlyList<Workload> workloads)
    {
        if (reading.Files.Results(file, reading.Reading) is not { } answers)
            return null;
        var designs = (root.Node.Find("designs") as MapNode)?.Entries.Select(e => e.Key).ToList() ?? [];
        foreach (var row in answers.Where(a => !designs.Contains(a.Design)))
            reading.Errors.Add(row.At,
                $"design: '{row.Design}' is not a design of the scenario; {Spelling.Suggestion(row.Design, designs)}");
        var weights = Weights(workloads);
        var ids = Ids(workloads);
        // Tools name a question by its words, where we name it by its id.
        answers = [.. answers.Select(a => weights.Count == 0 || weights.ContainsKey(a.Question)
            ? a
            : a with { Question = ids.GetValueOrDefault(Words(a.Question), a.Question) })];
        // Without questions in the scenario any name will do, and all weigh alike.
        foreach (var row in answers.Where(a => weights.Count > 0 && !weights.ContainsKey(a.Question)))
            reading.Errors.Add(row.At,
                $"question: '{row.Question}' is not a question of the scenario; {Spelling.Suggestion(row.Question, weights.Keys)}");
        return answers.GroupBy(a => a.Design).ToDictionary(d => d.Key, d => (IReadOnlyList<EvaluatedQuestion>)[.. d.GroupBy(a => a.Question)
            .Select(q => new EvaluatedQuestion(q.Key, weights.GetValueOrDefault(q.Key, 1), q.Count(a => a.Correct) / (double)q.Count()))]);
    }

    private static Dictionary<string, string> Ids(IReadOnlyList<Workload> workloads)
    {
        var ids = new Dictionary<string, string>();
        foreach (var (asked, number) in workloads.SelectMany(w => w.Questions).Select((q, i) => (q, i)))
        {
            _ = ids.TryAdd(Words(asked.Text), asked.Id);
            // OpenAI's evals number the samples of a file: name.split.12.
            _ = ids.TryAdd(FormattableString.Invariant($"sample {number}"), asked.Id);
        }

        return ids;
    }

    private static string Words(string text) => text.Split('.') is { Length: >= 3 } parts && int.TryParse(parts[^1], out var number)
        && !text.Contains(' ', StringComparison.Ordinal)
        ? FormattableString.Invariant($"sample {number}")
        : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static Dictionary<string, double> Weights(IReadOnlyList<Workload> workloads)
    {
        var weights = new Dictionary<string, double>();
        foreach (var asked in workloads.SelectMany(w => w.Asked).Where(a => a.Question is not null))
            _ = weights.TryAdd(asked.Question!.Id, asked.Weight);
        return weights;
    }
}
