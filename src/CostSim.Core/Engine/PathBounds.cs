using System.Globalization;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>Estimates what a simulation takes before it runs, so that no scenario runs out of time or memory.</summary>
internal static class PathBounds
{
    // Seconds on one core at the default trials; who asks for more trials accepts more time.
    private const double MostSeconds = 8;
    private const double RefusedSeconds = 60;
    private const int DefaultTrials = 10_000;
    private const double MostBytes = 400e6;

    /// <summary>Fewer trials than this give no percentile worth printing.</summary>
    private const int FewestTrials = OuterPlan.Scrambles * Columns.Length;

    // Nanoseconds of a day's level, by how it is drawn, and of a request; and about how many requests of a month are drawn.
    private const double Day = 40;
    private const double GammaDay = 90;
    private const double LinkedDay = 200;
    private const double Request = 150;
    private const double RequestOfPiece = 40;
    private const double RequestsAMonth = 45;

    /// <summary>The trials to run; refuses, in words, what not even the fewest could do.</summary>
    public static int TrialsOf(SpendModel model, SpendOptions options)
    {
        var (seconds, bytes) = (SecondsATrial(model), BytesATrial(model));
        var scale = Math.Max(1, options.Trials / (double)DefaultTrials);
        if (seconds * FewestTrials > RefusedSeconds * scale || bytes * FewestTrials > MostBytes * scale)
        {
            throw new InputException(Location.Of("simulation"), string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Calendar.Days:#,0} days, {model.Classes.Count} classes and {model.Designs.Count} designs are too much to "
                + $"simulate: {FewestTrials:#,0} trials would take about {seconds * FewestTrials:#,0} s and "
                    + $"{bytes * FewestTrials / 1e6:#,0} MB; take a shorter horizon, or fewer classes or designs"));
        }

        var trials = options.Trials;
        while (trials > FewestTrials && (seconds * trials > MostSeconds * scale || bytes * trials > MostBytes * scale))
            trials /= 2;
        return Math.Max(trials, Math.Min(options.Trials, FewestTrials));
    }

    private static double SecondsATrial(SpendModel model)
    {
        var pieces = model.Designs.Sum(d => CostViews.HasPeople(d) ? 2 : 1);
        var days = model.Calendar.Days * model.Classes.Sum(c => DayOf(c.Traffic));
        return (days + (model.Calendar.Months.Count * RequestsAMonth * (Request + (RequestOfPiece * pieces)))) * 1e-9;
    }

    private static double DayOf(Traffic traffic) => traffic.Counts switch
    {
        { Kind: not CountKind.NegativeBinomial } => Day,
        { DayToDay: Randomness.ConstantParameter { Number: 0 } } => GammaDay,
        _ => LinkedDay,
    };

    private static double BytesATrial(SpendModel model) =>
        sizeof(double) * model.Calendar.Months.Count
            * (1 + (model.Designs.Count
                * (2.0 + (model.Tariff?.Components.Count ?? 0) + model.Designs.Max(d => d.Limits?.Parts.Count ?? 0))));
}
