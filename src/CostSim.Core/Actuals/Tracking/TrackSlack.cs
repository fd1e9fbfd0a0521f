using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Actuals;

/// <summary>A track as the payload of a chat webhook: text for any receiver, blocks for Slack.</summary>
internal static class TrackSlack
{
    // Slack refuses a longer text of one block, and more blocks than these.
    private const int MostText = 2_900;
    private const int MostAlerts = 20;

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Track track, string log)
    {
        var forecast = track.Outlook.Forecast;
        var head = $"{forecast.Scenario}: {TrackAnswer.Verdict(track).TrimEnd('.')}";
        var alerts = track.Alerts.Take(MostAlerts).Select(a => $"• {Escaped(a)}").ToList();
        if (track.Alerts.Count > MostAlerts)
            alerts.Add($"and {track.Alerts.Count - MostAlerts} more");
        var blocks = new JsonArray { new JsonObject { ["type"] = "header", ["text"] =
            new JsonObject { ["type"] = "plain_text", ["text"] = Cut(head, 150) } } };
        if (alerts.Count > 0)
            blocks.Add(Section(string.Join("\n", alerts)));
        if (!track.IsUnpriced && TrackAnswer.Sentences(track).Select(Escaped).ToList() is { Count: > 0 } sentences)
            blocks.Add(Section(string.Join("\n", sentences)));
        blocks.Add(new JsonObject
        {
            ["type"] = "context",
            ["elements"] = new JsonArray(new JsonObject
            {
                ["type"] = "mrkdwn",
                ["text"] = Cut(Escaped($"{log} against {track.Outlook.Design.Name}, {forecast.Currency}"), MostText)
            }),
        });
        return new JsonObject { ["text"] = string.Join("\n", alerts.Prepend(Escaped(head))), ["blocks"] = blocks }.ToJsonString(Indented)
            + "\n";
    }

    private static JsonObject Section(string text) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = Cut(text, MostText) } };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    // The three characters that Slack's markup reserves.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;",
        StringComparison.Ordinal);
}
