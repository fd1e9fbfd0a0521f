using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;
using Calendar = CostSim.Scenarios.Calendar;

namespace CostSim.Tests.Engine;

/// <summary>Small models, one for each thing that a scenario can say, for both engines to agree on.</summary>
internal static class Cases
{
    public static IReadOnlyDictionary<string, Func<SpendModel>> All { get; } = new Dictionary<string, Func<SpendModel>>
    {
        ["autocorrelated days"] = () => One(t => t with { Counts = CountLaw.NegativeBinomial(5, 0.4) }),
        ["autocorrelated days, under a factor and some without traffic"] = () => One(t => t with { Counts = CountLaw.NegativeBinomial(5, 0.7), ZeroDays = Parameter.Of(0.3), DayFactor = new DayFactor(new UncertainLaw(new GammaQuantity(1.2, 0.5)), false, "day_factor") }),
        ["a drifting level"] = () => One(t => t with { DriftPerMonth = Parameter.Of(0.25) }),
        ["days without traffic"] = () => One(t => t with { ZeroDays = Parameter.Of(0.1) }),
        ["a random factor a day"] = () => One(t => t with { DayFactor = new DayFactor(new UncertainLaw(new GammaQuantity(1, 0.3)), false, "day_factor") }),
        ["a random factor a day for all classes"] = () => SharedFactor(),
        ["a random factor a day for classes that drift and with autocorrelated days"] = () => SharedFactor(1.5, t => t with { DriftPerMonth = Parameter.Of(0.2), Counts = CountLaw.NegativeBinomial(4, 0.6) }),
        ["routes with an uncertain share"] = Routes,
        ["attempts with fresh output"] = () => One(law: Typed(), cost: c => c with { Attempts = new Attempts([Parameter.Of(0.7), Parameter.Of(0.2), Parameter.Of(0.1)], true) }),
        ["an uncertain price change"] = PriceChange,
        ["an uncertain S-curve"] = SCurve,
        ["a step of uncertain height"] = () => One((t, i) => t with { Steps = [new Step(40, i.Add("", "steps.0.factor", Problems.Ln(2, 0.4)))] }),
        ["a resampled log"] = () => One(t => t with { Log = Log(LogUse.Resampled), Counts = CountLaw.Fixed }),
        ["a replayed log"] = () => One(t => t with { Log = Log(LogUse.Replayed) }),
        ["tiers under an uncertain length"] = Tiers,
        ["a typed cache with an uncertain hit rate"] = Cache,
        ["counts fixed at their mean"] = () => One(t => t with { Counts = CountLaw.Fixed }),
        ["an uncertain spread of counts"] = () => One((t, i) => t with { Counts = new CountLaw(CountKind.NegativeBinomial, i.Add("", "counts", LognormalQuantity.OfInterval(3, 12)), Parameter.Zero) }),
        ["three uncertain inputs"] = ThreeInputs,
        ["a sample of questions"] = () => Sampled(),
        ["costs that depend on the volume"] = OnVolume,
        ["two designs on one sample"] = () => Sampled(second: true),
        ["two typed designs"] = TwoTyped,
        ["two designs, one routed by an uncertain share"] = OneRouted,
        ["months billed by a contract"] = Contract,
        ["a sample of questions under a contract"] = () => Sampled(second: true) with { Tariff = Overage("", 250, 0.3) },
    };

    public static TypedRequests Typed(Parameter? change = null, Parameter? inputScale = null) =>
        Problems.Typed(Problems.Ln(4_000, 1), Problems.Ln(800, 1), 0.3, 2.5, 10, change) with { Input = new UncertainLaw(Problems.Ln(4_000, 1), inputScale) };

    private static SpendModel One(Func<Traffic, Traffic> change) => One((t, _) => change(t));

    private static SpendModel One(Func<Traffic, UncertainInputs, Traffic>? change = null, RequestLaw? law = null, Func<ClassCost, ClassCost>? cost = null, UncertainInputs? inputs = null)
    {
        inputs ??= new UncertainInputs();
        var traffic = new Traffic { Level = Parameter.Of(400), Counts = CountLaw.NegativeBinomial(8), Rhythm = new Rhythm { Weekdays = [1.1, 1.1, 1.1, 1, 1, 0.5, 0.4] } };
        traffic = traffic with { Growth = new Growth(inputs.Add("", "growth", new NormalQuantity(0.04, 0.02)), null) };
        var priced = Problems.Cost(0.04, (0, law ?? Typed()));
        return new SpendModel
        {
            Calendar = new Calendar(Problems.Thursday, 90),
            Inputs = inputs,
            Classes = [new TrafficClass("", change?.Invoke(traffic, inputs) ?? traffic)],
            Designs = [new DesignCost("base", [cost?.Invoke(priced) ?? priced], [])],
        };
    }

    private static SpendModel SharedFactor(double mean = 1, Func<Traffic, Traffic>? change = null)
    {
        var inputs = new UncertainInputs();
        var factor = new DayFactor(new UncertainLaw(new GammaQuantity(mean, 0.4)), true, "day_factor");
        Traffic Of(double level, double k)
        {
            var traffic = new Traffic { Level = inputs.Add("", "level", Problems.Ln(level, 0.1)), Counts = CountLaw.NegativeBinomial(k), DayFactor = factor };
            return change?.Invoke(traffic) ?? traffic;
        }

        return new SpendModel
        {
            Calendar = new Calendar(Problems.Thursday, 60),
            Inputs = inputs,
            Classes = [new TrafficClass("a", Of(300, 5)), new TrafficClass("b", Of(200, 20))],
            Designs = [new DesignCost("base", [Problems.Cost(0, (0, Typed())), Problems.Cost(0.1, (0, Typed()))], [])],
        };
    }

    private static SpendModel Routes()
    {
        var inputs = new UncertainInputs();
        var share = inputs.Add("", "route.1.share", new BetaQuantity(8, 32));
        var dear = Problems.Typed(Problems.Ln(4_000, 1), Problems.Ln(800, 1), 0.3, 15, 60);
        return One(law: new RoutedRequests([new Route(share.OneMinus, Typed()), new Route(share, dear)]), inputs: inputs);
    }

    // So few requests that the difference is skewed within a trial.
    private static SpendModel OneRouted()
    {
        var inputs = new UncertainInputs();
        var share = inputs.Add("", "route.1.share", new BetaQuantity(8, 32));
        var traffic = new Traffic { Level = Parameter.Of(5), Adoption = inputs.Add("", "adoption", LognormalQuantity.OfInterval(0.5, 2)), Counts = CountLaw.NegativeBinomial(5) };
        TypedRequests At(double input, double output) => Problems.Typed(Problems.Ln(11_500, 0.6), Problems.Ln(450, 0.8), 0.3, input, output);
        var routed = new RoutedRequests([new Route(share.OneMinus, At(0.5, 2)), new Route(share, At(10, 30))]);
        return new SpendModel
        {
            Calendar = new Calendar(Problems.Thursday, 90),
            Inputs = inputs,
            Classes = [new TrafficClass("", traffic)],
            Designs = [new DesignCost("plain", [Problems.Cost(0, (0, At(2.5, 10)))], []), new DesignCost("routed", [Problems.Cost(0, (0, routed))], [])],
        };
    }

    private static SpendModel PriceChange()
    {
        var inputs = new UncertainInputs();
        var change = inputs.Add("", "prices.change", DiscreteQuantity.Choice([1, 0.6], [0.5, 0.5]));
        return One(inputs: inputs, cost: c => c with { Segments = [new CostSegment(0, Typed()), new CostSegment(40, Typed(change))] });
    }

    private static SpendModel SCurve()
    {
        var inputs = new UncertainInputs();
        var curve = new SCurve(Parameter.One, inputs.Add("", "to", Problems.Ln(4, 0.3)), 45, inputs.Add("", "months", Problems.Ln(2, 0.2)));
        return One((t, _) => t with { Growth = new Growth(Parameter.Zero, curve) }, inputs: inputs);
    }

    private static LoggedDays Log(LogUse use) =>
        new(new DateOnly(2025, 6, 2), [.. Enumerable.Range(0, 28).Select(d => (300.0 + (13 * d % 70)) * (d % 7 < 5 ? 1 : 0.4) * (d / 7 == 2 ? 1.5 : 1))], use);

    private static SpendModel Tiers()
    {
        var inputs = new UncertainInputs();
        var scale = inputs.Add("", "input.mean", Problems.Ln(1, 0.3));
        var law = Typed(inputScale: scale) with
        {
            Alternatives = [new TypedAlternative(Parameter.One,
            [
                new TypedTier(0, true, [new TypedPart("fresh input", TypedUnit.InputToken, 2.5e-6, []), new TypedPart("output", TypedUnit.OutputToken, 1e-5, [])]),
                new TypedTier(6_000, false, [new TypedPart("fresh input", TypedUnit.InputToken, 5e-6, []), new TypedPart("output", TypedUnit.OutputToken, 1.5e-5, [])]),
            ])],
        };
        return One(law: law, inputs: inputs);
    }

    private static SpendModel Cache()
    {
        var inputs = new UncertainInputs();
        var hit = inputs.Add("", "cache.hit_rate", new BetaQuantity(5, 5));
        var share = inputs.Add("", "cache.share", new BetaQuantity(70, 30));
        TypedAlternative Way(Parameter p, params TypedPart[] parts) => new(p, [new TypedTier(0, true, [.. parts, new TypedPart("output", TypedUnit.OutputToken, 1e-5, [])])]);
        return One(inputs: inputs, law: Typed() with
        {
            Alternatives =
            [
                Way(hit, new TypedPart("cached input", TypedUnit.InputToken, 2.5e-7, [share]), new TypedPart("fresh input", TypedUnit.InputToken, 2.5e-6, [share.OneMinus])),
                Way(hit.OneMinus, new TypedPart("cache write", TypedUnit.InputToken, 3.1e-6, [share]), new TypedPart("fresh input", TypedUnit.InputToken, 2.5e-6, [share.OneMinus])),
            ],
        });
    }

    private static SpendModel ThreeInputs()
    {
        var inputs = new UncertainInputs();
        var answer = inputs.Add("", "answer.mean", LognormalQuantity.OfInterval(0.7, 1.5));
        return One((t, i) => t with { Adoption = i.Add("", "adoption", Problems.Ln(1, 0.2)) }, inputs: inputs, law: Typed() with { Output = new UncertainLaw(Problems.Ln(800, 1), answer) });
    }

    /// <summary>Six questions on three documents, two answers each; the second design is dearer on short documents, and misses less.</summary>
    public static SpendModel Sampled(bool second = false)
    {
        var inputs = new UncertainInputs();
        var answer = inputs.Add("", "answer.mean", Problems.Ln(1, 0.3));
        var found = inputs.Add("", "wrong.found", BetaQuantity.OfInterval(0.01, 0.03));
        var sample = new QuestionSample("questions", [0, 0, 1, 1, 2, 2], [0.2, 0.2, 0.15, 0.15, 0.15, 0.15], true, true);
        DesignCost Design(string name, double perToken, double scale, double missed, FixedLine line) => new(name, [new ClassCost
        {
            Segments = [new CostSegment(0, new SampledRequests
            {
                BaseRequests = [.. Enumerable.Range(0, 12)],
                Questions = [.. Enumerable.Range(0, 12).Select(r => r / 2)],
                Weights = [[.. Enumerable.Range(0, 12).Select(r => sample.Shares[r / 2] / 2)]],
                Parts =
                [
                    new CostPart("fresh input", [], [.. Enumerable.Range(0, 12).Select(r => (perToken * 1_000 * (1 + (r / 2))) + scale)]),
                    new CostPart("output", [answer], [.. Enumerable.Range(0, 12).Select(r => 0.004 * (1 + (r % 2)))]) { IsOutput = true },
                ],
                Missed = [.. Enumerable.Range(0, 12).Select(r => missed * (r / 2) / 5)],
                Sample = sample,
            })],
            Attempts = new Attempts([Parameter.Of(0.9), Parameter.Of(0.1)], true),
            Incidents = [new Incident("wrong answers", Payer.People, found, Parameter.Of(0.4), Parameter.Of(2)), new Incident("review", Payer.People, Parameter.Of(0.05), Parameter.Of(0.05), Parameter.Of(1))],
        }], [line]);
        var model = One((t, _) => t, inputs: inputs);
        var designs = new List<DesignCost> { Design("a", 2e-5, 0, 0.5, FixedLine.Monthly(model.Calendar, "vector database", Payer.Bill, 70)) };
        if (second)
            designs.Add(Design("b", 1e-5, 0.035, 0.35, FixedLine.Once(model.Calendar, "set-up", Payer.People, 500)));
        return model with { Designs = designs };
    }

    // Six base requests that hit or miss a cache; with volume the hits rise from a fifth to nine tenths.
    private static SpendModel OnVolume()
    {
        double[] nodes = [Math.Log(20), Math.Log(200), Math.Log(2_000)];
        double[] hits = [0.2, 0.5, 0.9];
        return One((t, i) => t with { Adoption = i.Add("", "adoption", Problems.Ln(1, 0.5)) }, law: new SampledRequests
        {
            BaseRequests = [.. Enumerable.Range(0, 12).Select(r => r / 2)],
            LogVolumes = nodes,
            Weights = [.. hits.Select(h => Enumerable.Range(0, 12).Select(r => (r % 2 == 0 ? h : 1 - h) / 6).ToArray())],
            Parts = [new CostPart("input", [], [.. Enumerable.Range(0, 12).Select(r => (r % 2 == 0 ? 0.003 : 0.03) * (1 + (r / 2)))])],
        });
    }

    private static SpendModel TwoTyped()
    {
        var model = ThreeInputs();
        var law = (TypedRequests)model.Designs[0].Classes[0].Segments[0].Requests;
        var cheap = law with { Alternatives = [new TypedAlternative(Parameter.One, [new TypedTier(0, true, [new TypedPart("fresh input", TypedUnit.InputToken, 1.25e-6, []), new TypedPart("output", TypedUnit.OutputToken, 1.6e-5, [])])])] };
        return model with { Designs = [model.Designs[0], new DesignCost("other", [Problems.Cost(0.04, (0, cheap))], [FixedLine.Monthly(model.Calendar, "index", Payer.Bill, 10)])] };
    }

    // One design on one account, the other on two of which the contract knows one.
    private static SpendModel Contract()
    {
        var model = TwoTyped();
        DesignCost On(DesignCost design, string account) => design with
        {
            Classes = [.. design.Classes.Select(c => c with { Segments = [.. c.Segments.Select(s => s with { Requests = OnAccount((TypedRequests)s.Requests, account) })] })],
        };
        return model with { Designs = [On(model.Designs[0], "a"), On(model.Designs[1], "b")], Tariff = Overage("a", 220, 0.5) };
    }

    public static TypedRequests OnAccount(TypedRequests law, string account) => law with
    {
        Alternatives = [.. law.Alternatives.Select(a => a with { Tiers = [.. a.Tiers.Select(t => t with { Parts = [.. t.Parts.Select(p => p with { Ledger = p.Component == "output" ? "out" : account })] })] })],
    };

    /// <summary>A share more for what an account (the empty name: what stands beside accounts) costs beyond a month's amount.</summary>
    public static MonthlyTariff Overage(string account, double beyond, double share) => new(["overage"], [.. Enumerable.Repeat(Parameter.One, 12)], path =>
    {
        for (var m = 0; m < path.Usage.Length; m++)
        {
            var place = path.Ledgers.ToList().IndexOf(account);
            var spent = account.Length == 0 ? path.Beside[m] : place < 0 ? 0 : path.Usage[m][place];
            path.Lines[m][0] = share * Math.Max(0, spent - beyond);
        }
    });
}
