using CostSim.Billing;
using CostSim.Engine;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim;

/// <summary>
/// Scenarios that are paid together. Percentiles do not add, so the chosen designs are simulated as the classes of one design;
/// each member alone is listed next to it.
/// </summary>
internal static class Portfolio
{
    private const string Together = "portfolio";

    public static Result Run(Scenario scenario, SpendOptions options, Stages stages, CancellationToken stop)
    {
        var alone = scenario.Members.Select(m => Alone(m, options with { BudgetUsdPerMonth = null }, stages, stop)).ToList();
        var joint = scenario.Members.Zip(alone, (m, a) => Chosen(m.Joint, a.Design.Name)).ToList();
        var requests = joint.Select(j => stages.Requests(j)[0]).ToList();
        var costs = joint.Select((j, i) => DesignBilling.Cost(j, j.Designs[0], requests[i])).ToList();
        var cost = new DesignCost(Together, [.. costs.SelectMany(c => c.Classes)], [.. costs.SelectMany(c => c.Lines)]);
        var spend = Spend.Simulate(new SpendModel
        {
            Calendar = scenario.Calendar,
            Inputs = scenario.Inputs,
            Classes = [.. joint.SelectMany(j => j.Workloads).Select(w => new TrafficClass(w.Name, w.Traffic))],
            Designs = [cost],
        }, options, stop);

        var members = alone.Select((a, i) => Beside(scenario.Members[i].Name, a)).ToList();
        List<DesignResult> designs = [Sum(scenario, joint, members, [.. requests.SelectMany(r => r)], cost, spend.Designs[0]), .. members];
        return new Result
        {
            Scenario = scenario with { Designs = [.. designs.Select(d => d.Design)] },
            Spend = spend with { Designs = [.. designs.Select(d => d.Spend)] },
            Designs = designs,
            Verdict = new Verdict(Advice.Cheapest, Together, []),
            Warnings = [.. scenario.Members.SelectMany((m, i) => Warnings.Of(joint[i], [alone[i]]).Concat(Reason(m, alone[i].Design.Name))
                .Select(w => $"{m.Name}: {w}")), .. spend.Warnings],
        };
    }

    private static DesignResult Alone(PortfolioMember member, SpendOptions options, Stages stages, CancellationToken stop)
    {
        var result = Simulation.Run(member.Chosen is { } named ? Chosen(member.Alone, named) : member.Alone, options, stages, stop);
        return result.Recommended;
    }

    private static Scenario Chosen(Scenario scenario, string design) =>
        scenario with { Designs = [.. scenario.Designs.Where(d => d.Name == design)] };

    private static IEnumerable<string> Reason(PortfolioMember member, string design) => member.Chosen is null
        ? [$"no design is chosen; the recommended one, {design}, is in the sum"]
        : [];

    private static DesignResult Beside(string name, DesignResult alone)
    {
        var title = $"{name}: {alone.Design.Name}";
        return alone with { Design = alone.Design with { Name = title }, Spend = alone.Spend with { Name = title } };
    }

    private static DesignResult Sum(Scenario scenario, IReadOnlyList<Scenario> joint, IReadOnlyList<DesignResult> members,
        IReadOnlyList<WorkloadRequests> requests, DesignCost cost, DesignSpend spend)
    {
        var volume = members.Sum(m => m.Spend.MeanRequests);
        var shares = members.Select(m => volume > 0 ? m.Spend.MeanRequests / volume : 1.0 / members.Count).ToList();
        var perDay = spend.MeanRequestsByMonth[0] / scenario.Calendar.Months[0].Days;
        return new DesignResult
        {
            Design = joint[0].Designs[0] with
            {
                Name = Together,
                Routes = [.. joint.SelectMany(j => j.Designs[0].Routes).DistinctBy(r => r.Name)],
                Context = null,
                Cache = null,
                TypedCache = null,
                Embedding = null,
                Reranker = null,
                VectorStore = null,
                Reliability = [.. joint.SelectMany(j => j.Designs[0].Reliability)],
            },
            Spend = spend,
            Cost = cost,
            Requests = requests,
            InputTokens = members.Zip(shares, (m, s) => m.InputTokens * s).Sum(),
            OutputTokens = members.Zip(shares, (m, s) => m.OutputTokens * s).Sum(),
            WorkloadShares = [.. members.Zip(shares, (m, s) => m.WorkloadShares.Select(w => w * s)).SelectMany(w => w)],
            WrongAnswers = DesignResults.Sum([.. members.Select(m => m.WrongAnswers).OfType<WrongAnswerFunnel>()], perDay),
        };
    }
}
