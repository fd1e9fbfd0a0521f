namespace CostSim.Forecasts;

/// <summary>What a step of a bridge is about.</summary>
internal enum BridgeCause
{
    Volume,
    Mix,
    Tokens,
    Output,
    Fees,
    Cache,
    Price,
    Retries,
    ExchangeRate,
    Tax,
    Lines,
    Horizon,
}

/// <summary>
/// One step from a forecast to another: the cause, the part, file or line that it is about, and what it adds to a mean month.
/// </summary>
/// <param name="Before">Tokens of a mean request, or the quantity that the step is about; null where it has none.</param>
internal sealed record BridgeStep(BridgeCause Cause, string Subject, string? File, double Amount, double? Before = null, double? After =
    null)
{
    /// <summary>The cause as people say it.</summary>
    public string Name => Cause switch
    {
        BridgeCause.Tokens => "tokens",
        BridgeCause.ExchangeRate => "exchange rate",
        BridgeCause.Lines => "other than requests",
        BridgeCause.Horizon => "over the horizon",
        _ => Cause.ToString().ToLowerInvariant(),
    };
}
