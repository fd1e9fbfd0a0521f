namespace CostSim.Randomness;

/// <summary>One way to write a quantity: its key or keys, an example that reads, what it means, and its builder.</summary>
internal sealed record QuantityForm(string Name, string Example, string Summary, Func<FormReader, UncertainLaw> Build)
{
    /// <summary>The keys by which the form is known: its name's, separated by commas.</summary>
    public IReadOnlyList<string> Keys { get; } = Name.Split(", ");
}

/// <summary>The table of the ways to write a quantity, in addition to a number and <c>a to b</c>.</summary>
internal static class QuantityForms
{
    public static IReadOnlyList<QuantityForm> All { get; } =
    [
        new("normal", "{ normal: { mean: 0.03, sd: 0.01 } }", "Normal by mean and standard deviation.",
            f => f.Law(["mean", "sd"], [f.Kind, QuantityKind.Size], v => new NormalQuantity(v[0], v[1]))),
        new("lognormal", "{ lognormal: { mean: 450, cv: 0.6 } }", "Lognormal by mean and coefficient of variation.",
            f => f.Scaled("mean", ["cv"], v => LognormalOrConstant(1, v[0]))),
        new("mean, cv", "{ mean: 400 to 650, cv: 0.5 }", "Lognormal by mean and coefficient of variation.",
            f => f.Scaled("mean", ["cv"], v => LognormalOrConstant(1, v[0]))),
        new("p50, p95", "{ p50: 300, p95: 1_200 }", "Lognormal through its median and its 95 % point.",
            f => f.Law(["p50", "p95"], [QuantityKind.Size, QuantityKind.Size], v => LognormalQuantity.OfMedian(v[0], v[1]))),
        new("p5, p50, p95", "{ p5: 100, p50: 300, p95: 1_200 }", "Shifted lognormal through three points.",
            f => f.Law(["p5", "p50", "p95"], [f.Kind, f.Kind, f.Kind], v => new ShiftedLognormalQuantity(v[0], v[1], v[2]))),
        new("gamma", "{ gamma: { mean: 1, cv: 0.3 } }", "Gamma by mean and coefficient of variation.",
            f => f.Scaled("mean", ["cv"], v => v[0] == 0 ? new ConstantQuantity(1) : new GammaQuantity(1, v[0]))),
        new("beta", "{ beta: { a: 8, b: 32 } }", "Beta, a share within 0 and 1.",
            f => f.Law(["a", "b"], [QuantityKind.Size, QuantityKind.Size], v => new BetaQuantity(v[0], v[1]))),
        new("pareto", "{ pareto: { min: 100, alpha: 1.5, max: 100_000 } }", "Pareto tail from min on; a draw beyond max counts as max.",
            f => f.Law(["min", "alpha", "max"], [QuantityKind.Size, QuantityKind.Size, QuantityKind.Size], v =>
                new ParetoQuantity(v[0], v[1], v[2]))),
        new("triangular", "{ triangular: [100, 300, 900] }", "Triangular: lowest, likeliest, highest.",
            f => f.ItemLaw(3, v => new TriangularQuantity(v[0], v[1], v[2]))),
        new("uniform", "{ uniform: [100, 900] }", "Uniform between two values.",
            f => f.ItemLaw(2, v => new UniformQuantity(v[0], v[1]))),
        new("choice", "{ choice: { values: [1, 0.75], shares: [0.5, 0.5] } }", "One of several values, by share.",
            f => f.Choice()),
        new("file, column", "{ file: log.csv, column: output_tokens }", "A value of a logged column, resampled.",
            f => f.Column()),
        new("file, column, factor", "{ file: log.csv, column: output_tokens, factor: 0.9 to 1.1 }",
            "Values of a logged column, all times a factor that may be uncertain.",
            f => f.Column("factor")),
        new("mix", "{ mix: [{ share: 0.9, of: 200 to 600 }, { share: 0.1, of: { mean: 3_000, cv: 1 } }] }",
            "One of several laws, by share.",
            f => f.Mix()),
        new("interval", "{ interval: 1% to 5%, shared: 0.6 }", "A 90 % interval, used when another key such as shared is needed.",
            f => f.Interval()),
    ];

    private static IQuantity LognormalOrConstant(double mean, double cv) =>
        cv == 0 ? new ConstantQuantity(mean) : LognormalQuantity.OfMean(mean, cv);
}
