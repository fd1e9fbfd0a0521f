using System.Globalization;
using System.Numerics;

namespace CostSim.Capacity.Replays;

/// <summary>
/// An exact number: whole numbers over one another, in lowest terms. Two events are at one instant only where they truly are.
/// </summary>
internal readonly struct Fraction : IComparable<Fraction>, IEquatable<Fraction>
{
    private const int Decimals = 6;

    private readonly BigInteger under;

    private Fraction(BigInteger over, BigInteger under) => (Over, this.under) = (over, under);

    private BigInteger Over { get; }

    // The default value of the struct is 0 over 0, which means 0 over 1.
    private BigInteger Under => under.IsZero ? BigInteger.One : under;

    public static Fraction Zero => default;

    public static Fraction One { get; } = new(1, 1);

    public bool IsZero => Over.IsZero;

    public bool IsPositive => Over.Sign > 0;

    public static implicit operator Fraction(long value) => new(value, 1);

    /// <summary>A decimal, digit for digit.</summary>
    public static Fraction Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return Lowest(value < 0 ? -digits : digits, BigInteger.Pow(10, (bits[3] >> 16) & 0xFF));
    }

    public static Fraction operator +(Fraction a, Fraction b) =>
        a.Under == b.Under ? Lowest(a.Over + b.Over, a.Under) : Lowest((a.Over * b.Under) + (b.Over * a.Under), a.Under * b.Under);

    public static Fraction operator -(Fraction a, Fraction b) => a + new Fraction(-b.Over, b.Under);

    public static Fraction operator *(Fraction a, Fraction b) => Lowest(a.Over * b.Over, a.Under * b.Under);

    public static Fraction operator /(Fraction a, Fraction b) => b.Over.Sign switch
    {
        0 => throw new DivideByZeroException(),
        < 0 => Lowest(-a.Over * b.Under, -b.Over * a.Under),
        _ => Lowest(a.Over * b.Under, a.Under * b.Over),
    };

    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    public static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;

    public static Fraction Max(Fraction a, Fraction b) => a > b ? a : b;

    /// <summary>The greatest whole number that is not above this one.</summary>
    public BigInteger Floor() => Over.Sign < 0 ? -((-Over + Under - 1) / Under) : Over / Under;

    public int CompareTo(Fraction other) =>
        Under == other.Under ? Over.CompareTo(other.Over) : (Over * other.Under).CompareTo(other.Over * Under);

    public bool Equals(Fraction other) => Over == other.Over && Under == other.Under;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Over, Under);

    /// <summary>Exact where six decimals suffice, else rounded to them.</summary>
    public override string ToString()
    {
        var scale = BigInteger.Pow(10, Decimals);
        var rounded = ((BigInteger.Abs(Over) * scale * 2) + Under) / (2 * Under);
        var (whole, part) = (rounded / scale, rounded % scale);
        var sign = Over.Sign < 0 && !rounded.IsZero ? "-" : "";
        var digits = part.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0').TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}{(digits.Length == 0 ? "" : ".")}{digits}");
    }

    private static Fraction Lowest(BigInteger over, BigInteger under)
    {
        if (under.IsOne)
            return new(over, under);
        var common = BigInteger.GreatestCommonDivisor(over, under);
        return common.IsOne ? new(over, under) : new(over / common, under / common);
    }
}
