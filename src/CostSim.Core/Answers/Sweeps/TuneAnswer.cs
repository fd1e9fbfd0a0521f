using System.Globalization;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>What a search over forms found, as a person reads it, as a table and as a chart.</summary>
internal sealed class TuneAnswer(Scenario scenario, TuneResult result)
{
    private const int MostRows = 10;

    private Unit Money => Unit.Money(scenario.Money.Currency);

    private double AtLeast => scenario.Quality!.AtLeast.Value;

    /// <summary>The chosen form, or the nearest where none reaches the quality.</summary>
    private TunedForm Best => result.Chosen ?? result.Nearest;

    /// <summary>Whether a form reaches the quality.</summary>
    public bool HasChosen => result.Chosen is not null;

    /// <summary>The name that the chosen form has as a design of its own.</summary>
    public string Name => $"{result.Design}-tuned";

    /// <summary>The chosen form as a scenario writes it below <c>designs</c>.</summary>
    public IReadOnlyList<string> Yaml => [$"{Name}:", $"  like: {result.Design}", $"  context: {Best.Form.Context}"];

    public IReadOnlyList<string> Lines(int width = 80)
    {
        var questions = Best.Recall.Questions;
        List<string> lines =
        [
            .. TextTable.Wrap(string.Create(CultureInfo.InvariantCulture,
                $"{scenario.Name}: {result.Forms.Count:#,0} forms of {result.Design} on {questions:#,0} questions; asked for is recall "
                + $"{AtLeast:0.00##}"), width), "",
            .. TextTable.Wrap(Sentence(), width), "",
            .. TextTable.Lines(Frontier(), width),
            .. TextTable.Wrap("Each row: no other form is cheaper, people included, and retrieves as much.", width), "",
        ];
        if (result.Chosen is not null)
            lines.AddRange(["As a design of the scenario (--write puts it there):", .. Yaml.Select(l => "  " + l)]);
        return lines;
    }

    private string Sentence()
    {
        var recall = Best.Recall;
        var interval = string.Create(CultureInfo.InvariantCulture, $"{recall.Low * 100:0} to {recall.High * 100:0} %");
        var cost = $"{Write(Best.BillPerMonth)} a month in the mean";
        var opening = result.Chosen is null
            ? $"No form reaches it. {Best.Form.Words} comes nearest: it costs {cost} and retrieves {Figures.Share(recall.Mean)} of the "
                + $"evidence ({interval})."
            : $"The cheapest form that reaches it is {Best.Form.Words}. It costs {cost} and retrieves {Figures.Share(recall.Mean)} of the "
                + $"evidence ({interval}).";
        var shown = result.Chosen is null || recall.Target is Billing.TargetState.Met
            ? ""
            : " That is likely, not shown: the questions are too few for the confidence asked for.";
        var honest = double.IsNaN(result.OutOfSample) ? "" : string.Create(CultureInfo.InvariantCulture,
            $" Forms that were chosen without the questions they are judged on retrieve {Figures.Share(result.OutOfSample)} "
            + $"({result.Folds}-fold cross-validation): expect that of new questions.");
        return opening + shown + honest;
    }

    private Table Frontier()
    {
        var rows = result.Frontier.ToList();
        // Around the chosen one, where there are many.
        if (rows.Count > MostRows)
        {
            var at = Math.Max(0, rows.IndexOf(Best));
            rows = [.. rows.Skip(Math.Clamp(at - (MostRows / 2), 0, rows.Count - MostRows)).Take(MostRows)];
        }

        if (!rows.Contains(Best))
            rows = [.. rows.Append(Best).OrderBy(r => r.CostPerMonth)];
        return new Table("tune", "",
            [new("form", "form", Unit.Text), new("tokens", "tokens/req", Unit.Count), new("bill", "bill a month", Money),
                new("recall", "recall", Unit.Text)],
            [.. rows.Select(r =>
                new Row([r.Form.Words, r.TokensPerRequest, r.BillPerMonth, r.Recall.Mean.ToString("0.00", CultureInfo.InvariantCulture)],
                    Strong: r == Best))]);
    }

    /// <summary>A row a form, for files.</summary>
    public Table Table()
    {
        var suffix = scenario.Money.Currency.ToLowerInvariant();
        var frontier = result.Frontier.ToHashSet();
        return new Table("tune", "Forms of a retrieving design",
            [
                new("design", "design", Unit.Text), new("form", "form", Unit.Text), new("context", "context", Unit.Text),
                new("mean_tokens", "mean_tokens", Unit.Count),
                new($"request_{suffix}", "", Money), new($"mean_month_{suffix}", "", Money),
                new($"mean_month_with_people_{suffix}", "", Money),
                new("recall", "recall", Unit.Share), new("recall_low", "", Unit.Share), new("recall_high", "", Unit.Share),
                new("questions", "", Unit.Count), new("quality", "", Unit.Text),
                new("on_frontier", "", Unit.Text), new("chosen", "", Unit.Text), new("recall_out_of_sample", "", Unit.Share),
            ],
            [.. result.Forms.Select(f => new Row(
            [
                result.Design, f.Form.Words, f.Form.Context, f.TokensPerRequest, f.PerRequest, f.BillPerMonth, f.CostPerMonth,
                f.Recall.Mean, f.Recall.Low, f.Recall.High, f.Recall.Questions, f.Recall.Target?.ToString().ToLowerInvariant(),
                frontier.Contains(f) ? "yes" : "no", f == result.Chosen ? "yes" : "no", f == Best && !double.IsNaN(result.OutOfSample)
                    ? result.OutOfSample
                    : (double?)null,
            ]))]);
    }

    public Chart Chart() => SweepFrontierChart.Of(
        [.. result.Forms.Select(f => new SweptQuality(result.Design, f.Form.Words, f.PerRequest, f.Recall.Mean))],
        Money, "recall", AtLeast) with
    {
        Name = "tune-frontier",
        Title = $"Cost against recall: forms of {result.Design}",
    };

    private string Write(double amount) => Figures.Money(amount, scenario.Money.Currency);
}
