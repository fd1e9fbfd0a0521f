using CostSim.Actuals;
using CostSim.Billing;
using CostSim.Forecasts;
using CostSim.Randomness;

namespace CostSim.Tests.Actuals;

public sealed class TrackingTests
{
    private static readonly DateOnly Start = new(2027, 3, 1);

    private static readonly SeriesPrior Lengths = new("tokens per request", "input", Spread: 0.08);

    [Fact]
    public void A_month_is_shared_out_by_weekday()
    {
        // March 2027 has 23 weekdays and 8 days of weekends at half: 27 weekdays' worth of $270 and 2,700 requests.
        var outlook = new DayOutlook(Forecast(), Forecast().Designs[0]);

        Assert.Equal(10, outlook.Cost(new DateOnly(2027, 3, 1)), 1e-9);
        Assert.Equal(5, outlook.Cost(new DateOnly(2027, 3, 6)), 1e-9);
        Assert.Equal(100, outlook.Requests(new DateOnly(2027, 3, 2)), 1e-9);
        Assert.Equal(270, outlook.CostOf([.. outlook.DaysOf(0)]).Mean, 1e-9);
    }

    [Fact]
    public void The_steps_of_a_bridge_are_worked_out_one_by_one_and_sum_to_the_difference()
    {
        // Forecast: 100 requests of 1,000 fresh tokens at $10 a million and 100 written at $100 a million: $2, and $1 beside tokens.
        // Actual: 120 requests of 2,000 (500 of them cached) and 100 written; billed $5.50; list prices were 10, 5 and 100.
        var actual = new ActualDay { Requests = 120, FreshInput = 180_000, CachedInput = 60_000, Output = 12_000, Billed = 5.5 };
        (actual.Priced[0], actual.Priced[1], actual.Priced[3]) = (1.80, 0.30, 1.20);

        var bridge = VarianceBridge.Of(RequestPlan.Of(Forecast().Designs[0]), Forecast(), cost: 3, requests: 100, actual, hasBill: true);

        var steps = bridge.Steps.ToDictionary(s => s.Driver, s => s.Amount);
        Assert.Equal(0.40, steps[VarianceBridge.Volume], 1e-9);         // 20 × $0.02
        Assert.Equal(1.20, steps[VarianceBridge.InputTokens], 1e-9);    // 120 × 1,000 × $10/M
        Assert.Equal(-0.30, steps[VarianceBridge.Price],
            1e-9);         // 60,000 cached at 5 in place of 10: the forecast has no cached rate
        Assert.Equal(1.20, steps[VarianceBridge.Unexplained], 1e-9);    // 5.50 − 3 − 0.40 − 1.20 + 0.30
        Assert.Equal(bridge.Actual - bridge.Forecast, bridge.Steps.Sum(s => s.Amount), 1e-12);
    }

    [Fact]
    public void A_rate_of_exchange_that_moved_is_a_step_of_its_own()
    {
        // As forecast in tokens and prices, 4.1 ringgit for a dollar; the bill came at 4.51: a tenth more of 8.2.
        var forecast = Forecast() with { Currency = "MYR", PerUsd = 4.1 };
        var actual = new ActualDay { Requests = 100, FreshInput = 100_000, Output = 10_000, Billed = 9.02 };
        (actual.Priced[0], actual.Priced[3]) = (4.1, 4.1);

        var bridge = VarianceBridge.Of(RequestPlan.Of(forecast.Designs[0]), forecast, cost: 8.2, requests: 100, actual, hasBill: true,
            fx: 1.1);

        Assert.Equal(VarianceBridge.Fx, bridge.Steps.Single().Driver);
        Assert.Equal(0.82, bridge.Steps.Single().Amount, 1e-9);
    }

    [Fact]
    public void Tokens_without_a_count_of_requests_still_say_how_much_there_was()
    {
        // 1,100 tokens a request are forecast: 132,000 are 120 requests, 20 more at $0.02.
        var actual = new ActualDay { FreshInput = 120_000, Output = 12_000, Billed = 2.4 };
        (actual.Priced[0], actual.Priced[3]) = (1.2, 1.2);

        var bridge = VarianceBridge.Of(RequestPlan.Of(Forecast().Designs[0]), Forecast(), cost: 2, requests: 100, actual, hasBill: true);

        Assert.Equal(VarianceBridge.Volume, bridge.Steps.Single().Driver);
        Assert.Equal(0.4, bridge.Steps.Single().Amount, 1e-9);
    }

    [Fact]
    public void A_bill_without_usage_is_unexplained_and_says_so()
    {
        var bridge = VarianceBridge.Of(RequestPlan.Of(Forecast().Designs[0]), Forecast(), cost: 3, requests: 100,
            new ActualDay { Billed = 5 }, hasBill: true);

        Assert.Equal([new DriverStep(VarianceBridge.Unexplained, 2)], bridge.Steps);
    }

    [Fact]
    public void A_change_of_level_is_found_within_days_and_dated()
    {
        var random = new RandomStreams(3).For(0, 0);
        List<SeriesDay> days =
            [.. Enumerable.Range(0,
            60).Select(t => new SeriesDay(Start.AddDays(t), (t >= 40 ? Math.Log(1.5) : 0) + (0.1 * random.Normal()), 0))];

        var drift = SeriesMonitor.Of(Lengths, days, minEffect: 0.05).Changes.Single();

        // Three days after the change are few: the likeliest day may be a neighbour of the true one.
        Assert.InRange(drift.Since, Start.AddDays(39), Start.AddDays(41));
        Assert.InRange(drift.Noticed.DayNumber - Start.DayNumber, 40, 43);
        Assert.Equal(0.5, drift.Change, 0.1);
        Assert.Equal("input", drift.Driver);
    }

    [Fact]
    public void Every_change_is_reported_and_each_with_its_own_day()
    {
        List<SeriesDay> days =
            [.. Enumerable.Range(0,
            60).Select(t => new SeriesDay(Start.AddDays(t), (t >= 40 ? Math.Log(3) : t >= 20 ? Math.Log(2) : 0) + (0.02 * (t % 3)), 0))];

        var changes = SeriesMonitor.Of(Lengths, days, minEffect: 0.05).Changes;

        Assert.Equal([Start.AddDays(20), Start.AddDays(40)], changes.Select(c => c.Since));
        Assert.Equal([1, 0.5], changes.Select(c => Math.Round(c.Change, 1)));
    }

    [Fact]
    public void A_single_day_that_is_gone_again_is_a_runaway_and_not_a_change()
    {
        List<SeriesDay> days =
            [.. Enumerable.Range(0, 40).Select(t => new SeriesDay(Start.AddDays(t), (t == 30 ? Math.Log(5) : 0) + (0.02 * (t % 3)), 0))];

        var monitor = SeriesMonitor.Of(Lengths, days, minEffect: 0.05);

        Assert.Empty(monitor.Changes);
        Assert.Equal([Start.AddDays(30)], monitor.Runaways);
    }

    [Fact]
    public void A_change_below_the_stated_size_is_no_alert()
    {
        List<SeriesDay> days =
            [.. Enumerable.Range(0,
            60).Select(t => new SeriesDay(Start.AddDays(t), (t >= 30 ? Math.Log(1.04) : 0) + (0.001 * (t % 3)), 0))];

        Assert.Empty(SeriesMonitor.Of(Lengths, days, minEffect: 0.05).Changes);
        Assert.Single(SeriesMonitor.Of(Lengths, days, minEffect: 0.02).Changes);
    }

    [Fact]
    public void Quiet_series_raise_few_false_alarms()
    {
        // Simulated with 600 series (results/alarms.md): 0.7 % of quiet sixty-day series; three of 100 are four deviations off.
        var alarms = Enumerable.Range(0, 100).Count(series =>
        {
            var random = new RandomStreams(9).For(series, 0);
            var (level, days) = (0.0, new List<SeriesDay>());
            for (var t = 0; t < 60; t++)
            {
                level = (0.3 * level) + (0.08 * Math.Sqrt(1 - 0.09) * random.Normal());
                days.Add(new SeriesDay(Start.AddDays(t), level, 0));
            }

            return SeriesMonitor.Of(Lengths, days, minEffect: 0.05).Changes.Count > 0;
        });

        Assert.InRange(alarms, 0, 3);
    }

    [Fact]
    public void What_remains_is_weighed_by_weekday_and_not_by_days_elapsed()
    {
        // The first five days of March 2027 are weekdays, $50 of $270. At $60 they run 20 % high; the rest is forecast at $220.
        var outlook = new DayOutlook(Forecast(), Forecast().Designs[0]);
        var days = Enumerable.Range(0, 5).Select(t => (Start.AddDays(t), 12.0)).ToList();

        var certain = new Pace(outlook, days, since: Start);
        var doubtful = new Pace(outlook, days, since: null);

        Assert.Equal(1.2, certain.Factor, 1e-9);
        Assert.InRange(doubtful.Factor, 1.0, 1.2);
        var landing = certain.Of("2027-03", [.. outlook.DaysOf(0)], 60, budget: 200, null);
        Assert.InRange(landing.P50, 60 + (0.95 * 220 * 1.2), 60 + (1.1 * 220 * 1.2));
        // $140 are left after the 5th at $12 a weekday and $6 a weekend day: the 12th weekday-equivalent falls on the 19th.
        Assert.Equal(new DateOnly(2027, 3, 19), landing.PassedOn);
        Assert.InRange(landing.OverBudget!.Value, 0.9, 1);
    }

    [Fact]
    public void Pinball_loss_is_worked_out_at_a_certain_law()
    {
        // Every percentile is 10. At 12 the loss is 2 p, at 8 it is 2 (1 − p): both 2 × 0.5 in the mean over symmetric points.
        Assert.Equal(1, BacktestScore.Loss(new LevelLaw(10, 0), 12), 1e-12);
        Assert.Equal(1, BacktestScore.Loss(new LevelLaw(10, 0), 8), 1e-12);
    }

    private static Forecast Forecast()
    {
        var cost = new Spread(270, 60, 0.3, new Dictionary<string,
            double>
        { ["p10"] = 200, ["p25"] = 230, ["p50"] = 265, ["p75"] = 305, ["p90"] = 350 });
        return new Forecast
        {
            Scenario = "small",
            Version = "1",
            Start = Start,
            Months = [new ForecastMonth("2027-03", Start, 31, false)],
            Currency = "USD",
            PerUsd = 1,
            Seed = 1,
            Trials = 1,
            PricesAsOf = Start,
            Recommended = "base",
            Files = [],
            Values = [],
            Designs =
            [
                new ForecastDesign
                {
                    Name = "base",
                    Models = ["maker/model"],
                    Parts = [],
                    TokensPerRequest = 1_100,
                    Requests = [2_700],
                    Bill = new ForecastCost(cost, cost, [cost]),
                    WithPeople = new ForecastCost(cost, cost, [cost]),
                    Components = [],
                    Classes =
                    [
                        new ForecastClass
                        {
                            Name = "",
                            Requests = 2_700,
                            Level = 100,
                            FirstDay = 1,
                            DaysByMonth = [27],
                            Weekdays = [1, 1, 1, 1, 1, 0.5, 0.5],
                            DaySpread = 0.1,
                            DayToDay = 0.4,
                            Repeats = 0,
                            Uses = [new MeanUse("maker/model", "input", "fresh input", 1_000, 10, 1e6, ""),
                                new MeanUse("maker/model", "output", "output", 100, 100, 1e6, "")],
                        },
                    ],
                },
            ],
        };
    }
}
