namespace CostSim.Units;

/// <summary>An exact amount of US dollars, rounded only when printed. Negative for a credit.</summary>
public readonly record struct Usd(decimal Amount) : IComparable<Usd>
{
    public static Usd Zero => default;

    public static Usd operator +(Usd a, Usd b) => new(a.Amount + b.Amount);

    public static Usd operator -(Usd a, Usd b) => new(a.Amount - b.Amount);

    public static Usd operator *(Usd a, decimal factor) => new(a.Amount * factor);

    public static bool operator <(Usd a, Usd b) => a.Amount < b.Amount;

    public static bool operator >(Usd a, Usd b) => a.Amount > b.Amount;

    public static bool operator <=(Usd a, Usd b) => a.Amount <= b.Amount;

    public static bool operator >=(Usd a, Usd b) => a.Amount >= b.Amount;

    public int CompareTo(Usd other) => Amount.CompareTo(other.Amount);

    public override string ToString() => FormattableString.Invariant($"${Amount:#,0.00########}");
}
