namespace CostSim.Logs;

/// <summary>A kind of log or bill as the documentation lists it.</summary>
internal sealed record LogFormat(string Name, Func<Func<string, bool>, bool> Fits, Func<LogOptions, LogNotes, LogNames, RowStyle,
    ILogReader> Open)
{
    /// <summary>True for a bill, whose rows are priced lines.</summary>
    public bool IsBill { get; init; }

    public static LogFormat Of(LogShape shape) => new(shape.Name, shape.Fits, (options, notes, names, style) =>
        new RowReader(shape.With(options.Map.ToDictionary(m => m.Key, m => MapExpression.Of(m.Value, n => names.Find(n) >= 0))), options,
            notes, names, style));
}

/// <summary>The kinds of log whose rows are flat or nested objects, in the order in which they are tried. Pages of a provider's interface are <see cref="BucketFormats"/>.</summary>
internal static class LogFormats
{
    public static IReadOnlyList<LogFormat> All { get; } =
    [
        new("FOCUS", FocusBill.Fits, (options, notes, _, style) => new FocusBill(options, notes, style)) { IsBill = true },
        new("AWS CUR", AwsBill.Fits, (options, notes, _, style) => new AwsBill(options, notes, style)) { IsBill = true },
        new("Google billing export", GoogleBill.Fits,
            (options, notes, _, style) => new GoogleBill(options, notes, style)) { IsBill = true },
        new("Azure cost export", AzureBill.Fits, (options, notes, _, style) => new AzureBill(options, notes, style)) { IsBill = true },
        LogFormat.Of(AnthropicConsole.Shape),
        LogFormat.Of(ClaudeCode.Shape),
        LogFormat.Of(Bedrock.Shape),
        LogFormat.Of(Datadog.Shape),
        LogFormat.Of(OpenTelemetry.Shape),
        LogFormat.Of(LiteLlm.Shape),
        LogFormat.Of(Langfuse.Shape),
        LogFormat.Of(Helicone.Shape),
        LogFormat.Of(Portkey.Shape),
        LogFormat.Of(OpenRouter.Shape),
    ];
}
