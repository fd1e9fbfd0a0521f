using System.Numerics;
using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>One outcome of a request before its attempts: what every attempt pays again, and what it pays for its answer.</summary>
internal readonly record struct CostAtom(double Weight, double Same, double Answer);

/// <summary>Outcomes that share their input, so that a repeat draws its answer among them; and how likely each number of attempts is.</summary>
internal sealed record AtomGroup(double Weight, IReadOnlyList<CostAtom> Atoms, bool Missed);

/// <summary>A class's request cost in one trial as weighted outcomes, read from the definition: what transforms and lattices are made of.</summary>
internal sealed class CostAtoms
{
    private readonly ClassCost cost;
    private readonly double[] scores;
    private readonly double[] attempts;
    private readonly bool withPeople;
    private readonly List<AtomGroup> groups = [];

    public CostAtoms(ClassCost cost, RequestLaw law, double[] scores, Func<QuestionSample, IReadOnlyList<double>> weights, double logVolume, bool withPeople)
    {
        (this.cost, this.scores, this.withPeople) = (cost, scores, withPeople);
        attempts = [.. cost.Attempts.Shares.Select(p => p.At(scores))];
        Add(law, 1, weights, logVolume);
    }

    public IReadOnlyList<AtomGroup> Groups => groups;

    public IReadOnlyList<double> Attempts => attempts;

    public bool FreshOutput => cost.Attempts.FreshOutput && attempts.Length > 1;

    /// <summary>Incidents that add to the cost: probability by state of the evidence, and amount.</summary>
    public IEnumerable<(double Found, double Missed, double Usd)> Incidents => cost.Incidents.Where(i => withPeople || i.Payer == Payer.Bill)
        .Select(i => (i.WhenFound.At(scores), i.WhenMissed.At(scores), i.Usd.At(scores)));

    private (double U, Complex Value) last = (double.NaN, default);

    /// <summary>E exp(iuX); the same frequency asked again costs nothing.</summary>
    public Complex TransformAt(double u)
    {
        if (last.U != u)
            last = (u, Transform(u));
        return last.Value;
    }

    /// <summary>The outcomes of a request's whole cost, where they are few; null else.</summary>
    public IReadOnlyList<CostOutcome>? Outcomes(int most = 2_000)
    {
        if (FreshOutput || Incidents.Any() || groups.Sum(g => g.Atoms.Count) * attempts.Length > most)
            return null;
        return [.. groups.SelectMany(g => g.Atoms).SelectMany(a => attempts.Select((share, i) => new CostOutcome((a.Same + a.Answer) * (i + 1), a.Weight * share))).Where(o => o.Probability > 0)];
    }

    /// <summary>Outcomes of a request's whole cost for a discretised law; incidents and fresh answers are multiplied out.</summary>
    public IReadOnlyList<CostOutcome> FineOutcomes()
    {
        var outcomes = new List<CostOutcome>();
        foreach (var group in groups)
        {
            IEnumerable<CostOutcome> own = group.Atoms.SelectMany(a => attempts.Select((share, i) => (Share: share, Count: i + 1))
                .SelectMany(n => FreshOutput ? Repeated(group, a, n.Count, n.Share) : [new CostOutcome((a.Same + a.Answer) * n.Count, a.Weight * n.Share)]));
            foreach (var (found, missed, usd) in Incidents)
            {
                var p = group.Missed ? missed : found;
                own = own.SelectMany(o => new[] { o with { Probability = o.Probability * (1 - p) }, new CostOutcome(o.Usd + usd, o.Probability * p) });
            }

            outcomes.AddRange(own.Where(o => o.Probability > 0));
        }

        return outcomes;
    }

    private static IEnumerable<CostOutcome> Repeated(AtomGroup group, CostAtom first, int count, double share)
    {
        IEnumerable<CostOutcome> sums = [new CostOutcome((count * first.Same) + first.Answer, first.Weight * share)];
        for (var i = 1; i < count; i++)
            sums = sums.SelectMany(s => group.Atoms.Select(a => new CostOutcome(s.Usd + a.Answer, s.Probability * a.Weight / group.Weight)));
        return sums;
    }

    private Complex Transform(double u)
    {
        var (found, missed) = (Complex.One, Complex.One);
        foreach (var (p, q, usd) in Incidents)
        {
            var turn = Complex.FromPolarCoordinates(1, u * usd) - 1;
            (found, missed) = (found * (1 + (p * turn)), missed * (1 + (q * turn)));
        }

        var sum = Complex.Zero;
        foreach (var group in groups)
            sum += (group.Missed ? missed : found) * (FreshOutput ? Fresh(group, u) : Same(group, u));
        return sum;
    }

    private Complex Same(AtomGroup group, double u)
    {
        var sum = Complex.Zero;
        foreach (var atom in group.Atoms)
        {
            var once = Complex.FromPolarCoordinates(1, u * (atom.Same + atom.Answer));
            var power = Complex.One;
            foreach (var share in attempts)
                sum += atom.Weight * share * (power *= once);
        }

        return sum;
    }

    private Complex Fresh(AtomGroup group, double u)
    {
        var answer = Complex.Zero;
        foreach (var atom in group.Atoms)
            answer += atom.Weight / group.Weight * Complex.FromPolarCoordinates(1, u * atom.Answer);
        var (sum, repeats) = (Complex.Zero, Complex.One);
        for (var a = 0; a < attempts.Length; a++, repeats *= answer)
        {
            foreach (var atom in group.Atoms)
                sum += atom.Weight * attempts[a] * repeats * Complex.FromPolarCoordinates(1, u * (((a + 1) * atom.Same) + atom.Answer));
        }

        return sum;
    }

    private void Add(RequestLaw law, double weight, Func<QuestionSample, IReadOnlyList<double>> weights, double logVolume)
    {
        switch (law)
        {
            case RoutedRequests routed:
                foreach (var route in routed.Routes)
                    Add(route.Requests, weight * route.Share.At(scores), weights, logVolume);
                break;
            case TypedRequests typed:
                foreach (var alternative in typed.Alternatives)
                    AddTyped(typed, alternative, weight * alternative.Probability.At(scores));
                break;
            case SampledRequests sampled:
                AddSampled(sampled, weight, sampled.Sample is { } sample ? weights(sample) : null, logVolume);
                break;
        }
    }

    private void AddTyped(TypedRequests law, TypedAlternative alternative, double weight)
    {
        var (input, output) = (law.Input.At(scores), law.Output.At(scores));
        var (inputScale, outputScale) = (law.Input.Scale.At(scores), law.Output.Scale.At(scores));
        var rest = Math.Sqrt(1 - (law.Correlation * law.Correlation));
        foreach (var (node, parts) in InputsOf(law, alternative, input))
        {
            var tokens = inputScale * node.Value;
            double Usd(TypedUnit unit) => parts.Where(p => p.Unit == unit).Sum(p => p.UsdPerUnit * FactorOf(p.Factors));
            var same = (tokens * Usd(TypedUnit.InputToken)) + Usd(TypedUnit.Request);
            var (perOutput, perReasoning) = (outputScale * Usd(TypedUnit.OutputToken), Usd(TypedUnit.ReasoningToken));
            var shift = law.Correlation * node.Score;
            IEnumerable<(double Usd, double Weight)> written = [(0.0, 1.0)];
            if (perReasoning != 0)
                written = Grid(z => (perOutput * output.At(z)) + (perReasoning * law.LawOf(TypedUnit.ReasoningToken).Scale.At(scores) * law.LawOf(TypedUnit.ReasoningToken).At(scores).At(z)), shift, rest).Select(o => (o.Value, o.Weight));
            else if (perOutput != 0)
                written = OutcomesOf(output, shift, rest).Select(o => (perOutput * o.Value, o.Weight));
            groups.Add(new AtomGroup(weight * node.Weight, [.. written.Select(o => new CostAtom(weight * node.Weight * o.Weight, same, o.Usd))], false));
        }
    }

    // Across a tier's boundary the cost jumps: each tier then has nodes of its own.
    private IEnumerable<((double Value, double Weight, double Score) Node, IReadOnlyList<TypedPart> Parts)> InputsOf(TypedRequests law, TypedAlternative alternative, IQuantity input)
    {
        var tiers = alternative.Tiers;
        if (tiers.Count == 1)
            return OutcomesOf(input, 0, 1).Select(n => (n, tiers[0].Parts));
        return tiers.SelectMany((tier, t) => ScoreNodes.Over(
            TypedPieces.ScoreOf(tier, law.Input, scores),
            t + 1 < tiers.Count ? TypedPieces.ScoreOf(tiers[t + 1], law.Input, scores) : double.PositiveInfinity,
            [input]).Select(n => ((input.At(n.Score), n.Weight, n.Score), tier.Parts)));
    }

    // A discrete law's own values; else equal steps of the score, whose error falls faster than any power of the step.
    private static List<(double Value, double Weight, double Score)> OutcomesOf(IQuantity law, double mean, double deviation)
    {
        if (law.Outcomes.Count > 0 && (deviation == 1 || law.Outcomes.Count == 1))
        {
            var before = 0.0;
            return [.. law.Outcomes.Select(o =>
            {
                var score = NormalQuantile.Of(Math.Clamp(before + (0.5 * o.Probability), 1e-16, 1 - 1e-16));
                before += o.Probability;
                return (o.Value, o.Probability, score);
            })];
        }

        return Grid(law.At, mean, deviation);
    }

    private static List<(double Value, double Weight, double Score)> Grid(Func<double, double> at, double mean, double deviation)
    {
        const double step = 0.0625;
        const int reach = 136;
        return [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(i => (at(mean + (deviation * i * step)), step * Elementary.NormalDensity(i * step), i * step))];
    }

    private void AddSampled(SampledRequests law, double weight, IReadOnlyList<double>? questions, double logVolume)
    {
        var rows = new JointRows([law]).At(logVolume);
        foreach (var group in rows.GroupBy(r => law.Questions.Count > 0 ? law.Questions[r.First] : 0))
        {
            var scale = weight * (questions is null ? 1 : questions[group.Key] / group.Sum(r => r.Weight));
            foreach (var missed in new[] { false, true })
            {
                var atoms = group.Select(r => (r, Part: missed ? MissedOf(law, r) : 1 - MissedOf(law, r))).Where(r => r.Part > 0)
                    .Select(r => new CostAtom(scale * r.r.Weight * r.Part, UsdOf(law, r.r, false), UsdOf(law, r.r, true))).ToList();
                if (atoms.Count > 0)
                    groups.Add(new AtomGroup(atoms.Sum(a => a.Weight), atoms, missed));
            }
        }
    }

    private static double MissedOf(SampledRequests law, JointRow row) => law.Missed.Count > 0 ? law.Missed[row.First] : 0;

    private double UsdOf(SampledRequests law, JointRow row, bool output) =>
        law.Parts.Where(p => p.IsOutput == output).Sum(p => p.Usd[row.First] * FactorOf(p.Factors));

    private double FactorOf(IReadOnlyList<Parameter> factors) => factors.Aggregate(1.0, (product, f) => product * f.At(scores));
}
