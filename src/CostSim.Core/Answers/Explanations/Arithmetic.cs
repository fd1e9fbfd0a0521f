using System.Globalization;

namespace CostSim.Answers;

/// <summary>A number of a line as it is printed; what it is, and per how many it counts.</summary>
internal sealed record Factor(decimal Value, string Says = "", decimal Per = 1)
{
    public string Text =>
        $"{Value.ToString("#,0.########", CultureInfo.InvariantCulture)}{(Per == 1 ? "" : $" / {Per.ToString("#,0", CultureInfo.InvariantCulture)}")}{(Says.Length > 0 ? $" {Says}" : "")}";
}

/// <summary>A product whose result is worked out from the printed numbers, so that a pocket calculator gives the same.</summary>
internal sealed record ArithmeticLine(string Label, IReadOnlyList<Factor> Factors, decimal Result)
{
    public static ArithmeticLine Of(string label, int decimals, params IEnumerable<Factor> factors)
    {
        List<Factor> all = [.. factors];
        return new ArithmeticLine(label, all, Product(all, decimals));
    }

    public static decimal Product(IEnumerable<Factor> factors, int decimals) =>
        Math.Round(factors.Aggregate(1m, (product, f) => product * f.Value / f.Per), decimals, MidpointRounding.AwayFromZero);
}

/// <summary>Lines that add up to <paramref name="Sum"/>; with the simulated value and the meaning of the remainder.</summary>
/// <param name="Simulated">Null where the simulation has no such figure.</param>
internal sealed record Arithmetic(string Caption, IReadOnlyList<ArithmeticLine> Lines, decimal Sum, decimal? Simulated, string Remainder)
{
    public decimal? Left => Simulated - Sum;

    public static Arithmetic Of(string caption, IReadOnlyList<ArithmeticLine> lines, decimal? simulated = null, string remainder = "") =>
        new(caption, lines, lines.Sum(l => l.Result), simulated, remainder);
}

/// <summary>Where a factor comes from: measured, fitted, typed or default, with the file and line or the price record.</summary>
internal sealed record FactorSource(string Factor, string Value, string Origin, string Source);

/// <summary>How one design's number is made, from one request to a month.</summary>
internal sealed record Explanation(string Design, string Reason, string Currency, IReadOnlyList<Arithmetic> Steps,
    IReadOnlyList<FactorSource> Sources);
