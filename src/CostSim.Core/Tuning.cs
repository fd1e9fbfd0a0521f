using CostSim.Answers;
using CostSim.Billing;
using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim;

/// <summary>
/// Tries every form of a retrieving design on the scenario's own questions: documents are tokenised once and cut once for each way of
/// cutting, and fewer chunks are the first ones of more.
/// </summary>
internal static class Tuning
{
    private const int MostFolds = 10;
    private const int Purpose = 0x70E;

    // Means are in closed form; the trials only give the distribution that nobody asks for here.
    private const int FewestTrials = 256;

    /// <param name="scenario">A scenario whose designs are the forms, in their order.</param>
    public static TuneResult Run(Scenario scenario, string design, IReadOnlyList<TuneForm> forms, Stages stages, int threads,
        CancellationToken stop = default)
    {
        var requests = stages.Requests(scenario, breakEvens: false);
        stop.ThrowIfCancellationRequested();
        var options = new SpendOptions
        {
            Seed = scenario.Seed,
            Trials = FewestTrials,
            Threads = threads,
            Decisions = false,
            Components = false,
            Classes = false,
            CurvePoints = 0
        };
        var (means, served) = MeanSpend.Of(Simulation.Model(scenario, requests, threads, limited: false), options, stop);
        var questions = Quality.Questions(scenario, requests);
        var draws = RecallSample.Draw(questions, scenario.Seed);
        var months = scenario.Calendar.Months.Sum(m => m.Part);
        var tuned = forms.Select((form, i) => new TunedForm(
            form, TokensOf(requests[i], scenario), means[i].Bill / Math.Max(1e-300, served),
            means[i].Bill / months, means[i].WithPeople / months,
            RecallBootstrap.Summarise(questions[i], draws[i], scenario.Quality))
        {
            Questions = questions[i],
        }).ToList();
        var costs = tuned.Select(t => t.CostPerMonth).ToList();
        var chosen = Choose(questions, draws, costs, scenario.Quality!);
        var (outOfSample, folds) = CrossValidated(scenario, questions, costs, threads);
        return new TuneResult(design, tuned, tuned[chosen].Recall.Mean >= scenario.Quality!.AtLeast.Value
            ? tuned[chosen]
            : null, outOfSample, folds);
    }

    /// <summary>
    /// The cheapest form that shows the quality at the confidence asked for; where the questions are too few for that, the cheapest that
    /// has it on them; else the one that retrieves the most.
    /// </summary>
    private static int Choose(IReadOnlyList<IReadOnlyList<MeasuredQuestion>> forms, IReadOnlyList<double[]> draws,
        IReadOnlyList<double> costs, QualityTarget target)
    {
        var measured = forms.Select((f, i) =>
            (Form: i, Mean: MeanOf(f), IsShown: draws[i].Count(r => r >= target.AtLeast.Value) >= target.Confidence.Value
                * draws[i].Length)).ToList();
        var reaching = measured.Where(m => m.IsShown).ToList();
        if (reaching.Count == 0)
            reaching = [.. measured.Where(m => m.Mean >= target.AtLeast.Value)];
        return reaching.Count > 0
            ? reaching.OrderBy(m => costs[m.Form]).ThenBy(m => m.Form).First().Form
            : measured.OrderByDescending(m => m.Mean).ThenBy(m => costs[m.Form]).First().Form;
    }

    // Each part of the questions is judged by the form that the others choose.
    private static (double Recall, int Folds) CrossValidated(Scenario scenario, IReadOnlyList<IReadOnlyList<MeasuredQuestion>> forms,
        IReadOnlyList<double> costs, int threads)
    {
        var count = forms[0].Count;
        var folds = Math.Min(MostFolds, count);
        if (folds < 2)
            return (double.NaN, folds);
        var stream = new RandomStreams(scenario.Seed).For(0, Purpose);
        var shuffled = Enumerable.Range(0, count).Select(q => (Question: q, Order: stream.Uniform())).OrderBy(q => q.Order)
            .Select(q => q.Question).ToList();
        var parts = InParallel.Of([.. Enumerable.Range(0, folds)], threads, fold =>
        {
            var held = shuffled.Where((_, i) => i % folds == fold).ToHashSet();
            var training = forms.Select(f => (IReadOnlyList<MeasuredQuestion>)[.. f.Where((_, q) => !held.Contains(q))]).ToList();
            var chosen = Choose(training, RecallSample.Draw(training, scenario.Seed), costs, scenario.Quality!);
            var judged = held.Order().Select(q => forms[chosen][q]).ToList();
            return (Found: judged.Sum(q => q.Weight * q.Recall), Weight: judged.Sum(q => q.Weight));
        });
        return (parts.Sum(p => p.Found) / parts.Sum(p => p.Weight), folds);
    }

    private static double MeanOf(IReadOnlyList<MeasuredQuestion> questions) =>
        questions.Sum(q => q.Weight * q.Recall) / questions.Sum(q => q.Weight);

    private static double TokensOf(IReadOnlyList<WorkloadRequests> requests, Scenario scenario)
    {
        var levels = scenario.Workloads.Select(w => w.Traffic.Level.Expected()).ToList();
        var total = levels.Sum();
        return requests.Select((r, i) => r.Population is { } population
            ? (population.Mean(w => w.Input.Value) + population.Mean(r.Terms!.OutputTokens))
                * (total > 0 ? levels[i] / total : 1.0 / levels.Count)
            : 0).Sum();
    }
}
