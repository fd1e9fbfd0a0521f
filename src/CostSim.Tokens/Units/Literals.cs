namespace CostSim.Units;

/// <summary>Lets code write <c>512.Tokens</c> and <c>4.0.Percent</c>.</summary>
internal static class Literals
{
    extension(int value)
    {
        public TokenCount Tokens => new(value);
    }

    extension(decimal value)
    {
        public Usd Usd => new(value);
    }

    extension(double value)
    {
        /// <summary>A number of percent as a share: <c>4.0.Percent</c> is 0.04.</summary>
        public Share Percent => new(value / 100);
    }
}
