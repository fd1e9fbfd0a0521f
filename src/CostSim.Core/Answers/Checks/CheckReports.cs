using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>A check for a terminal, for a pull request, for programs, and as annotations of a CI run.</summary>
internal static class CheckReports
{
    /// <summary>By it a bot finds its own comment and rewrites it in place of adding one.</summary>
    public const string Marker = "<!-- costsim-check -->";

    private static readonly JsonWriterOptions Indented =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<string> Text(Check check, string baseline) => Paragraphs(check, baseline)
        .Where(p => p.Count > 0).SelectMany((p, i) => i == 0 ? p : p.Prepend(""));

    private static IEnumerable<IReadOnlyList<string>> Paragraphs(Check check, string baseline)
    {
        yield return TextTable.Wrap($"{check.Now.Scenario} against {baseline}");
        yield return TextTable.Wrap(CheckSentences.Verdict(check), indent: "  ");
        yield return TextTable.Lines(CheckSentences.Designs(check));
        if (CheckSentences.Told(check) is { } told)
            yield return [.. CheckSentences.Steps(check, told)];
        yield return [.. CheckSentences.Changes(check).SelectMany(c => TextTable.Wrap(c, indent: "  "))];
        if (check.State is CheckState.Fail or CheckState.Inconclusive)
            yield return [.. TextTable.Wrap(
                "Where this is meant, the same command with --update accepts it; a gate that reads the base branch (--baseline-ref) sees "
                + "it once it is merged there.")];
    }

    public static string Markdown(Check check, string baseline)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"### CostSim: {Escaped(CheckSentences.Verdict(check))}\n\n{Escaped(check.Now.Scenario)} against `{baseline}`.\n\n");
        using (var writer = new StringWriter { NewLine = "\n" })
        {
            MarkdownReport.Write(CheckSentences.Designs(check), writer);
            text.Append(writer).Append('\n');
        }

        if (CheckSentences.Told(check) is { } told && CheckSentences.Steps(check, told).ToList() is { Count: > 0 } steps)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Escaped(steps[0])}\n\n");
            foreach (var step in steps.Skip(1))
                text.Append(CultureInfo.InvariantCulture, $"- {Escaped(step.Trim())}\n");
            text.Append('\n');
        }

        foreach (var change in CheckSentences.Changes(check))
            text.Append(CultureInfo.InvariantCulture, $"- {Escaped(change)}\n");
        return text.Append(CultureInfo.InvariantCulture, $"\n{Marker}\n").ToString();
    }

    /// <summary>
    /// A line for each failing design as GitHub Actions reads them, at the file that moved it most, else at the scenario.
    /// </summary>
    public static IEnumerable<string> Annotations(Check check, string folder, string scenario) => check.Designs
        .Where(d => d.State is CheckState.Fail or CheckState.Inconclusive)
        .Select(d =>
        {
            var main = d.Bridge?.Steps.Where(s => s.Amount > 0).MaxBy(s => s.Amount);
            var value = check.Values.FirstOrDefault(v => v.Line > 0);
            var (file, line) = main?.File is { } prompt ? (Path.Combine(folder, prompt), 1) : (scenario, value?.Line ?? 1);
            var figure = d.Figures.Where(f => f.State == d.State).MaxBy(f => f.Change);
            if (figure is null)
                return $"::{(d.State is CheckState.Fail ? "error" : "warning")} "
                    + $"file={scenario.Replace('\\', '/')},line=1::{d.Name} {d.Note}";
            return $"::{(d.State is CheckState.Fail ? "error" : "warning")} file={file.Replace('\\', '/')},line={line}::{d.Name}: "
                + $"{figure.Name} {CheckSentences.Change(figure)}{(main is null ? "" : $"; {CheckSentences.Label(main)}")}";
        })
        .Concat(check.GateChanges.Select(g =>
            $"::error file={scenario.Replace('\\', '/')},line={Math.Max(1, g.Line)}::{g.Path}: {g.Before ?? "absent"} -> "
            + $"{g.After ?? "absent"}: a change does not alter its own gate"));

    public static string Json(Check check, string baseline)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("scenario", check.Now.Scenario);
            json.WriteString("baseline", baseline);
            json.WriteString("verdict", check.State.ToString().ToLowerInvariant());
            json.WriteString("currency", check.Now.Currency);
            Objects(json, "gate_changes", check.GateChanges, gate => Changed(json, gate.Path, gate.Before, gate.After));
            Objects(json, "designs", check.Designs, design => Members(json, design));
            Objects(json, "files", check.Files, file =>
            {
                json.WriteString("name", file.Name);
                json.WriteString("change", file.Change.ToString().ToLowerInvariant());
            });
            Objects(json, "values", check.Values, value => Changed(json, value.Path, value.Before, value.After));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Members(Utf8JsonWriter json, CheckedDesign design)
    {
        json.WriteString("name", design.Name);
        json.WriteString("verdict", design.State.ToString().ToLowerInvariant());
        if (design.Note is not null)
            json.WriteString("note", design.Note);
        Objects(json, "figures", design.Figures, figure =>
        {
            json.WriteString("figure", figure.Name);
            json.WriteNumber("before", figure.Before);
            json.WriteNumber("after", figure.After);
            if (double.IsFinite(figure.Change))
                json.WriteNumber("change", figure.Change);
            json.WriteNumber("limit", figure.Limit);
            json.WriteString("verdict", figure.State.ToString().ToLowerInvariant());
        });
        if (design.Bridge is not { } bridge)
            return;
        json.WriteStartObject("month");
        json.WriteNumber("before", bridge.Before);
        json.WriteNumber("after", bridge.After);
        Objects(json, "steps", bridge.Steps, step =>
        {
            json.WriteString("cause", step.Name);
            json.WriteString("subject", step.File ?? step.Subject);
            json.WriteNumber("amount", step.Amount);
        });
        json.WriteEndObject();
    }

    private static void Changed(Utf8JsonWriter json, string path, string? before, string? after)
    {
        json.WriteString("path", path);
        json.WriteString("before", before);
        json.WriteString("after", after);
    }

    private static void Objects<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Names of designs and files are the person's own and may hold markup.
    private static string Escaped(string text) =>
        text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
