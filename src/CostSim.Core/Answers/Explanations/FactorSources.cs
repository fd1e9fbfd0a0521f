using System.Globalization;
using CostSim.Billing;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>The origin of every factor of an explanation.</summary>
internal static class FactorSources
{
    public static IEnumerable<FactorSource> Of(Forecast forecast, ForecastDesign design)
    {
        foreach (var part in design.Parts)
            yield return Tokens(forecast, design, part);
        foreach (var rate in design.Classes.SelectMany(c => c.Uses).DistinctBy(u => (u.Model, u.Component, u.Rate, u.Record)))
            yield return Price(forecast, rate);
        foreach (var (name, path) in new[] { ("retries", "reliability.retries"), ("retries", "reliability.attempts"),
            ("requests a day", "traffic.requests_per_day"), ("adoption", "traffic.adoption"), ("weekdays", "traffic.weekdays"),
            ("growth", "traffic.growth_per_month"), ("price changes", "prices.change"), ("exchange", "fx"), ("tax", "tax") })
        {
            if (Values(forecast, path).ToList() is { Count: > 0 } values && values.Any(v => v.Value is not ("0" or "0%" or "1" or "")))
                yield return Stated(name, values);
        }
    }

    // A fixed text is counted in its file, documents and questions are measured, the rest is typed or left to its default.
    private static FactorSource Tokens(Forecast forecast, ForecastDesign design, PartTokens part)
    {
        var tokens = part.Tokens.ToString("#,0.##", CultureInfo.InvariantCulture) + " tokens";
        if (part.File is { } file)
            return new FactorSource(part.Part, tokens, "measured", file);
        if (part.Part is "frame" or "hidden")
            return Stated(part.Part, [.. Values(forecast, $"designs.{design.Name}.overhead")]) with { Value = tokens };
        if (part.Part == "schema")
            return Stated(part.Part, [.. Values(forecast, $"designs.{design.Name}.output_schema")]) with { Value = tokens };
        if (part.Part == MeanUse.Written)
            return Stated(part.Part, [.. Values(forecast, $"designs.{design.Name}.answer", "requests.output", "answer")]) with
            {
                Value = tokens
            };
        // A prompt may be stated by its size; so is a question where none is written down, and then it has just that size.
        if (part.Part is "system" or "tools" && Values(forecast, $"designs.{design.Name}.{part.Part}").ToList() is { Count: > 0 } size)
            return Stated(part.Part, size) with { Value = tokens };
        if (part.Part == "question" && Values(forecast, "question").ToList() is { Count: > 0 } usual
            && usual.TrueForAll(v => Numbers.TryDouble(v.Value, out var length) && length == part.Tokens))
            return Stated(part.Part, usual) with { Value = tokens };
        List<StatedValue> typed = [.. Values(forecast, $"designs.{design.Name}.{part.Part}", $"requests.{part.Part}", "requests.input")];
        var documents = Values(forecast, "documents").Where(d => d.Path.EndsWith("documents", StringComparison.Ordinal)).ToList();
        // Where documents are read, a design types how they are put together, not how long they are.
        var own = typed.Where(v => v.Path.EndsWith(part.Part, StringComparison.Ordinal)
            || v.Path.Contains($"{part.Part}.", StringComparison.Ordinal)).ToList();
        return documents.Count > 0
            ? Stated(part.Part, [.. documents,
                .. own.Where(v => !v.Path.StartsWith("designs.", StringComparison.Ordinal))]) with
            { Value = tokens }
            : Stated(part.Part, own.Count > 0 ? own : typed) with { Value = tokens };
    }

    private static FactorSource Price(Forecast forecast, MeanUse use)
    {
        var per = use.Units switch
        {
            1e6 when use.Component == Vectors.Queries => "1M queries",
            1e6 => "1M tokens",
            1e3 => "1,000",
            _ => use.Units.ToString("#,0", CultureInfo.InvariantCulture),
        };
        return new FactorSource($"price of {use.Component}", $"{Figures.Exact((decimal)use.Rate)} for {per}", IsRecord(use)
            ? "price record" : "typed", IsRecord(use) ? use.Record : TypedAt(forecast, use.Record));
    }

    // The members of a portfolio have files of one name; the values know which.
    private static string TypedAt(Forecast forecast, string place) =>
        string.Join(", ", forecast.Values.Where(v => v.Path.Contains("inline", StringComparison.Ordinal)
            && $"{v.File[(v.File.LastIndexOf('/') + 1)..]}:{v.Line}" == place).Select(v =>
            $"{v.File}:{v.Line}").Distinct().DefaultIfEmpty(place));

    // A typed price names its file and line where a record has its id.
    private static bool IsRecord(MeanUse use) =>
        use.Record.Contains(':', StringComparison.Ordinal) && !use.Record.Contains(".yaml", StringComparison.Ordinal);

    private static FactorSource Stated(string name, IReadOnlyList<StatedValue> values)
    {
        var origins = values.Select(v => v.Origin.ToString().ToLowerInvariant()).Distinct();
        var places = values.SelectMany(v => new[] { v.Line > 0 ? $"{v.File}:{v.Line}" : v.File, v.Source }).Where(p =>
            p.Length > 0).Distinct();
        return new FactorSource(name, string.Join(", ", values.Select(v => v.Value).Distinct()), string.Join(" and ", origins),
            string.Join(", ", places));
    }

    // What a class or a member of a portfolio says carries its name before the path.
    private static IEnumerable<StatedValue> Values(Forecast forecast, params string[] paths) =>
        paths.SelectMany(path =>
            forecast.Values.Where(v => Is(v.Path, path)
            || forecast.Designs[0].Classes.Any(c => c.Name.Length > 0
            && (Is(v.Path, $"{c.Name}.{path}") || Is(v.Path, $"classes.{c.Name}.{path}"))))).Distinct();

    private static bool Is(string known, string path) =>
        known == path || known.StartsWith(path + ".", StringComparison.Ordinal) || known.StartsWith(path + "[", StringComparison.Ordinal);
}
