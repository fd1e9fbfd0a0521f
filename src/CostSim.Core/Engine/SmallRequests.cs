using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// The many small requests of a month: their number times their mean, and deviations from it. A few requests are drawn for all of them;
/// each one's deviation counts with a random sign, scaled so that the variance and the covariance of all pieces are those of the
/// whole number. What is left out is the skewness of a sum of many small terms.
/// </summary>
internal sealed class SmallRequests(SpendModel model, ClassPaths[] classes)
{
    /// <summary>Up to this many are drawn one by one.</summary>
    public const int Fewest = 24;

    private const int Drawn = 16;

    private readonly List<Group> groups = [];
    private readonly double[] deviations = new double[model.Designs.Count];
    private readonly double[] least = new double[model.Designs.Count];
    private readonly double[] ordered = new double[model.Designs.Count];
    private int used;

    private sealed class Group(int pieces)
    {
        public int Class;
        public PieceRequests[] Pieces = [];
        public int Level;
        public double LogVolume;
        public double Count;
        public double Weight;
        public double[] Means = new double[pieces];
    }

    public void Start(int month) => used = 0;

    /// <summary>Adds the mean of so many requests, and what they meet in addition to their bill.</summary>
    public void Add(int number, PieceRequests[] pieces, int level, double logVolume, double count, double[] to, RandomStream stream)
    {
        if (used == groups.Count)
            groups.Add(new Group(model.Designs.Count));
        var group = groups[used++];
        (group.Class, group.Pieces, group.Level, group.LogVolume, group.Count, group.Weight) = (number, pieces, level, logVolume, count, 0);
        for (var p = 0; p < pieces.Length; p++)
        {
            group.Means[p] = pieces[p].CostsNothing ? 0 : pieces[p].SmallMean(level, logVolume);
            to[p] += count * group.Means[p];
            group.Weight = Math.Max(group.Weight, group.Means[p]);
        }

        group.Weight *= group.Weight * count;
        AddIncidents(classes[number].Incidents.Count, group, to, stream);
    }

    /// <summary>Adds the deviations of all requests of the month.</summary>
    public void AddDeviations(double[] to, RandomStream stream)
    {
        if (used == 0)
            return;
        var total = 0.0;
        for (var g = 0; g < used; g++)
            total += groups[g].Weight;
        if (total <= 0)
            return;
        Array.Clear(deviations);
        for (var i = 0; i < Drawn; i++)
        {
            var group = Pick(stream.Uniform() * total);
            var (own, scale) = (classes[group.Class], Math.Sqrt(group.Count / (Drawn * group.Weight / total)));
            own.Population.DrawSmall(group.Level, stream, own.Draw);
            if (stream.Uniform() < 0.5)
                scale = -scale;
            for (var p = 0; p < deviations.Length; p++)
                deviations[p] += group.Pieces[p].CostsNothing
                    ? 0
                    : scale * (group.Pieces[p].Of(own.Draw, group.LogVolume, false) - group.Means[p]);
        }

        Array.Clear(least);
        for (var g = 0; g < used; g++)
            for (var p = 0; p < least.Length; p++)
                least[p] -= groups[g].Count * groups[g].Means[p];
        // Requests cost nothing at least.
        for (var p = 0; p < deviations.Length; p++)
            to[p] += Math.Max(least[p], deviations[p]);
    }

    private Group Pick(double at)
    {
        for (var g = 0; g + 1 < used; g++)
        {
            at -= groups[g].Weight;
            if (at < 0)
                return groups[g];
        }

        return groups[used - 1];
    }

    // One uniform number of a request decides in all designs: the designs that meet an incident more rarely meet it among those
    // requests that also meet it in the others.
    private void AddIncidents(int names, Group group, double[] to, RandomStream stream)
    {
        for (var name = 0; name < names; name++)
        {
            Array.Clear(ordered);
            Array.Clear(least);
            for (var p = 0; p < group.Pieces.Length; p++)
            {
                var piece = p;
                group.Pieces[p].ForEachIncident(group.Level, group.LogVolume, (of, probability, usd) =>
                {
                    if (of == name)
                        (ordered[piece], least[piece]) = (probability, usd);
                });
            }

            var (among, before) = (group.Count, 1.0);
            while (true)
            {
                var p = Array.IndexOf(ordered, ordered.Max());
                if (!(ordered[p] > 0))
                    break;
                among = ordered[p] < before ? stream.Binomial(among, ordered[p] / before) : among;
                before = ordered[p];
                to[p] += among * least[p];
                ordered[p] = 0;
            }
        }
    }
}
