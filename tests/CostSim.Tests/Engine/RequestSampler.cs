using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Tests.Engine;

/// <summary>The luck of one request, shared by all designs.</summary>
internal readonly record struct RequestLuck(double Base, double Route, double Alternative, double Attempt, double Evidence, double InputScore, double[] OutputScores, double[] Incidents)
{
    public const int MaxAttempts = 8;

    public static RequestLuck Draw(RandomStream stream, double correlation, int attempts, int incidents)
    {
        var (request, route, alternative, attempt, evidence) = (stream.Uniform(), stream.Uniform(), stream.Uniform(), stream.Uniform(), stream.Uniform());
        var input = stream.Normal();
        var outputs = new double[attempts];
        for (var i = 0; i < attempts; i++)
            outputs[i] = (correlation * input) + (Math.Sqrt(1 - (correlation * correlation)) * stream.Normal());
        var met = new double[incidents];
        for (var i = 0; i < incidents; i++)
            met[i] = stream.Uniform();
        return new RequestLuck(request, route, alternative, attempt, evidence, input, outputs, met);
    }
}

/// <summary>What one design pays for a request of given luck, read straight from the definition: the days engine's plain form, and the check on every moment.</summary>
internal sealed class RequestSampler(ClassCost cost, double[] scores, Func<QuestionSample, IReadOnlyList<double>> weights)
{
    private readonly Dictionary<(SampledRequests Law, double LogVolume), SampledTable> tables = [];

    public (double Bill, double WithPeople) Cost(int day, RequestLuck luck, double logVolume, IReadOnlyList<string> incidentNames)
    {
        var law = cost.Segments.Last(s => s.FromDay <= day).Requests;
        while (law is RoutedRequests routed)
            law = routed.Routes[Pick([.. routed.Routes.Select(r => r.Share)], luck.Route)].Requests;
        var attempts = Pick(cost.Attempts.Shares, luck.Attempt) + 1;
        var (bill, missed) = law is TypedRequests typed ? (Typed(typed, attempts, luck), false) : Sampled((SampledRequests)law, attempts, luck, logVolume);
        var all = bill;
        foreach (var incident in cost.Incidents)
        {
            var name = incidentNames.ToList().IndexOf(incident.Component);
            if (luck.Incidents[name] >= (missed ? incident.WhenMissed : incident.WhenFound).At(scores))
                continue;
            all += incident.Usd.At(scores);
            if (incident.Payer == Payer.Bill)
                bill += incident.Usd.At(scores);
        }

        return (bill, all);
    }

    private double Typed(TypedRequests law, int attempts, RequestLuck luck)
    {
        var alternative = law.Alternatives[Pick([.. law.Alternatives.Select(a => a.Probability)], luck.Alternative)];
        var input = law.Input.Scale.At(scores) * law.Input.At(scores).At(luck.InputScore);
        var tier = alternative.Tiers.Last(t => t.FromInput <= 0 || (t.IncludesStart ? input >= t.FromInput : input > t.FromInput));
        var total = 0.0;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var score = luck.OutputScores[cost.Attempts.FreshOutput ? attempt : 0];
            foreach (var part in tier.Parts)
            {
                var drawn = law.LawOf(part.Unit);
                var units = part.Unit is TypedUnit.InputToken ? input : drawn.Scale.At(scores) * drawn.At(scores).At(score);
                total += part.UsdPerUnit * FactorOf(part.Factors) * units;
            }
        }

        return total;
    }

    private (double Usd, bool Missed) Sampled(SampledRequests law, int attempts, RequestLuck luck, double logVolume)
    {
        if (!tables.TryGetValue((law, logVolume), out var table))
            tables.Add((law, logVolume), table = new SampledTable(law, logVolume, law.Sample is { } sample ? weights(sample) : null));
        var row = table.RowOf(luck.Base, luck.Alternative);
        var total = 0.0;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var answer = attempt > 0 && cost.Attempts.FreshOutput ? table.AnotherOf(row, Elementary.NormalCdf(luck.OutputScores[attempt])) : row;
            foreach (var part in law.Parts)
                total += part.Usd[part.IsOutput ? answer : row] * FactorOf(part.Factors);
        }

        return (total, law.Missed.Count > 0 && luck.Evidence < law.Missed[row]);
    }

    private double FactorOf(IReadOnlyList<Parameter> factors)
    {
        var product = 1.0;
        foreach (var factor in factors)
            product *= factor.At(scores);
        return product;
    }

    private int Pick(IReadOnlyList<Parameter> shares, double uniform)
    {
        for (var i = 0; i + 1 < shares.Count; i++)
        {
            uniform -= shares[i].At(scores);
            if (uniform < 0)
                return i;
        }

        return shares.Count - 1;
    }

    /// <summary>Rows to draw from: a base request by weight, then its alternative.</summary>
    private sealed class SampledTable
    {
        private readonly SampledRequests law;
        private readonly double[] weight;
        private readonly double[] cumulative;
        private readonly List<Range> requests = [];

        public SampledTable(SampledRequests law, double logVolume, IReadOnlyList<double>? questions)
        {
            this.law = law;
            weight = new double[law.BaseRequests.Count];
            foreach (var row in new JointRows([law]).At(logVolume))
                weight[row.First] = row.Weight;
            if (questions is not null)
            {
                foreach (var rows in Enumerable.Range(0, weight.Length).GroupBy(r => law.Questions[r]))
                {
                    var sum = rows.Sum(r => weight[r]);
                    foreach (var row in rows)
                        weight[row] *= questions[rows.Key] / sum;
                }
            }

            for (var start = 0; start < weight.Length;)
            {
                var end = start;
                while (end < weight.Length && law.BaseRequests[end] == law.BaseRequests[start])
                    end++;
                requests.Add(start..end);
                start = end;
            }

            cumulative = new double[requests.Count];
            var total = 0.0;
            for (var i = 0; i < cumulative.Length; i++)
                cumulative[i] = total += weight.AsSpan(requests[i]).ToArray().Sum();
        }

        public int RowOf(double request, double alternative)
        {
            var place = Array.BinarySearch(cumulative, request * cumulative[^1]);
            var range = requests[Math.Min(place < 0 ? ~place : place, requests.Count - 1)];
            return Within([.. Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value)], alternative);
        }

        /// <summary>Another answer to the same question.</summary>
        public int AnotherOf(int row, double uniform)
        {
            var question = law.Questions.Count > 0 ? law.Questions[row] : 0;
            return Within([.. Enumerable.Range(0, weight.Length).Where(r => law.Questions.Count == 0 || law.Questions[r] == question)], uniform);
        }

        private int Within(int[] rows, double uniform)
        {
            var at = uniform * rows.Sum(r => weight[r]);
            foreach (var row in rows)
            {
                at -= weight[row];
                if (at < 0)
                    return row;
            }

            return rows[^1];
        }
    }
}
