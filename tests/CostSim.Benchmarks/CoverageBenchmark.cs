using System.Globalization;
using CostSim.Forecasts;
using CostSim.Tests.Actuals;

namespace CostSim.Benchmarks;

/// <summary>
/// How many days of production clients lie in the bands that `track` shows: fitted on their first days with `fit`, forecast with `run`,
/// scored on the days after, by horizon, with and without days of no request.
/// </summary>
internal static class CoverageBenchmark
{
    private sealed class Score
    {
        public int Days { get; private set; }

        private int inEighty, inNinety;

        public void Add(DayLaw law, double value)
        {
            Days++;
            inEighty += value >= law.At(0.10) && value <= law.At(0.90) ? 1 : 0;
            inNinety += value >= law.At(0.05) && value <= law.At(0.95) ? 1 : 0;
        }

        public string Cells => Days == 0 ? "- | - | -" : string.Create(CultureInfo.InvariantCulture, $"{Days} | {inEighty / (double)Days:0.0 %} | {inNinety / (double)Days:0.0 %}");
    }

    public static int Run(int least)
    {
        var scores = new SortedDictionary<string, (Score Requests, Score Tokens)>(StringComparer.Ordinal);
        foreach (var model in new[] { "mlarge", "msmall" })
        {
            foreach (var client in ServeGenDays.Clients(model))
            {
                for (var fitted = least; fitted < ServeGenDays.Days; fitted++)
                {
                    if (client.Requests.Take(fitted).Average() < ServeGenDays.LeastRequests || ServeGenDays.Outlook(client, fitted) is not { } outlook)
                        continue;
                    for (var day = fitted; day < ServeGenDays.Days; day++)
                        Add(scores, model, client, fitted, day, outlook);
                }
            }
        }

        Console.WriteLine("| client-days | requests: days | in 80 % | in 90 % | tokens: days | in 80 % | in 90 % |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, (requests, tokens)) in scores)
            Console.WriteLine($"| {name} | {requests.Cells} | {tokens.Cells} |");
        return 0;
    }

    private static void Add(SortedDictionary<string, (Score Requests, Score Tokens)> scores, string model, ServeGenClient client, int fitted, int day, DayOutlook outlook)
    {
        var (requests, tokens) = (outlook.DayRequests(ServeGenDays.Date(day)), outlook.DayTokens(ServeGenDays.Date(day)));
        var known = Enumerable.Range(0, fitted).Append(day).All(client.HasTokens);
        foreach (var name in new[] { "all", $"horizon {day - fitted + 1}", $"fitted on {fitted} days", client.HasZeros ? "clients with days of no request" : "clients without", model })
        {
            if (!scores.TryGetValue(name, out var score))
                scores[name] = score = (new Score(), new Score());
            score.Requests.Add(requests, client.Requests[day]);
            if (known)
                score.Tokens.Add(tokens, client.Requests[day] * ((client.Input[day] ?? 0) + (client.Output[day] ?? 0)));
        }
    }
}
