namespace CostSim.Engine;

/// <summary>The bills of all paths: every design's months, and the lines that the tariff made of them.</summary>
internal sealed class PathTotals
{
    private readonly SpendModel model;
    private readonly MonthlyTariff tariff;
    private readonly PathPieces pieces;
    private readonly IReadOnlyList<IReadOnlyList<string>> accounts;
    private readonly int[] places;

    public PathTotals(SpendModel model, MonthlyTariff tariff, PathPieces pieces, int trials)
    {
        (this.model, this.tariff, this.pieces) = (model, tariff, pieces);
        accounts = [.. model.Designs.Select(PathPieces.AccountsOf)];
        places = [.. pieces.Pieces.Select(p => p.Account is { Length: > 0 } account ? accounts[p.Design].ToList().IndexOf(account) : -1)];
        Months = new TrialTotals(model, trials);
        Lines = [.. model.Designs.Select(_ => tariff.Components.Select(_ => new double[trials]).ToArray())];
        LineMonths = [.. model.Designs.Select(_ => tariff.Components.Select(_ => model.Calendar.Months.Select(_ => new double[trials]).ToArray()).ToArray())];
    }

    public TrialTotals Months { get; }

    /// <summary>What the tariff added over the horizon, by design, component and trial.</summary>
    public double[][][] Lines { get; }

    /// <summary>The same by design, component, month and trial.</summary>
    public double[][][][] LineMonths { get; }

    /// <summary>Bills one trial from what every piece costs in every month.</summary>
    public void Bill(int trial, ReadOnlySpan<double> scores, Func<int, int, double> pieceInMonth)
    {
        var count = model.Calendar.Months.Count;
        var exchange = new double[count];
        for (var m = 0; m < count; m++)
            exchange[m] = tariff.ExchangeByMonth[m].At(scores);
        for (var d = 0; d < model.Designs.Count; d++)
        {
            var path = new PathMonths(accounts[d], count, tariff.Components.Count);
            exchange.CopyTo(path.Exchange, 0);
            var people = new double[count];
            for (var p = 0; p < pieces.Pieces.Count; p++)
            {
                if (pieces.Pieces[p].Design == d)
                    Place(p, path, people, pieceInMonth);
            }

            tariff.Bill(path);
            Keep(d, trial, path, people);
        }
    }

    private void Place(int piece, PathMonths path, double[] people, Func<int, int, double> pieceInMonth)
    {
        var (isPeople, place) = (pieces.Pieces[piece].Account is null, places[piece]);
        for (var m = 0; m < people.Length; m++)
        {
            var amount = pieceInMonth(piece, m);
            if (isPeople)
                people[m] += amount;
            else if (place < 0)
                path.Beside[m] += amount;
            else
                path.Usage[m][place] += amount;
        }
    }

    private void Keep(int design, int trial, PathMonths path, double[] people)
    {
        for (var m = 0; m < people.Length; m++)
        {
            var billed = path.Usage[m].Sum() + path.Beside[m] + path.Lines[m].Sum();
            Months.Add(design, m, trial, billed, billed + people[m]);
            for (var k = 0; k < tariff.Components.Count; k++)
            {
                Lines[design][k][trial] += path.Lines[m][k];
                LineMonths[design][k][m][trial] = path.Lines[m][k];
            }
        }
    }
}
