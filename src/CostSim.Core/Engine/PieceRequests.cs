using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// What the random numbers of a request cost in one piece of the model between two changes of price, in the trial that was started.
/// </summary>
internal sealed class PieceRequests
{
    private readonly ClassCost cost;
    private readonly List<(int Share, PieceLeaf Leaf)> ways = [];
    private readonly int[] attempts;
    private readonly (int Name, int Found, int Missed, int Usd)[] incidents;
    private ParameterValues? values;
    private int lane;

    public PieceRequests(ClassCost cost, RequestLaw law, IReadOnlyList<string> incidentNames, ParameterColumns columns,
        Func<RequestLaw, PieceLeaf> leafOf)
    {
        this.cost = cost;
        Add(law, Parameter.One);
        attempts = [.. cost.Attempts.Shares.Select(columns.SlotOf)];
        incidents = [
            .. cost.Incidents.Select(i =>
                (incidentNames.ToList().IndexOf(i.Component), columns.SlotOf(i.WhenFound),
                    columns.SlotOf(i.WhenMissed), columns.SlotOf(i.Usd))),
        ];

        void Add(RequestLaw at, Parameter share)
        {
            if (ReferenceEquals(at.Ways[0].Requests, at))
                ways.Add((columns.SlotOf(share), leafOf(at)));
            else
                foreach (var way in at.Ways)
                    Add(way.Requests, share * way.Share);
        }
    }

    public bool CostsNothing => cost.Incidents.Count == 0 && ways.TrueForAll(w => w.Leaf.CostsNothing);

    public void Start(TrialBlock block, int trialLane)
    {
        (values, lane) = (block.Values, trialLane);
        foreach (var (_, leaf) in ways)
            leaf.Start(block, trialLane);
    }

    /// <summary>The cost of one request; what it meets in addition to its bill only where asked for.</summary>
    public double Of(RequestDraw draw, double logVolume, bool withIncidents)
    {
        var leaf = ways.Count == 1 ? ways[0].Leaf : ways[Pick(draw.Way, ways.Count, w => ways[w].Share)].Leaf;
        var times = attempts.Length == 1 ? 1 : Pick(draw.Attempt, attempts.Length, a => attempts[a]) + 1;
        var usd = leaf.Of(draw, logVolume, times, cost.Attempts.FreshOutput);
        if (!withIncidents)
            return usd;
        foreach (var (name, found, missed, each) in incidents)
        {
            if (draw.Incidents[name] < (draw.Evidence < leaf.Missed ? At(missed) : At(found)))
                usd += At(each);
        }

        return usd;
    }

    /// <summary>The mean over the requests that are small at a level, incidents left out.</summary>
    public double SmallMean(int level, double logVolume)
    {
        var times = 0.0;
        for (var a = 0; a < attempts.Length; a++)
            times += (a + 1) * At(attempts[a]);
        var sum = 0.0;
        foreach (var (share, leaf) in ways)
            sum += At(share) * leaf.SmallMean(level, logVolume, times, cost.Attempts.FreshOutput);
        return sum;
    }

    /// <summary>Calls back with each incident's name, its probability among the small requests, and its cost.</summary>
    public void ForEachIncident(int level, double logVolume, Action<int, double, double> visit)
    {
        if (incidents.Length == 0)
            return;
        var missed = 0.0;
        foreach (var (share, leaf) in ways)
            missed += At(share) * leaf.SmallMissed(level, logVolume);
        foreach (var (name, found, whenMissed, each) in incidents)
            visit(name, At(found) + (missed * (At(whenMissed) - At(found))), At(each));
    }

    private double At(int slot) => values![slot][lane];

    private int Pick(double uniform, int count, Func<int, int> slotOf)
    {
        for (var i = 0; i + 1 < count; i++)
        {
            uniform -= At(slotOf(i));
            if (uniform < 0)
                return i;
        }

        return count - 1;
    }
}

/// <summary>One way of a request: priced rows, or typed lengths.</summary>
internal abstract class PieceLeaf
{
    /// <summary>The part of the evidence that the last request's context lacked.</summary>
    public double Missed { get; protected set; }

    public abstract bool CostsNothing { get; }

    public abstract void Start(TrialBlock block, int lane);

    public abstract double Of(RequestDraw draw, double logVolume, int times, bool isFresh);

    public abstract double SmallMean(int level, double logVolume, double times, bool isFresh);

    public abstract double SmallMissed(int level, double logVolume);
}

/// <summary>Typed lengths under a way's tiers.</summary>
internal sealed class TypedLeaf : PieceLeaf
{
    private readonly TypedRequests law;
    private readonly LengthTables lengths;
    private readonly int[] probabilities;
    private readonly Tier[][] tiers;
    private readonly double[] shares;
    private readonly (int Input, int Output, int Reasoning) scales;
    private readonly double[] row;
    private (double Input, double Output, double Reasoning) scale;

    private sealed class Tier
    {
        public double From;
        public bool IncludesStart;
        public (TypedUnit Unit, double Usd, int Factor)[] Parts = [];
        public double PerInput;
        public double PerOutput;
        public double PerThought;
        public double PerRequest;
        public double ScaledFrom;
    }

    public TypedLeaf(TypedRequests law, LengthTables lengths, ParameterColumns columns)
    {
        (this.law, this.lengths, row) = (law, lengths, new double[columns.Inputs]);
        probabilities = [.. law.Alternatives.Select(a => columns.SlotOf(a.Probability))];
        shares = new double[probabilities.Length];
        scales = (columns.SlotOf(law.Input.Scale), columns.SlotOf(law.Output.Scale),
            columns.SlotOf(law.LawOf(TypedUnit.ReasoningToken).Scale));
        tiers = [.. law.Alternatives.Select(a => a.Tiers.Select((t, i) => new Tier
        {
            From = i == 0 ? double.NegativeInfinity : t.FromInput,
            IncludesStart = t.IncludesStart,
            Parts = [.. t.Parts.Select(p => (p.Unit, p.UsdPerUnit, columns.SlotOf(p.Product)))],
        }).ToArray())];
    }

    public override bool CostsNothing => !law.AllParts.Any();

    public override void Start(TrialBlock block, int lane)
    {
        block.ScoresOf(lane, row);
        lengths.Start(row);
        scale = (block.Values[scales.Input][lane], block.Values[scales.Output][lane], block.Values[scales.Reasoning][lane]);
        for (var a = 0; a < tiers.Length; a++)
        {
            shares[a] = block.Values[probabilities[a]][lane];
            foreach (var tier in tiers[a])
            {
                tier.ScaledFrom = tier.From / scale.Input;
                (tier.PerInput, tier.PerOutput, tier.PerThought, tier.PerRequest) = (0, 0, 0, 0);
                foreach (var (unit, usd, factor) in tier.Parts)
                {
                    var price = usd * block.Values[factor][lane];
                    if (unit == TypedUnit.InputToken)
                        tier.PerInput += price * scale.Input;
                    else if (unit == TypedUnit.OutputToken)
                        tier.PerOutput += price * scale.Output;
                    else if (unit == TypedUnit.ReasoningToken)
                        tier.PerThought += price * scale.Reasoning;
                    else
                        tier.PerRequest += price;
                }
            }
        }
    }

    public override double Of(RequestDraw draw, double logVolume, int times, bool isFresh)
    {
        var choice = 0;
        for (var u = draw.Case - shares[0]; choice + 1 < shares.Length && u >= 0; u -= shares[choice])
            choice++;
        var input = lengths.Input.At(draw.Input);
        var own = tiers[choice];
        var t = own.Length - 1;
        while (t > 0 && !(own[t].IncludesStart ? input >= own[t].ScaledFrom : input > own[t].ScaledFrom))
            t--;
        var tier = own[t];
        var fixedPart = (input * tier.PerInput) + tier.PerRequest;
        var written = Written(tier, draw.Input, draw.Output);
        if (!isFresh)
            return times * (fixedPart + written);
        for (var attempt = 1; attempt < times; attempt++)
            written += Written(tier, draw.Input, draw.Again[attempt]);
        return (times * fixedPart) + written;
    }

    public override double SmallMean(int level, double logVolume, double times, bool isFresh)
    {
        var table = lengths.At(level);
        Span<double> f = stackalloc double[LengthTable.Figures];
        var (sum, weight) = (0.0, 0.0);
        for (var a = 0; a < tiers.Length; a++)
        {
            for (var t = 0; t < tiers[a].Length; t++)
            {
                var (tier, isLast) = (tiers[a][t], t + 1 == tiers[a].Length);
                table.Between(tier.ScaledFrom, isLast ? double.PositiveInfinity : tiers[a][t + 1].ScaledFrom, tier.IncludesStart, !isLast
                    && tiers[a][t + 1].IncludesStart, f);
                var written = Outputs(f[2], f[3], tier.PerOutput) + Outputs(f[4], f[5], tier.PerThought);
                sum += shares[a] * ((times * ((f[1] * tier.PerInput) + (f[0] * tier.PerRequest))) + written);
                weight += shares[a] * f[0];
            }
        }

        return weight > 0 ? sum / weight : 0;

        double Outputs(double first, double again, double price) => price * (isFresh ? first + ((times - 1) * again) : times * first);
    }

    public override double SmallMissed(int level, double logVolume) => 0;

    // What an attempt writes and thinks, in dollars.
    private double Written(Tier tier, double input, double own)
    {
        var score = lengths.Correlation == 0 ? own : (lengths.Correlation * input) + (lengths.OwnPart * own);
        return (tier.PerOutput == 0 ? 0 : tier.PerOutput * lengths.Output.At(score))
            + (tier.PerThought == 0 ? 0 : tier.PerThought * lengths.Reasoning.At(score));
    }
}
