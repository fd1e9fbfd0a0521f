using CostSim.Engine;
using CostSim.Randomness;

namespace CostSim.Tests.Engine;

/// <summary>Closed moments of a request against requests drawn from the definition.</summary>
public sealed class RequestMomentsTests
{
    private const int Draws = 60_000;

    public static TheoryData<string> Names => [.. Cases.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Moments_are_those_of_requests_drawn_one_by_one(string name)
    {
        var model = Cases.All[name]();
        var scores = Enumerable.Range(0, model.Inputs.Count).Select(i => 0.7 - (0.4 * i)).ToArray();
        for (var d = 0; d < model.Designs.Count; d++)
        {
            for (var c = 0; c < model.Classes.Count; c++)
            {
                var cost = model.Designs[d].Classes[c];
                var day = model.Calendar.Days - 1;
                var logVolume = Math.Log(500);
                var (bill, all) = Moments(model, [cost], scores, day, logVolume);

                var names = cost.Incidents.Select(i => i.Component).ToList();
                var sampler = new RequestSampler(cost, scores, sample => sample.Shares);
                var stream = new RandomStreams(5).For(d, c);
                var correlation = cost.Segments[0].Requests.Leaves.OfType<TypedRequests>().FirstOrDefault()?.Correlation ?? 0;
                var (billed, people) = (new double[Draws], new double[Draws]);
                for (var i = 0; i < Draws; i++)
                    (billed[i], people[i]) = sampler.Cost(day, RequestLuck.Draw(stream, correlation, 3, names.Count), logVolume, names);

                Check(name, billed, bill);
                Check(name, people, all);
            }
        }
    }

    [Fact]
    public void A_pair_has_the_moments_of_the_difference_of_requests_drawn_together()
    {
        foreach (var name in new[] { "two designs on one sample", "two typed designs" })
        {
            var model = Cases.All[name]();
            var scores = Enumerable.Range(0, model.Inputs.Count).Select(i => 0.7 - (0.4 * i)).ToArray();
            var costs = model.Designs.Select(d => d.Classes[0]).ToArray();
            var (bill, all) = Moments(model, costs, scores, 0, Math.Log(500));
            var names = costs[0].Incidents.Select(i => i.Component).ToList();
            var samplers = costs.Select(c => new RequestSampler(c, scores, sample => sample.Shares)).ToArray();
            var stream = new RandomStreams(6).For(0, 0);
            var (billed, people) = (new double[Draws], new double[Draws]);
            for (var i = 0; i < Draws; i++)
            {
                var luck = RequestLuck.Draw(stream, 0.3, 3, names.Count);
                var (a, b) = (samplers[0].Cost(0, luck, 0, names), samplers[1].Cost(0, luck, 0, names));
                (billed[i], people[i]) = (a.Bill - b.Bill, a.WithPeople - b.WithPeople);
            }

            Check(name, billed, bill);
            Check(name, people, all);
        }
    }

    private static (double[] Bill, double[] All) Moments(SpendModel model, IReadOnlyList<ClassCost> costs, double[] scores, int day, double logVolume)
    {
        var columns = new ParameterColumns(model.Inputs.Count);
        var sides = costs.Select((c, s) => new Side(ClassUnits.LawOn(c, day), c.Attempts, s == 0 ? 1 : -1)).ToList();
        var moments = new RequestMoments(sides, [.. costs.Select(c => c.Incidents)], columns);
        var samples = Samples.Of(model);
        var block = new TrialBlock(columns, samples);
        for (var i = 0; i < scores.Length; i++)
            Array.Fill(block.Scores[i], scores[i]);
        foreach (var sample in samples)
            for (var q = 0; q < sample.Shares.Count; q++)
                Array.Fill(block.WeightsOf(sample)[q], sample.Shares[q]);
        block.EvaluateParameters();
        var tensors = new TensorColumns();
        tensors.Start(block);
        moments.Evaluate(block, tensors, logVolume);
        return ([.. moments.Bill.Select(m => m[3])], [.. moments.WithPeople.Select(m => m[3])]);
    }

    private static void Check(string name, double[] draws, double[] moments)
    {
        Assert.Equal(1, moments[0], 9);
        for (var n = 1; n <= 3; n++)
        {
            var powers = draws.Select(x => Math.Pow(x, n)).ToArray();
            var mean = powers.Average();
            var error = Math.Sqrt(powers.Average(p => (p - mean) * (p - mean)) / Draws);
            // The error of a heavy third moment is itself badly known: six of them.
            Assert.True(Math.Abs(mean - moments[n]) <= ((n == 3 ? 6 : 4.5) * error) + 1e-12, $"{name}: moment {n} is {moments[n]:G6}, drawn {mean:G6} +- {error:G2}");
        }
    }
}
