using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>One design's requests as a side of a single law or of a pair; the sign is −1 for what is subtracted.</summary>
internal sealed record Side(RequestLaw Requests, Attempts Attempts, double Sign);

/// <summary>A joint number of attempts: its probability and the attempts of each side.</summary>
internal sealed record JointAttempts(Parameter Probability, IReadOnlyList<int> Times);

/// <summary>
/// Splits the requests of one design, or of two that share their random numbers, into pieces. Routes, alternatives and attempts of a
/// pair are coupled by one uniform number each.
/// </summary>
internal static class PieceCompiler
{
    // Pieces depend on the laws alone: each thread, and each volume of a break-even, asks for the same ones again.
    private static readonly ConditionalWeakTable<RequestLaw, ConcurrentDictionary<Asked, Lazy<IReadOnlyList<Piece>>>> Known = [];

    private readonly record struct Asked(RequestLaw? Other, Attempts First, Attempts? Second, double FirstSign, double SecondSign);

    public static IReadOnlyList<Piece> Compile(IReadOnlyList<Side> sides)
    {
        var other = sides.Count > 1 ? sides[1] : null;
        var asked = new Asked(other?.Requests, sides[0].Attempts, other?.Attempts, sides[0].Sign, other?.Sign ?? 0);
        return Known.GetOrCreateValue(sides[0].Requests)
            .GetOrAdd(asked, _ => new Lazy<IReadOnlyList<Piece>>(() => CompileAnew(sides))).Value;
    }

    private static List<Piece> CompileAnew(IReadOnlyList<Side> sides)
    {
        var pieces = new List<Piece>();
        Split(sides, [.. sides.Select(s => s.Requests)], AttemptsOf(sides), Parameter.One, pieces);
        return pieces;
    }

    private static void Split(IReadOnlyList<Side> sides, IReadOnlyList<RequestLaw> laws, IReadOnlyList<JointAttempts> attempts,
        Parameter probability, List<Piece> to)
    {
        if (laws.All(l => l is not RoutedRequests))
        {
            to.AddRange(laws[0].Pieces(sides, laws, attempts, probability));
            return;
        }

        var ways = laws.Select(l => l.Ways).ToList();
        foreach (var joint in Couple([.. ways.Select(w => w.Select(x => x.Share).ToList())]))
            Split(sides, [.. ways.Select((w, s) => w[joint.Choices[s]].Requests)], attempts, probability * joint.Probability, to);
    }

    internal sealed record JointChoice(IReadOnlyList<int> Choices, Parameter Probability);

    /// <summary>The joint choices of one or two sides.</summary>
    internal static IEnumerable<JointChoice> Couple(IReadOnlyList<IReadOnlyList<Parameter>> shares) => shares.Count == 1
        ? shares[0].Select((p, i) => new JointChoice([i], p))
        : Coupling.Of(shares[0], shares[1]).Select(j => new JointChoice([j.First, j.Second], j.Probability));

    private static List<JointAttempts> AttemptsOf(IReadOnlyList<Side> sides) =>
        [.. Couple([.. sides.Select(s => s.Attempts.Shares)])
            .Select(j => new JointAttempts(j.Probability, [.. j.Choices.Select(c => c + 1)]))];

    /// <summary>Whether both sides always pay the same number of attempts in the same way, so that their costs may be netted.</summary>
    internal static bool AreNetted(IReadOnlyList<Side> sides) =>
        sides.Count == 2 && sides[0].Attempts.FreshOutput == sides[1].Attempts.FreshOutput
            && Coupling.Same(sides[0].Attempts.Shares, sides[1].Attempts.Shares);

    /// <summary>
    /// Outputs of a side that are told apart: the first attempt's, which comes with the request's input, and as many later ones as a
    /// product of four can hold. Later attempts are alike, so any number of them is a matter of counting.
    /// </summary>
    internal static int OutputsOf(Attempts attempts) => attempts.FreshOutput ? Math.Min(1 + Monomials.MaxDegree, attempts.Shares.Count) : 1;

    /// <summary>
    /// Repeats of variables, each of one side and of the input (group 0, or all where the output repeats too) or of one attempt's output.
    /// </summary>
    internal static IReadOnlyList<Repeat> RepeatsOf(IReadOnlyList<JointAttempts> attempts, IReadOnlyList<(int Side, int Group)> variables,
        IReadOnlyList<Side> sides)
    {
        var isFresh = variables.Select(v => v.Group > 0 && sides[v.Side].Attempts is { FreshOutput: true, Shares.Count: > 1 }).ToArray();
        var used = variables.Select(v => v.Side).Distinct().ToArray();
        var isUniform = !isFresh.Contains(true) && attempts.All(a => used.Select(s => a.Times[s]).Distinct().Count() <= 1);
        return
        [
            .. attempts.Where(a => a.Probability is not ConstantParameter { Number: 0 }).Select(a => isUniform
                ? new Repeat(a.Probability, used.Length == 0 ? 1 : a.Times[used[0]], null)
                : new Repeat(a.Probability, 1, Weights(a, variables, isFresh, sides))),
        ];
    }

    private static double[] Weights(JointAttempts attempts, IReadOnlyList<(int Side, int Group)> variables, bool[] isFresh,
        IReadOnlyList<Side> sides)
    {
        var monomials = Monomials.Of(variables.Count);
        int[] listed = [.. sides.Select(s => OutputsOf(s.Attempts) - 1), 0];
        int[] paid = [.. attempts.Times.Select((t, s) => sides[s].Attempts.FreshOutput ? t - 1 : 0), 0];
        var weights = new double[monomials.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var times = 1.0;
            var groups = new Dictionary<int, int>();
            for (var v = 0; v < variables.Count; v++)
            {
                var power = monomials.Exponents[i][v];
                if (power == 0)
                    continue;
                if (!isFresh[v])
                    times *= Randomness.Moments.Power(attempts.Times[variables[v].Side], power);
                else if (variables[v].Group > 1)
                    groups[variables[v].Group] = groups.GetValueOrDefault(variables[v].Group) | (1 << variables[v].Side);
            }

            var (first, second, both) =
                (groups.Values.Count(g => g == 1), groups.Values.Count(g => g == 2), groups.Values.Count(g => g == 3));
            var among = Places(listed[0], listed[1], first, second, both);
            weights[i] = among > 0 ? times * Places(paid[0], paid[1], first, second, both) / among : 0;
        }

        return weights;
    }

    // In how many ways distinct later attempts can be given to the outputs of a product: of the first side alone, the second alone, both.
    private static double Places(int attempts, int others, int first, int second, int both)
    {
        if (attempts < others)
            (attempts, others, first, second) = (others, attempts, second, first);
        return Falling(others, both + second) * Falling(attempts - both - second, first);
    }

    private static double Falling(int from, int count)
    {
        var product = 1.0;
        for (var i = 0; i < count; i++)
            product *= Math.Max(0, from - i);
        return product;
    }
}
