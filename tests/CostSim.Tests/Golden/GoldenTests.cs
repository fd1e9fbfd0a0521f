using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CostSim.Tests.Golden;

/// <summary>
/// The SHA-256 of everything that the shipped scenarios produce, one file of hashes per case, on one thread and on two.
/// <c>UPDATE_GOLDEN=1</c> rewrites the hashes; a line that changes is a decision, and its commit says why.
/// </summary>
public sealed class GoldenTests : IDisposable
{
    // Pictures are left out: their bytes are those of one kind of processor, and have tests of their own. Each case is a list of commands. {out} is the case's output folder, {scenarios} the shipped scenarios.
    private static readonly Dictionary<string, string[]> Cases = new(StringComparer.Ordinal)
    {
        ["contract-qa"] = Scenario("contract-qa"),
        ["company-portfolio"] = Scenario("company"),
        ["pilot-to-production"] = Scenario("pilot-to-production"),
        ["support-capacity"] = [.. Scenario("support-capacity"), "capacity {scenarios}/support-capacity --format csv"],
        ["from-log-to-landing"] =
        [
            .. Scenario("from-log-to-landing"),
            "fit {scenarios}/from-log-to-landing/usage-september.csv",
            "track {scenarios}/from-log-to-landing/usage-autumn.csv --against {out}",
            "track {scenarios}/from-log-to-landing/usage-autumn.csv --against {out} --format json",
        ],
        ["sweep"] = ["run {scenarios}/pilot-to-production --vary traffic.requests_per_day=20,2_000,20_000 --trials 1000 -o {out} --charts svg --store off"],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-golden-").FullName;

    public static TheoryData<string, int> CasesOnThreads
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Cases.Keys)
            {
                data.Add(name, 1);
                data.Add(name, 2);
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(CasesOnThreads))]
    public async Task Outputs_keep_their_bytes(string name, int threads)
    {
        var golden = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Golden", name + ".sha256");

        var hashes = await Hashes(Cases[name], threads);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && threads == 1)
            File.WriteAllText(golden, hashes);
        Assert.Equal(File.ReadAllText(golden), hashes);
    }

    private static string[] Scenario(string name) =>
    [
        $"run {{scenarios}}/{name} -o {{out}} --charts svg --store off",
        "explain {out}/forecast.json",
        $"check {{scenarios}}/{name} --against {{out}} --store off",
        "report {out}/forecast.json --format md",
    ];

    private async Task<string> Hashes(string[] commands, int threads)
    {
        var lines = new StringBuilder();
        foreach (var command in commands)
        {
            string[] arguments = [.. command.Split(' ').Select(Place)];
            if (arguments[0] is "run" or "check")
                arguments = [.. arguments, "--threads", threads.ToString(CultureInfo.InvariantCulture)];
            var answer = await Cli.Run(arguments);
            Assert.True(answer.Exit is 0 or 3, $"{command}: exit {answer.Exit}: {answer.Error}");
            var printed = answer.Output.Replace(folder, "{out}", StringComparison.Ordinal);
            lines.Append(CultureInfo.InvariantCulture, $"{Hash(Encoding.UTF8.GetBytes(printed))}  $ {command}\n");
        }

        // The list of a folder's files holds the same hashes again.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith(".costsim-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            lines.Append(CultureInfo.InvariantCulture, $"{Hash(await File.ReadAllBytesAsync(file))}  {Path.GetRelativePath(folder, file)}\n");
        return lines.ToString();
    }

    private string Place(string word) =>
        word.Replace("{out}", folder, StringComparison.Ordinal)
            .Replace("{scenarios}", Path.Combine(Shared.Repository, "scenarios"), StringComparison.Ordinal);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
