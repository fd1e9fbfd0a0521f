using System.Globalization;

namespace CostSim.Randomness;

/// <summary>
/// One standard normal score of a trial. Its identity is class and key, never the design: one key stated differently in two
/// designs moves by the same score.
/// </summary>
internal sealed record UncertainInput(int Index, string Scope, string Key)
{
    /// <summary>
    /// As people read it: <c>traffic.growth_per_month</c>, <c>chat: traffic.adoption</c>, <c>traffic.adoption (common)</c>.
    /// </summary>
    public string Name => Scope switch
    {
        "" => Key,
        UncertainInputs.Common => $"{Key} (common)",
        _ => $"{Scope}: {Key}",
    };
}

/// <summary>The scores that a model draws once per trial, in the order of their first mention.</summary>
internal sealed class UncertainInputs
{
    /// <summary>The scope of the part that <c>shared</c> makes common to several classes.</summary>
    public const string Common = "*";

    // Market facts: a price or a rate of exchange that moves, moves for every member of a portfolio.
    private static readonly string[] OfAll = ["prices.", "fx"];

    private readonly List<UncertainInput> all = [];
    private readonly Dictionary<(string Scope, string Key), UncertainInput> byIdentity = [];
    private readonly UncertainInputs? portfolio;
    private readonly string member = "";

    public UncertainInputs()
    {
    }

    private UncertainInputs(UncertainInputs portfolio, string member) => (this.portfolio, this.member) = (portfolio, member);

    public IReadOnlyList<UncertainInput> All => portfolio?.All ?? all;

    public int Count => All.Count;

    /// <summary>
    /// The same scores as one member of a portfolio states them: what the market decides and what <c>shared</c> makes common is
    /// one draw for all members, every other key is the member's own.
    /// </summary>
    public UncertainInputs Member(string name) => new(this, name);

    /// <summary>The name of a member's class among those of its portfolio.</summary>
    public static string ScopeIn(string member, string scope) => scope.Length == 0 ? member : $"{member}/{scope}";

    /// <summary>The score of a key in a scope (empty: the top level), made at its first mention.</summary>
    public UncertainInput Of(string scope, string key)
    {
        if (portfolio is not null)
            return portfolio.Of(scope == Common || OfAll.Any(k => key.StartsWith(k, StringComparison.Ordinal))
                ? scope
                : ScopeIn(member, scope), key);
        if (!byIdentity.TryGetValue((scope, key), out var input))
        {
            input = new UncertainInput(all.Count, scope, key);
            byIdentity.Add((scope, key), input);
            all.Add(input);
        }

        return input;
    }

    /// <summary>
    /// A number that follows a law, drawn once per trial; a <paramref name="shared"/> part of its score's variance is common to all scopes.
    /// </summary>
    public Parameter Add(string scope, string key, IQuantity law, double shared = 0) =>
        law.Outcomes.Count == 1 || law.Variance == 0
            ? Parameter.Of(law.Mean)
            : new InputParameter(Blend(scope, key, shared), law);

    /// <summary>The score, or the blend of a common and an own one, by which a key moves.</summary>
    public ScoreBlend Blend(string scope, string key, double shared = 0) => shared switch
    {
        <= 0 => new ScoreBlend(Of(scope, key), null, 0),
        >= 1 => new ScoreBlend(Of(Common, key), null, 0),
        _ => new ScoreBlend(Of(scope, key), Of(Common, key), shared),
    };
}

/// <summary>A standard normal made of an own score and, where a key says <c>shared</c>, a common one.</summary>
internal sealed record ScoreBlend(UncertainInput Own, UncertainInput? Shared, double Share)
{
    private readonly double ownPart = Math.Sqrt(1 - Share);
    private readonly double sharedPart = Math.Sqrt(Share);

    public double OwnPart => ownPart;

    public double SharedPart => sharedPart;

    public double At(ReadOnlySpan<double> scores) =>
        Shared is null ? scores[Own.Index] : Math.FusedMultiplyAdd(ownPart, scores[Own.Index], sharedPart * scores[Shared.Index]);

    public IEnumerable<int> Inputs => Shared is null ? [Own.Index] : [Own.Index, Shared.Index];

    public override string ToString() =>
        Shared is null ? Own.Name : string.Create(CultureInfo.InvariantCulture, $"{Own.Name}, {Share * 100:0.#} % shared");
}
