namespace CostSim.Tests.Simulated;

/// <summary>Draws scenarios of typed requests over the whole range of their keys, from a request a week to millions a day.</summary>
internal static class RandomScenarios
{
    public static PlainScenario Of(int number)
    {
        var random = new PlainRandom(1_000_003UL * (ulong)(number + 1));
        bool Chance(double p) => random.Uniform() < p;
        double Between(double low, double high) => low + ((high - low) * random.Uniform());
        double Log(double low, double high) => Round(Math.Exp(Between(Math.Log(low), Math.Log(high))));
        double Pick(params double[] of) => of[(int)(random.Uniform() * of.Length)];

        var level = Log(0.2, 2_000_000);
        var size = Chance(0.25) ? 0 : Chance(0.15) ? -1 : Log(0.5, 30);
        var (inputMean, outputMean) = (Log(200, 20_000), Log(50, 1_500));
        var designs = new List<PlainDesign> { new(2.5, 10, 0) };
        if (Chance(0.6))
            designs.Add(new(Round(Between(1, 4)), Round(Between(5, 15)), Chance(0.5) ? Round(level * 30 * ((inputMean * 1e-6) + (outputMean * 4e-6)) * Between(0.1, 0.5)) : 0));
        var attempts = Chance(0.3) ? new[] { 0.85, 0.1, 0.05 } : [1.0];
        var scenario = new PlainScenario
        {
            Start = new DateOnly(2027, 1, 1).AddDays((int)Between(0, 300)),
            Days = (int)Pick(1, 9, 31, 60, 90),
            Level = Chance(0.5) ? PlainLaw.Constant(level) : Chance(0.7) ? PlainLaw.Size(level * 0.6, level * 1.6) : PlainLaw.Gamma(level, Round(Between(0.2, 1.4))),
            Growth = Chance(0.4) ? PlainLaw.Constant(0) : Chance(0.3) ? PlainLaw.Constant(Round(Between(-0.3, 0.4))) : Chance(0.7) ? PlainLaw.Rate(-0.02, 0.08) : PlainLaw.Rate(-0.2, 0.3),
            Weekdays = Chance(0.5) ? [1, 1, 1, 1, 1, 1, 1] : [1, 1, 1, 1, 1, 0.4, Chance(0.5) ? 0 : 0.3],
            Size = size,
            DayToDay = size > 0 && Chance(0.7) ? Pick(0.2, 0.4, 0.7, 0.9) : 0,
            ZeroDays = Chance(0.25) ? Pick(0.05, 0.3, 0.8) : 0,
            Drift = Chance(0.2) ? Pick(0.05, 0.15) : 0,
            DayFactor = Chance(0.15) ? PlainLaw.Gamma(1, Pick(0.2, 0.8)) : null,
            Input = new PlainLength(Chance(0.6) ? PlainLaw.Constant(inputMean) : PlainLaw.Size(inputMean * 0.8, inputMean * 1.25), Pick(0, 0.35, 0.8, 2)),
            Output = new PlainLength(Chance(0.6) ? PlainLaw.Constant(outputMean) : PlainLaw.Size(outputMean * 0.7, outputMean * 1.4), Pick(0, 0.6, 1, 3)),
            Correlation = Chance(0.3) ? Pick(-0.4, 0.3, 0.8) : 0,
            Designs = designs,
            Attempts = attempts,
            FreshOutput = attempts.Length > 1 && Chance(0.5),
            Retries = attempts.Length == 1 && Chance(0.4) ? PlainLaw.Uniform(0.01, 0.09) : null,
            ReviewShare = Chance(0.4) ? Pick(0.01, 0.1) : 0,
            ReviewMinutes = Chance(0.5) ? PlainLaw.Constant(3) : PlainLaw.Size(2, 6),
        };
        return scenario with { Budget = Round(level * 30 * ((inputMean * 2.5e-6) + (outputMean * 10e-6)) * Between(0.6, 1.6)) };
    }

    private static double Round(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9));
}
