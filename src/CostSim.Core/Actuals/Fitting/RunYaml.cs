using System.Globalization;
using System.Text;

namespace CostSim.Actuals;

/// <summary>The sections of a fitted scenario whose requests are runs of several calls: the parts of a prompt, and an agent or a conversation.</summary>
internal static class RunYaml
{
    public static void Prompt(RunFit runs, StringBuilder text)
    {
        text.Append("documents: none   # the prompt is the system prompt, the question, and what grows from call to call\n");
        text.Append(CultureInfo.InvariantCulture,
            $"question: {Math.Round(runs.Question):0}   # {(runs.Shape is RunShape.Agent ? "of the first call, beyond what all of them share" : "growth from turn to turn, less the answer")}\n\n");
    }

    public static IEnumerable<string> Design(LogFit fit, RunFit runs)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"system: {Math.Round(runs.System):0}   # tokens that first calls have in common");
        yield return "overhead: none   # logged tokens hold what the provider adds to a prompt";
        yield return $"answer: {Answer(fit, runs)}";
        if (runs.Shape is RunShape.Agent)
        {
            yield return "context:";
            yield return "  kind: agent";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  steps: {runs.Law()}   # {runs.Runs.CallsPerRun:0.00} calls a request");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  call: {Math.Max(1, Math.Round(runs.Call)):0}   # output of a call that another one follows");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  result: {Math.Max(1, Math.Round(runs.Result)):0}   # what comes back between two calls{Tools(fit)}");
        }
        else
        {
            yield return "context:";
            yield return "  kind: history";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  turns: {runs.Law()}   # {runs.Runs.CallsPerRun:0.00} turns a conversation");
            yield return string.Create(CultureInfo.InvariantCulture,
                $"  gap: {Math.Max(1, Math.Round(runs.Runs.Wait.TotalSeconds)):0}s   # mean wait between two turns");
        }

        // What calls read and wrote is in the log; what a cache of this prompt would hold is only derived.
        yield return InvoiceYaml.Cache(fit) is { } cache
            ? $"{cache}   # as logged; {{ prefix: [system, history] }} derives it from the gaps between calls"
            : "cache: none   # the log shows no input read from a cache";
    }

    private static string Tools(LogFit fit) =>
        fit.Sketch.OwnTools > 0 && fit.Runs is { } runs
            ? string.Create(CultureInfo.InvariantCulture,
            $"; {fit.Sketch.OwnTools / Math.Max(1, runs.Runs.Calls - runs.Runs.Runs):0.0} tools a step") : "";

    // What the movement from day to day leaves open of the output holds of the answer too.
    private static string Answer(LogFit fit, RunFit runs)
    {
        var (mean, cv) = runs.Shape is RunShape.Agent ? (runs.Runs.Last.Mean, runs.Runs.Last.CoefficientOfVariation)
            : (fit.Output!.Mean.Value, fit.Output.CoefficientOfVariation);
        var (low, high) = (fit.Output!.Mean.Low / fit.Output.Mean.Value, fit.Output.Mean.High / fit.Output.Mean.Value);
        return string.Create(CultureInfo.InvariantCulture,
            $"{{ mean: {FitYaml.Number(mean * low)} to {FitYaml.Number(mean * high)}, cv: {Math.Max(0.01, cv):0.00} }}   # mean {FitYaml.Number(mean)}");
    }
}
