using System.Security.Cryptography;
using System.Text;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Cli;

/// <summary>
/// What the parts of one piece of work must have in common, as a hash; the seed is kept apart, so that a difference in it can be named.
/// </summary>
internal static class RunIdentity
{
    /// <summary>
    /// SHA-256 over the settings, the price book, every file that went in but the scenario's own text, and whatever else changes a figure.
    /// </summary>
    public static string Of(ScenarioFile file, Scenario scenario, params string[] more)
    {
        var settings = SettingsPath.Parse("simulation.seed").Set(file.Root, new ScalarNode(default, "0"));
        var all = new StringBuilder($"{settings.Text}\n{scenario.Prices.Book?.Version.Sha256}\n");
        foreach (var part in more)
            all.Append(part).Append('\n');
        foreach (var (name, hash) in scenario.Files.Where(f => !file.IsOwn(f.Key)))
            all.Append(name).Append(' ').Append(hash).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
