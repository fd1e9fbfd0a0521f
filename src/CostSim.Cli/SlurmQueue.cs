using System.ComponentModel;
using System.Diagnostics;
using CostSim.Files;

namespace CostSim.Cli;

/// <summary>Slurm by its own programs: submits an array job and watches whether it is still there.</summary>
internal static class SlurmQueue
{
    /// <summary>Submits tasks of a job; gives its id.</summary>
    public static string Submit(ArrayJob job, IReadOnlyList<int> tasks)
    {
        var (code, output, error) = Run("sbatch", "--parsable", $"--array={ArrayJob.Listed(tasks)}", job.ScriptPath);
        // "123;cluster" where there are several clusters.
        return code == 0 ? output.Trim().Split(';')[0] : throw new IOException($"sbatch did not take the job: {error.Trim()}");
    }

    /// <summary>Whether any task of a job waits or runs.</summary>
    public static bool IsThere(string id)
    {
        var (code, output, error) = Run("squeue", "--noheader", "--jobs", id, "--format=%T");
        // A job that ended some minutes ago is no longer known.
        if (code != 0 && !error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase))
            throw new IOException($"squeue does not answer: {error.Trim()}");
        return code == 0 && output.Trim().Length > 0;
    }

    private static (int Code, string Output, string Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            throw new InputException(Location.Of("--submit slurm"),
                $"needs the program {program}, which is not on the path; run it where Slurm is, or take --submit script");
        }
    }
}
