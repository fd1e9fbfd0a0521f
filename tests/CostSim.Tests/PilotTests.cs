using CostSim.Answers;
using CostSim.Engine;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests;

/// <summary>The arithmetic of the project's seed, through the shipped scenario.</summary>
public sealed class PilotTests
{
    private static readonly Result Run = Simulation.Run(
        ScenarioFile.Load(Path.Combine(Shared.Repository, "scenarios", "pilot-to-production"), new LoadOptions()), new SpendOptions { Trials = 256 });

    [Fact]
    public void Ten_thousand_requests_of_11_500_tokens_cost_287_50_a_day_and_8_625_per_30_days()
    {
        // 10,000 x (1,000 + 10,000 + 500) x $2.50 / 1,000,000
        var input = PilotSteps.Production(Run)[0];

        Assert.Equal("input", input.Name);
        Assert.Equal(287.50, input.PerDay, 9);
        Assert.Equal(8_625.00, input.Per30Days, 9);
    }

    [Fact]
    public void Twenty_requests_of_the_pilot_cost_57_cents_and_a_half_a_day() =>
        Assert.Equal(20 * 11_500 * 2.5 / 1e6, PilotSteps.Pilot(Run).PerDay, 12);

    [Fact]
    public void Two_percent_of_10_000_answers_are_200_wrong_ones_a_day()
    {
        var funnel = Run.Designs[0].WrongAnswers!;

        Assert.Equal(200, funnel.MadePerDay, 9);
        // Two triggers that catch 50 and 20 % leave 0.5 x 0.8 of them.
        Assert.Equal(80, funnel.ReachingUsersPerDay, 9);
        Assert.Equal(120, funnel.CaughtPerDay, 9);
        // 6 % for 2 minutes and 2 % for 5: 10,000 x (0.06 x 2 + 0.02 x 5) / 60 hours.
        Assert.Equal(10_000 * 0.22 / 60, funnel.ReviewHoursPerDay, 9);
    }

    [Fact]
    public void The_steps_add_up_to_the_simulated_mean_of_a_year()
    {
        // No growth: every day has the mean of the first.
        var perDay = PilotSteps.Production(Run).Sum(s => s.PerDay);
        var mean = Run.Designs[0].Spend.WithPeople.Total.Mean / 365;

        Assert.Equal(mean, perDay, mean * 2e-3);
    }
}
