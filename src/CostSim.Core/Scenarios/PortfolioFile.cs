using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads a portfolio: a file that names other scenarios, which are then forecast together.</summary>
internal static class PortfolioFile
{
    public static Scenario Load(string path, MapNode settings, ScenarioFiles files, LoadOptions options, CancellationToken stop)
    {
        if (options.Designs.Count > 0)
            throw new InputException(Location.Of($"--design {options.Designs[0]}"),
                "a portfolio has no designs of its own; name a member's under portfolio, as 'qa: { scenario: ../contract-qa, "
                + "design: NAME }'");
        var entries = PortfolioReader.Members(settings);
        var (inputs, members, errors) = (new UncertainInputs(), new List<PortfolioMember>(), new InputErrors());
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Path.GetFileName(path)] =
            ScenarioFile.HashOf(File.ReadAllBytes(path))
        };
        foreach (var entry in entries)
        {
            try
            {
                var member = Read(entry, path, settings, options, inputs, stop);
                members.Add(member);
                foreach (var (file, hash) in member.Joint.Files)
                    hashes[$"{entry.Name}/{file}"] = hash;
            }
            catch (InputException refused)
            {
                // A member's design is named here, not on the command line.
                foreach (var error in refused.Errors)
                {
                    if (entry.Design is { } design && error.At.File == $"--design {design.Value}")
                        errors.Add(design.At, $"{entry.Name}: '{design.Value}' {error.Message}");
                    else
                        errors.Add(error.At, error.Message);
                }
            }
        }

        errors.ThrowIfAny();
        return PortfolioReader.Join(settings, ScenarioFile.NameOf(path), files, inputs, members) with { Files = hashes };
    }

    private static PortfolioMember Read(MemberEntry entry, string path, MapNode settings, LoadOptions options,
        UncertainInputs inputs, CancellationToken stop)
    {
        var place = Path.Combine(Path.GetDirectoryName(path) ?? "", entry.Path.Value);
        if (!File.Exists(place) && !Directory.Exists(place))
            throw new InputException(entry.Path.At,
                $"{entry.Name}: '{entry.Path.Value}' does not exist; write the path relative to the portfolio");
        var own = options with { Overrides = [], Designs = entry.Design is { } design ? [design.Value] : [] };
        Scenario Load(UncertainInputs? kept) => ScenarioFile.LoadMember(place, member => member.Find(PortfolioReader.Key) is null
            ? PortfolioReader.Over(settings, member)
            : throw new InputException(entry.Path.At, $"{entry.Name}: '{entry.Path.Value}' is a portfolio itself; name its scenarios here"),
            own, kept, stop);
        var alone = Load(null);
        var joint = Load(inputs.Member(entry.Name));
        return new PortfolioMember(
            entry.Name, alone with { Budget = null },
            joint with { Workloads = [.. joint.Workloads.Select(w => w with { Name = UncertainInputs.ScopeIn(entry.Name, w.Name) })] },
            entry.Design?.Value ?? alone.Chosen ?? (alone.Designs.Count == 1 ? alone.Designs[0].Name : null))
        { Budget = alone.Budget };
    }
}
