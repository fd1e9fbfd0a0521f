using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;

namespace CostSim.Scenarios;

/// <summary>How a design's model counts the images of typed requests.</summary>
internal static class DesignImages
{
    /// <summary>Null where there are no images; where the rule does not cover one, that is among the errors.</summary>
    public static ImageRule? Rule(SettingsMap map, string? model, IEnumerable<ImageOfARequest> images)
    {
        var details = images.Select(i => i.Detail).Distinct().ToList();
        if (details.Count == 0)
            return null;
        var rule = model is null ? null : ImageRules.Find(model);
        if (details.Select(d => ImageWords.Unknown(rule, model, d)).FirstOrDefault(p => p is not null) is { } problem)
            map.Errors.Add(map.At,
                $"{map.Path}: requests carry an image, and {problem}; add its tokens to requests.input, or take another model");
        return rule;
    }
}
