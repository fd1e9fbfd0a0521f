using System.CommandLine;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Prices;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim schema</c>: JSON Schema of scenarios, price files and forecasts, for editors and programs.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON Schema of a scenario, a price file or a forecast");
        Add("scenario", "What a scenario.yaml may say", ScenarioSchema.Build);
        Add("prices", "What a price file may say", PriceSchema.Build);
        Add("forecast", "What forecast.json says", ForecastSchema.Build);
        return command;

        void Add(string name, string about, Func<System.Text.Json.Nodes.JsonObject> build)
        {
            var output = new Option<string?>("--output", "-o") { Description = "File instead of standard output", HelpName = "FILE" };
            var schema = new Command(name, about) { output };
            schema.SetAction(parsed =>
            {
                using var file = new OutputFile(parsed.GetValue(output), parsed.InvocationConfiguration.Output);
                file.Writer.Write(JsonTexts.Indented(build()));
                file.MoveIntoPlace();
                return App.Fine;
            });
            command.Add(schema);
        }
    }
}
