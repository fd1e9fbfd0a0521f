using System.Collections.Concurrent;
using CostSim.Answers;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim;

/// <summary>
/// Simulates the points of a sweep. A design is simulated by itself, as <c>run --design</c> does, so that one which a point does not
/// change is looked up; all points share documents, tokens, chunks and rankings. May be used by many threads.
/// </summary>
internal sealed class SweepSimulation(Func<SweepPoint, IReadOnlyList<DesignVariant>> variants,
    Func<Scenario, SpendOptions> options, Stages stages)
{
    // A design that not all paths change comes back after as many points as the others change it.
    private const int MostKept = 1_024;

    private readonly ConcurrentDictionary<string, Lazy<SweptDesign>> known = new();
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>Whether rows by month are kept too.</summary>
    public bool WithMonths { get; init; }

    /// <summary>The columns of the rows after a point and its values.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The rows of a point, or its error.</summary>
    public SweepRecord Run(SweepPoint point, CancellationToken stop)
    {
        var record = new SweepRecord(point.Number, point.Id, [.. point.Values.Select(SweepPoint.Canonical)]);
        try
        {
            var designs = variants(point).Select(v => Of(v, stop)).ToList();
            return record with { Designs = SweptDesign.Rows(designs, Columns), Months = [.. designs.SelectMany(d => d.Months)] };
        }
        catch (InputException refused)
        {
            return record with { Error = string.Join("; ", refused.Errors.Select(e => $"{e.At}: {e.Message}")) };
        }
        catch (RuleException refused)
        {
            return record with { Error = refused.Message };
        }
    }

    private SweptDesign Of(DesignVariant variant, CancellationToken stop)
    {
        var found = known.GetOrAdd(variant.Key, _ => new Lazy<SweptDesign>(() =>
        {
            var scenario = variant.Read();
            return SweptDesign.Of(Simulation.Run(scenario, options(scenario), stages, stop), WithMonths);
        }));
        if (!found.IsValueCreated)
        {
            order.Enqueue(variant.Key);
            while (order.Count > MostKept && order.TryDequeue(out var oldest))
                known.TryRemove(oldest, out _);
        }

        return found.Value;
    }
}
