using System.Globalization;
using System.Text.Json;
using CostSim.Billing;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>The members of a run's JSON that others read: figures, laws, pairs and where everything came from.</summary>
internal sealed class ForecastMembers(Result result, IReadOnlyList<string> exceed, Utf8JsonWriter json)
{
    public void Write()
    {
        Head();
        Array("designs", result.Designs, Design);
        Array("pairs", result.Spend.Pairs, Pair);
        Array("value_of_knowing", result.Spend.ValueOfKnowing, v => Members(("input", v.Input), ("value", v.Usd)));
        Provenance();
    }

    private void Head()
    {
        var scenario = result.Scenario;
        json.WriteString("scenario", scenario.Name);
        json.WriteString("start", Figures.Date(scenario.Calendar.Start));
        json.WriteNumber("days", scenario.Calendar.Days);
        json.WriteString("currency", scenario.Money.Currency);
        json.WriteNumber("trials", result.Spend.Trials);
        json.WriteNumber("seed", scenario.Seed);
        json.WriteString("outer_law", result.Spend.OuterLaw);
        json.WriteString("method", result.Spend.Method);
        json.WriteStartObject("verdict");
        json.WriteString("advice", result.Verdict.Advice.ToString().ToLowerInvariant());
        json.WriteString("design", result.Verdict.Design);
        Array("missing", result.Verdict.Missing, json.WriteStringValue);
        json.WriteEndObject();
        Array("not_in_this_number", Omissions.Of(result), json.WriteStringValue);
        Array("warnings", result.Warnings, json.WriteStringValue);
        Array("calendar", scenario.Calendar.Months, m =>
        {
            json.WriteStartObject();
            json.WriteString("month", m.Name);
            json.WriteNumber("days", m.Days);
            json.WriteBoolean("partial", m.IsPartial);
            json.WriteEndObject();
        });
    }

    private void Design(DesignResult design)
    {
        json.WriteStartObject();
        json.WriteString("name", design.Design.Name);
        Array("models", design.Design.Routes.Select(r => r.Name), json.WriteStringValue);
        View(design.Spend.Bill);
        json.WriteStartObject("per_request");
        Number("cost", design.CostPerRequest);
        Number("right_answer_cost", design.CostPerRightAnswer);
        Number("input_tokens", design.InputTokens);
        Number("output_tokens", design.OutputTokens);
        Number("calls", design.CallsPerRequest);
        json.WriteEndObject();
        json.WriteStartObject("with_people");
        View(design.Spend.WithPeople);
        json.WriteEndObject();
        Array("drivers", design.Spend.Drivers, d =>
            Members(("input", d.Input), ("share", d.Share), ("at_p10", d.AtP10), ("at_p90", d.AtP90)));
        Recall(design.Recall);
        if (design.Accuracy is { } accuracy)
        {
            json.WritePropertyName("accuracy");
            Members(("mean", accuracy.Mean), ("low", accuracy.Low), ("high", accuracy.High), ("questions", accuracy.Questions),
                ("target", accuracy.Target?.ToString().ToLowerInvariant()));
        }

        WrongAnswers(design.WrongAnswers);
        Array("components", design.Spend.Components, c =>
            Members(("component", c.Component), ("kind", c.Payer is Payer.Bill ? "bill" : "people"),
                ("mean", c.Mean), ("at_p90", c.AtP90)));
        Budget(design.Spend.Budget);
        if (result.Scenario.Workloads.Any(w => w.Name.Length > 0))
            Array("classes", design.Spend.Classes, Class);
        json.WriteEndObject();
    }

    private void View(SpendView view)
    {
        json.WriteString("inner_law", view.InnerLaw);
        Distribution("total", view.Total);
        Distribution("month", view.Pooled);
        json.WriteStartArray("months");
        foreach (var month in view.Months)
            Distribution(null, month);
        json.WriteEndArray();
    }

    private void Distribution(string? name, CostDistribution cost)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        Number("mean", cost.Mean);
        Number("sd", cost.StandardDeviation);
        foreach (var p in cost.Percentiles)
            Number(p.Percentile.Key, p.Usd);
        Number("skewness", cost.Skewness);
        json.WriteStartObject("intervals");
        foreach (var p in cost.Percentiles)
            Bounds(p.Percentile.Key, p.Interval);
        json.WriteEndObject();
        if (cost.Exceedances.Count > 0)
        {
            json.WriteStartObject("exceed");
            foreach (var (level, at) in cost.Exceedances.Zip(exceed))
                Number(at, level.Probability);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Recall(RecallMeasure? recall)
    {
        if (recall is null)
        {
            json.WriteNull("recall");
            return;
        }

        json.WriteStartObject("recall");
        Number("mean", recall.Mean);
        Bounds("interval", new Bounds(recall.Low, recall.High));
        Number("precision", recall.Precision);
        Number("iou", recall.Iou);
        json.WriteNumber("questions", recall.Questions);
        json.WriteNumber("questions_without_evidence", recall.Missed);
        if (recall.Target is { } target)
            json.WriteString("target", target.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }

    private void WrongAnswers(WrongAnswerFunnel? wrong)
    {
        if (wrong is null)
            return;
        json.WritePropertyName("wrong_answers");
        Members(("share", wrong.ShareMade), ("made_per_day", wrong.MadePerDay), ("caught_per_day", wrong.CaughtPerDay),
            ("reaching_users_per_day", wrong.ReachingUsersPerDay), ("reviews_per_day", wrong.ReviewsPerDay),
            ("review_hours_per_day", wrong.ReviewHoursPerDay));
    }

    private void Budget(BudgetRisk? risk)
    {
        if (risk is null)
            return;
        json.WriteStartObject("budget");
        Number("per_month", risk.UsdPerMonth);
        Number("p_any_month_over", risk.AnyMonth.Probability);
        Number("p_month_over", risk.Pooled);
        Array("p_over_by_month", risk.Months, m => NumberValue(m.Probability));
        json.WriteEndObject();
    }

    private void Class(ClassSpend spend)
    {
        json.WriteStartObject();
        json.WriteString("name", spend.Name);
        Number("mean", spend.Mean);
        Number("sd", spend.StandardDeviation);
        Number("skewness", spend.Skewness);
        Number("mean_requests", spend.MeanRequests);
        if (spend.Distribution is { } distribution)
            Distribution("total", distribution);
        json.WriteEndObject();
    }

    private void Pair(PairSpend pair)
    {
        json.WriteStartObject();
        json.WriteString("design", pair.First);
        json.WriteString("against", pair.Second);
        Number("mean_difference", pair.MeanDifference);
        Bounds("range", pair.Range);
        Number("p_cheaper", pair.Cheaper);
        Bounds("p_cheaper_interval", pair.CheaperInterval);
        Number("regret", pair.Regret);
        json.WriteStartObject("break_even");
        Number("share_without_crossing", pair.BreakEven.ShareWithoutCrossing);
        foreach (var (name, factor) in new[] { ("p5", pair.BreakEven.P5), ("p50", pair.BreakEven.P50), ("p95", pair.BreakEven.P95) })
            Number($"{name}_requests_per_day", pair.BreakEven.ShareWithoutCrossing < 1 ? factor * VolumeCurves.Usual(result) : null);
        json.WriteEndObject();
        if (RecallDifferences.Of(result, pair.First, pair.Second) is { } recall)
        {
            json.WriteStartObject("recall_difference");
            Number("mean", recall.Mean);
            Bounds("interval", new Bounds(recall.Low, recall.High));
            json.WriteString("verdict", recall.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Provenance()
    {
        json.WriteStartObject("provenance");
        json.WriteString("costsim", ToolVersion.Text);
        if (result.Scenario.Prices.Book is { } book)
        {
            json.WriteString("price_book", book.Version.Name);
            json.WriteString("price_book_version", book.Version.Version);
            json.WriteString("price_book_sha256", book.Version.Sha256);
        }

        json.WriteString("prices_as_of", Figures.Date(result.Scenario.Prices.AsOf));
        Array("price_records", PriceRecords.Of(result.Scenario), json.WriteStringValue);
        json.WriteStartObject("files");
        foreach (var (name, hash) in result.Scenario.Files)
            json.WriteString(name, hash);
        json.WriteEndObject();
        Array("assumptions", result.Scenario.Ledger.All, a =>
            Members(("path", a.Path), ("value", a.Value), ("origin", a.Origin.ToString().ToLowerInvariant())));
        json.WriteEndObject();
    }

    private void Array<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private void Members(params ReadOnlySpan<(string Name, Cell Value)> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (value.Value is string text)
                json.WriteString(name, text);
            else
                Number(name, value.Number);
        }

        json.WriteEndObject();
    }

    private void Bounds(string name, Bounds bounds)
    {
        json.WriteStartArray(name);
        NumberValue(bounds.Low);
        NumberValue(bounds.High);
        json.WriteEndArray();
    }

    private void Number(string name, double? value)
    {
        json.WritePropertyName(name);
        NumberValue(value);
    }

    private void NumberValue(double? value)
    {
        if (value is { } number && double.IsFinite(number))
            json.WriteRawValue((number + 0.0).ToString("R", CultureInfo.InvariantCulture));
        else
            json.WriteNullValue();
    }
}
