using System.ComponentModel;
using System.Diagnostics;
using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Cli.Commands;

/// <summary>The accepted forecast as a branch of git has it, whatever the working tree says.</summary>
internal static class GitBaseline
{
    public static StoredForecast Read(string place, string commit)
    {
        var path = Path.GetFullPath(Directory.Exists(place) || !Path.HasExtension(place) ? Path.Combine(place, ForecastFile.Name) : place);
        var (folder, name) = (Existing(Path.GetDirectoryName(path)!), $"{commit}:{place}");
        var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
        // A name that begins with a dash would be an option of git.
        if (commit.StartsWith('-'))
            throw new InputException(Location.Of($"--baseline-ref {commit}"), "must be a branch, tag or commit, such as origin/main");
        var (exit, bytes, error) = Git(folder, "show", $"{commit}:./{relative}");
        return exit == 0 ? ForecastFile.Read(name, bytes)
            : throw new InputException(Location.Of(name),
                $"cannot be read from git ({error}); fetch the branch (actions/checkout with fetch-depth: 0), or accept a baseline there "
                + $"with costsim check --update");
    }

    // The folder may be new in the working tree, or gone from it.
    private static string Existing(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
            folder = above;
        return folder;
    }

    private static (int Exit, byte[] Output, string Error) Git(string folder, params string[] words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false
        };
        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            git.StandardOutput.BaseStream.CopyTo(output);
            git.WaitForExit();
            return (git.ExitCode, output.ToArray(), error.Result.Trim().Split('\n')[0]);
        }
        catch (Win32Exception)
        {
            throw new InputException(Location.Of("--baseline-ref"), "needs git, which is not on the path");
        }
    }
}
