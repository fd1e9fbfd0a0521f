using CostSim.Documents;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios.Keys;

namespace CostSim.Tests.Scenarios;

/// <summary>The reference of scenario keys as Markdown, made from the same tables as the schema.</summary>
internal static class ScenarioReference
{
    public static void Write(TextWriter output)
    {
        output.WriteLine("# Scenario keys");
        output.WriteLine();
        output.WriteLine("Made from the tables that the readers and `costsim schema scenario` use; a test holds it equal.");
        output.WriteLine("`*` is a name of your own, `[]` an item of a list; one item alone may replace a list of one. In amounts");
        output.WriteLine("`usd` may be any currency that has a rate under `fx`: `myr_per_month`.");
        output.WriteLine();
        output.WriteLine($"A class under `classes` may have its own {Join(ScenarioKeys.OfClass)}; a design its own {Join(ScenarioKeys.OfDesign)}.");
        foreach (var section in ScenarioKeys.All.GroupBy(k => SectionOf(k.Path)))
        {
            output.WriteLine();
            output.WriteLine($"## {section.Key}");
            output.WriteLine();
            output.WriteLine("| key | is | says | example | left out |");
            output.WriteLine("|---|---|---|---|---|");
            foreach (var key in section)
                output.WriteLine($"| `{key.Path}` | {Word(key)} | {Cell(key.Summary)} | `{Cell(key.Example)}` | {Cell(key.Default)} |");
        }

        Kinds(output, "Kinds of `context`", ContextStrategies.All);
        Kinds(output, "Kinds of `chunker`", Chunkers.All);
        Kinds(output, "Kinds of `retriever`", Retrievers.All);
        Table(output, "Forms of a quantity", QuantityForms.All.Select(f => (f.Name, f.Summary, f.Example)).Prepend(("a to b", "A 90 % interval: lognormal for a size, normal for a rate, beta for a share.", "1% to 5%")));
    }

    private static void Kinds<T>(TextWriter output, string title, Registry<T> kinds) where T : class =>
        Table(output, title, kinds.Select(k => (k.Name, k.Summary, k.Example)));

    private static void Table(TextWriter output, string title, IEnumerable<(string Name, string Summary, string Example)> rows)
    {
        output.WriteLine();
        output.WriteLine($"## {title}");
        output.WriteLine();
        output.WriteLine("| name | is | example |");
        output.WriteLine("|---|---|---|");
        foreach (var (name, summary, example) in rows)
            output.WriteLine($"| `{name}` | {Cell(summary)} | `{Cell(example)}` |");
    }

    private static string SectionOf(string path) => path.Split('.')[0].Replace("[]", "", StringComparison.Ordinal) is var top && ScenarioKeys.Below(top).Concat(ScenarioKeys.Below(top + "[]")).Any() ? top : "The scenario";

    private static string Word(ScenarioKey key) => key.Form switch
    {
        KeyForm.Size => "quantity",
        KeyForm.Rate => "rate, a quantity",
        KeyForm.Portion => "share, a quantity",
        KeyForm.Money => "amount, a quantity",
        KeyForm.Choice => Join(key.Choices),
        KeyForm.Map => "keys",
        KeyForm.Any => "see right",
        KeyForm.Whole => "whole number",
        KeyForm.Flag => "true or false",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"`{n}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
