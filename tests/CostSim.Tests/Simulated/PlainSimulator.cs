namespace CostSim.Tests.Simulated;

/// <summary>
/// An independent simulator, slow and plain: day by day and request by request from the definitions of a scenario's keys. Its only
/// short cut: of more than a few thousand requests in a month the sums of input, output and repeats are drawn by the normal law.
/// </summary>
internal sealed class PlainSimulator(PlainScenario scenario, ulong seed)
{
    private const double DaysPerMonth = 365.0 / 12;
    private const int MostDrawn = 1_500;

    private readonly PlainRandom random = new(seed);

    /// <summary>By design, month and trial: the bill, then the bill with people.</summary>
    public (double[][][] Bill, double[][][] All) Run(int trials)
    {
        var months = Enumerable.Range(0, scenario.Days).Select(MonthOf).Max() + 1;
        double[][][] New() => [.. scenario.Designs.Select(_ => Enumerable.Range(0, months).Select(_ => new double[trials]).ToArray())];
        var (bill, all) = (New(), New());
        for (var trial = 0; trial < trials; trial++)
            Trial(trial, bill, all);
        return (bill, all);
    }

    private int MonthOf(int day)
    {
        var date = scenario.Start.AddDays(day);
        return ((date.Year - scenario.Start.Year) * 12) + date.Month - scenario.Start.Month;
    }

    private void Trial(int trial, double[][][] bill, double[][][] all)
    {
        var (level, growth) = (scenario.Level.Draw(random), scenario.Growth.Draw(random));
        var (input, output) = (scenario.Input.Mean.Draw(random), scenario.Output.Mean.Draw(random));
        var minutes = scenario.ReviewMinutes.Draw(random);
        var attempts = scenario.Retries is { } retries && retries.Draw(random) is var again ? [1 - again, again] : scenario.Attempts;
        var counts = new double[bill[0].Length];
        var (walk, gamma) = (0.0, 0.0);
        for (var day = 0; day < scenario.Days; day++)
        {
            if (day > 0)
                walk += scenario.Drift / Math.Sqrt(DaysPerMonth) * random.Normal();
            var mean = level * Math.Pow(1 + growth, day / DaysPerMonth) * Math.Exp(walk)
                * scenario.Weekdays[((int)scenario.Start.AddDays(day).DayOfWeek + 6) % 7] * (scenario.DayFactor?.Draw(random) ?? 1);
            if (scenario.Size > 0)
                mean *= gamma = NextLevel(day == 0 ? -1 : gamma);
            if (scenario.ZeroDays > 0 && random.Uniform() < scenario.ZeroDays)
                mean = 0;
            counts[MonthOf(day)] += scenario.Size < 0 ? Math.Floor(mean) + (random.Uniform() < mean - Math.Floor(mean) ? 1 : 0) : random.Poisson(mean);
        }

        for (var m = 0; m < counts.Length; m++)
        {
            var (inputs, outputs) = counts[m] > MostDrawn ? ManyRequests(counts[m], input, output, attempts) : Requests(counts[m], input, output, attempts);
            var reviewed = scenario.ReviewShare > 0 ? random.Binomial(counts[m], scenario.ReviewShare) : 0;
            for (var d = 0; d < scenario.Designs.Count; d++)
            {
                var design = scenario.Designs[d];
                bill[d][m][trial] = (inputs * design.Input / 1e6) + (outputs * design.Output / 1e6) + (design.Monthly * PartOf(m));
                all[d][m][trial] = bill[d][m][trial] + (reviewed * minutes / 60 * 30);
            }
        }
    }

    // The part of a calendar month that the horizon holds.
    private double PartOf(int month)
    {
        var first = new DateOnly(scenario.Start.Year, scenario.Start.Month, 1).AddMonths(month);
        return Enumerable.Range(0, scenario.Days).Count(d => MonthOf(d) == month) / (double)DateTime.DaysInMonth(first.Year, first.Month);
    }

    // Marginally gamma of unit mean and size k; the next day keeps a beta part of the last level.
    private double NextLevel(double last)
    {
        var (k, kept) = (scenario.Size, scenario.DayToDay);
        if (last < 0 || kept == 0)
            return random.Gamma(k) / k;
        var (a, b) = (random.Gamma(k * kept), random.Gamma(k * (1 - kept)));
        return (last * (a + b > 0 ? a / (a + b) : 0)) + (random.Gamma(k * (1 - kept)) / k);
    }

    private (double Input, double Output) Requests(double count, double input, double output, double[] attempts)
    {
        var (inputs, outputs) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var (sent, written) = OneRequest(input, output, attempts);
            (inputs, outputs) = (inputs + sent, outputs + written);
        }

        return (inputs, outputs);
    }

    private (double Input, double Output) OneRequest(double input, double output, double[] attempts)
    {
        var z = random.Normal();
        var times = 1;
        for (var u = random.Uniform() - attempts[0]; u >= 0 && times < attempts.Length; u -= attempts[times++])
            ;
        var sent = scenario.Input.At(input, z);
        double Written() => scenario.Output.At(output, (scenario.Correlation * z) + (Math.Sqrt(1 - (scenario.Correlation * scenario.Correlation)) * random.Normal()));
        var written = Written();
        if (!scenario.FreshOutput)
            return (times * sent, times * written);
        for (var attempt = 1; attempt < times; attempt++)
            written += Written();
        return (times * sent, written);
    }

    private (double[] Means, double[,] Root)? known;

    // Means and covariance by a million requests of unit means, once.
    private (double Input, double Output) ManyRequests(double count, double input, double output, double[] attempts)
    {
        if (scenario.Retries is not null || known is null)
            known = Moments(attempts, scenario.Retries is null ? 400_000 : 0);
        var (means, root) = known.Value;
        var (z1, z2) = (random.Normal(), random.Normal());
        var many = Math.Sqrt(count);
        return (
            input * ((count * means[0]) + (many * root[0, 0] * z1)),
            output * ((count * means[1]) + (many * ((root[1, 0] * z1) + (root[1, 1] * z2)))));
    }

    // Where retries are unknown each trial has its own moments: those of the lengths are lognormal's, in closed form.
    private (double[], double[,]) Moments(double[] attempts, int draws)
    {
        double m1, m2, v1, v2, c;
        if (draws == 0)
        {
            var (a1, a2) = (attempts.Select((p, i) => p * (i + 1)).Sum(), attempts.Select((p, i) => p * (i + 1) * (i + 1)).Sum());
            var (s1, s2) = (Math.Log(1 + (scenario.Input.Cv * scenario.Input.Cv)), Math.Log(1 + (scenario.Output.Cv * scenario.Output.Cv)));
            var joint = Math.Exp(scenario.Correlation * Math.Sqrt(s1 * s2));
            (m1, m2) = (a1, a1);
            (v1, v2, c) = ((a2 * Math.Exp(s1)) - (a1 * a1), (a2 * Math.Exp(s2)) - (a1 * a1), (a2 * joint) - (a1 * a1));
        }
        else
        {
            (m1, m2, v1, v2, c) = (0, 0, 0, 0, 0);
            for (var i = 0; i < draws; i++)
            {
                var (x, y) = OneRequest(1, 1, attempts);
                (m1, m2, v1, v2, c) = (m1 + x, m2 + y, v1 + (x * x), v2 + (y * y), c + (x * y));
            }

            (m1, m2) = (m1 / draws, m2 / draws);
            (v1, v2, c) = ((v1 / draws) - (m1 * m1), (v2 / draws) - (m2 * m2), (c / draws) - (m1 * m2));
        }

        var r00 = Math.Sqrt(Math.Max(0, v1));
        var r10 = r00 > 0 ? c / r00 : 0;
        return ([m1, m2], new[,] { { r00, 0 }, { r10, Math.Sqrt(Math.Max(0, v2 - (r10 * r10))) } });
    }
}
