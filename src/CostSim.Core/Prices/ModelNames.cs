using System.Text.RegularExpressions;

namespace CostSim.Prices;

/// <summary>The spellings under which clouds, gateways and logs name one model.</summary>
internal static partial class ModelNames
{
    /// <summary>
    /// Other forms of a provider's model name, the nearest first: without the path of an ARN or of a region, without a date or a version at
    /// the end, and a region's profile last.
    /// </summary>
    public static IEnumerable<string> Forms(string name)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { name };
        var forms = new List<string> { name };
        for (var i = 0; i < forms.Count && forms.Count < 24; i++)
        {
            foreach (var form in Simpler(forms[i]).Where(f => f.Length > 1 && seen.Add(f)))
            {
                forms.Add(form);
                yield return form;
            }
        }
    }

    /// <summary>The model of an ARN of Amazon Bedrock, or null: a profile of the customer's own says nothing about its model.</summary>
    public static string? OfArn(string name) => Arn().Match(name) is { Success: true } arn ? $"aws/{arn.Groups["model"].Value}" : null;

    /// <summary>Whether a name is another one with a date or a version at its end.</summary>
    public static bool IsDatedForm(string dated, string name) =>
        dated.Length > name.Length && dated.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            && Ending().IsMatch(dated.AsSpan(name.Length));

    /// <summary>The region that a name begins with, <c>eu/gpt-4o</c>; empty where it names none.</summary>
    public static string RegionOf(string name) => RegionPath().Match(name) is { Success: true } path ? path.Value.TrimEnd('/') : "";

    private static IEnumerable<string> Simpler(string name)
    {
        // publishers/google/models/gemini-2.5-pro, accounts/fireworks/models/x, us-east-1/anthropic.claude-..
        if (name.LastIndexOf("/models/", StringComparison.OrdinalIgnoreCase) is > 0 and var models)
            yield return name[(models + "/models/".Length)..];
        if (name.StartsWith("models/", StringComparison.OrdinalIgnoreCase))
            yield return name["models/".Length..];
        if (RegionPath().Match(name) is { Success: true } path)
            yield return name[path.Length..];
        if (name.Contains('@', StringComparison.Ordinal))
        {
            yield return name.Replace('@', '-');
            yield return name[..name.IndexOf('@', StringComparison.Ordinal)];
        }

        if (name.LastIndexOf(':') is > 0 and var colon)
            yield return name[..colon];
        if (VersionEnd().Match(name) is { Success: true } version)
            yield return name[..version.Index];
        if (DateEnd().Match(name) is { Success: true } date)
            yield return name[..date.Index];
        if (name.EndsWith("-latest", StringComparison.OrdinalIgnoreCase))
            yield return name[..^"-latest".Length];
        if (Profile().Match(name) is { Success: true } profile)
            yield return name[profile.Length..];
        // People and gateways write claude-sonnet-4.5 as it is spoken of; its maker writes 4-5.
        if (DottedClaude().Replace(name, "-") is var dashed && dashed != name)
            yield return dashed;
        // Azure's and some gateways' deployments write gpt-35-turbo.
        if (name.Contains("gpt-35-", StringComparison.OrdinalIgnoreCase))
            yield return name.Replace("gpt-35-", "gpt-3.5-", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:bedrock:[a-z0-9-]*:\d*:(foundation-model|inference-profile)/(?<model>[A-Za-z0-9.:_-]+)$")]
    private static partial Regex Arn();

    [GeneratedRegex(@"(?<=claude-[a-z0-9-]*\d)\.(?=\d)", RegexOptions.IgnoreCase)]
    private static partial Regex DottedClaude();

    [GeneratedRegex(@"[-@](\d{4}-\d{2}-\d{2}|20\d{6})$")]
    private static partial Regex DateEnd();

    [GeneratedRegex(@"^([-@](\d{4}-\d{2}-\d{2}|20\d{6}))?(-v\d+(:\d+)?|:\d+)?$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"(-v\d+(:\d+(:\d+k)?)?|:\d+(:\d+k)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex VersionEnd();

    [GeneratedRegex(@"^(us|eu|apac|jp|au|in|ca|global|us-gov)\.(?=[a-z0-9]+\.)")]
    private static partial Regex Profile();

    [GeneratedRegex(@"^(us|eu|ap|apac|ca|sa|me|af|global|global-standard|data-zone|us-gov|[a-z]{2}-[a-z]+-\d)/")]
    private static partial Regex RegionPath();
}
