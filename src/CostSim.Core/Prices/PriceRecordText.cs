using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Prices;

/// <summary>Writes price records as price files hold them.</summary>
internal static partial class PriceRecordText
{
    /// <summary>A new provider's file up to its first record.</summary>
    public static string Head(string provider) =>
        $"# Prices of {provider} in US dollars. Records are only ever added at the end: a changed price is a new record.\n"
        + "# mtok is one million tokens. An amount that is absent is not priced separately; it is never free.\n"
        + $"provider: {provider}\nrecords:\n";

    public static string Of(PriceRecord r)
    {
        var text = new StringBuilder($"  - id: {Plain(r.Id)}\n");
        Line("model", r.Model);
        List("aliases", r.Aliases);
        Line("kind", r.Kind == "chat" ? "" : r.Kind);
        Line("effective_from", Moment(r.EffectiveFrom));
        Line("effective_to", r.EffectiveTo is { } end ? Moment(end) : "");
        Line("recorded_on", Day(r.RecordedOn));
        Line("checked_on", r.CheckedOn is { } looked ? Day(looked) : "");
        Line("retires_on", r.RetiresOn is { } gone ? Day(gone) : "");
        Line("status", PriceFile.Statuses[(int)r.Status]);
        Line("service_tier", r.ServiceTier == "standard" ? "" : r.ServiceTier);
        Line("region", r.Region == "global" ? "" : r.Region);
        Line("context_from_tokens", r.ContextFrom.Value == 0 ? "" : r.ContextFrom.Value.ToString(CultureInfo.InvariantCulture));
        foreach (var amount in r.Amounts.Stated)
            Line(PriceColumns.Of(amount.Column).Key, amount.Usd.ToString("0.############", CultureInfo.InvariantCulture));
        var limits = new[] { ("context_window", r.Limits.ContextWindow), ("max_input_tokens", r.Limits.MaxInput),
            ("max_output_tokens", r.Limits.MaxOutput) }
            .Where(l => l.Item2 is not null).Select(l => $"{l.Item1}: {l.Item2!.Value.Value}").ToList();
        if (limits.Count > 0)
            text.Append("    limits: { ").AppendJoin(", ", limits).Append(" }\n");
        Line("source", r.Source);
        Line("date_basis", r.DateBasis);
        Line("confidence", PriceFile.Confidences[(int)r.Confidence]);
        List("agree", r.AgreeingSources);
        Line("note", r.Note);
        return text.ToString();

        void Line(string key, string value) => text.Append(value.Length == 0 ? "" : $"    {key}: {Plain(value)}\n");
        void List(string key, IReadOnlyList<string> values) =>
            text.Append(values.Count == 0 ? "" : $"    {key}: [{string.Join(", ", values.Select(Quoted))}]\n");
    }

    private static string Moment(DateTimeOffset at) =>
        at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(string value) =>
        PlainScalar().IsMatch(value) && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
            && !value.EndsWith(':') && value is not ("null" or "true" or "false")
            ? value
            : Quoted(value);

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    [GeneratedRegex("^[A-Za-z0-9$(][^\"\n\r\t]*(?<! )$")]
    private static partial Regex PlainScalar();
}
