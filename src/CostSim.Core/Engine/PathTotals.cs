using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>The bills of all paths: every design's months, and the lines that limits and the tariff made of them.</summary>
internal sealed class PathTotals
{
    private readonly SpendModel model;
    private readonly PathPieces pieces;
    private readonly IReadOnlyList<IReadOnlyList<string>> accounts;
    private readonly int[] places;
    private readonly int tariffLines;

    public PathTotals(SpendModel model, PathPieces pieces, int trials)
    {
        (this.model, this.pieces) = (model, pieces);
        tariffLines = model.Tariff?.Components.Count ?? 0;
        accounts = [.. model.Designs.Select(PathPieces.AccountsOf)];
        places = [.. pieces.Pieces.Select(p => p.Account is { Length: > 0 } account ? accounts[p.Design].ToList().IndexOf(account) : -1)];
        Months = new TrialTotals(model, trials);
        Components = [.. model.Designs.Select(d =>
            (IReadOnlyList<CostComponent>)[.. (model.Tariff?.Components ?? []).Select(name => new CostComponent(name, Payer.Bill)),
                .. (d.Limits?.Parts ?? []).Select(p => new CostComponent(p.Component, p.Payer))])];
        Lines = [.. Components.Select(own => own.Select(_ => new double[trials]).ToArray())];
        LineMonths = [.. Components.Select(own =>
            own.Select(_ => model.Calendar.Months.Select(_ => new double[trials]).ToArray()).ToArray())];
    }

    public bool IsLimited => model.IsLimited;

    public TrialTotals Months { get; }

    /// <summary>By design: the lines that the tariff can add, then those of limits.</summary>
    public IReadOnlyList<IReadOnlyList<CostComponent>> Components { get; }

    /// <summary>What each line adds over the horizon, by design, line and trial.</summary>
    public double[][][] Lines { get; }

    /// <summary>The same by design, line, month and trial.</summary>
    public double[][][][] LineMonths { get; }

    /// <summary>Bills one trial from what every piece costs in every month, and what limits add to that.</summary>
    public void Bill(int trial, ReadOnlySpan<double> scores, double[][] costs, double[][][] limited)
    {
        var count = model.Calendar.Months.Count;
        var exchange = new double[count];
        for (var m = 0; m < count; m++)
            exchange[m] = model.Tariff?.ExchangeByMonth[m].At(scores) ?? 1;
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var path = new PathMonths(accounts[d], count, tariffLines);
            exchange.CopyTo(path.Exchange, 0);
            var people = new double[count];
            for (var p = 0; p < pieces.Pieces.Count; p++)
            {
                if (pieces.Pieces[p].Design != d)
                    continue;
                for (var m = 0; m < count; m++)
                    Place(p, m, costs[m][p] + KeepLimits(p, m, trial, limited[m][p]), path, people);
            }

            model.Tariff?.Bill(path);
            Keep(d, trial, path, people);
        }
    }

    private void Place(int piece, int month, double amount, PathMonths path, double[] people)
    {
        if (pieces.Pieces[piece].Account is null)
            people[month] += amount;
        else if (places[piece] < 0)
            path.Beside[month] += amount;
        else
            path.Usage[month][places[piece]] += amount;
    }

    // A piece's parts are those of its design that its payer sees, in their order.
    private double KeepLimits(int piece, int month, int trial, double[] added)
    {
        var (sum, k) = (0.0, 0);
        var (design, payer) = (pieces.Pieces[piece].Design, pieces.Pieces[piece].Account is null ? Payer.People : Payer.Bill);
        for (var line = tariffLines; line < Components[design].Count; line++)
        {
            if (added.Length == 0 || Components[design][line].Payer != payer)
                continue;
            Lines[design][line][trial] += added[k];
            LineMonths[design][line][month][trial] += added[k];
            sum += added[k++];
        }

        return sum;
    }

    private void Keep(int design, int trial, PathMonths path, double[] people)
    {
        for (var m = 0; m < people.Length; m++)
        {
            var billed = path.Usage[m].Sum() + path.Beside[m] + path.Lines[m].Sum();
            Months.Add(design, m, trial, billed, billed + people[m]);
            for (var k = 0; k < tariffLines; k++)
            {
                Lines[design][k][trial] += path.Lines[m][k];
                LineMonths[design][k][m][trial] = path.Lines[m][k];
            }
        }
    }
}
