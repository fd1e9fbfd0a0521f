namespace CostSim.Actuals;

/// <summary>What really happened on a day, or in a month where the bill says no more; amounts in the forecast's currency.</summary>
internal sealed class ActualDay
{
    public double Requests { get; set; }

    public double FreshInput { get; set; }

    public double CachedInput { get; set; }

    public double CacheWrite { get; set; }

    public double Output { get; set; }

    /// <summary>Billed, without tax.</summary>
    public double Billed { get; set; }

    /// <summary>Billed in rows that count tokens; other rows say nothing about prices.</summary>
    public double BilledUse { get; set; }

    public double Tax { get; set; }

    /// <summary>The tokens at the price book's prices of the day, by meter: fresh, cached, written, output.</summary>
    public double[] Priced { get; } = new double[4];

    /// <summary>Calls of the provider's tools, and audio counted in seconds, at the price book's prices.</summary>
    public double Tools { get; set; }

    /// <summary>Billed in rows of one meter each: what was paid for its tokens is the price, whatever a book says.</summary>
    public double Metered { get; set; }

    /// <summary>Tokens of models without a price.</summary>
    public double Unpriced { get; set; }

    public Dictionary<string, ModelUse> Models { get; } = new(StringComparer.Ordinal);

    public double Input => FreshInput + CachedInput + CacheWrite;

    public double Tokens => Input + Output;

    public double PricedTotal => Priced.Sum();

    public void Add(ActualDay other)
    {
        Requests += other.Requests;
        FreshInput += other.FreshInput;
        CachedInput += other.CachedInput;
        CacheWrite += other.CacheWrite;
        Output += other.Output;
        Billed += other.Billed;
        BilledUse += other.BilledUse;
        Tax += other.Tax;
        Tools += other.Tools;
        Metered += other.Metered;
        Unpriced += other.Unpriced;
        for (var i = 0; i < Priced.Length; i++)
            Priced[i] += other.Priced[i];
        foreach (var (model, use) in other.Models)
            UseOf(model).Add(use);
    }

    /// <summary>What a model was used for; from nothing on.</summary>
    public ModelUse UseOf(string model) => Models.TryGetValue(model, out var use) ? use : Models[model] = new ModelUse();
}
