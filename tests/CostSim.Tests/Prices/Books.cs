using System.Text;
using CostSim.Prices;

namespace CostSim.Tests.Prices;

/// <summary>Small price books for tests.</summary>
internal static class Books
{
    public static PriceBook Of(string acme) =>
        PriceBooks.Open("test", new Dictionary<string, byte[]> { ["acme.yaml"] = Encoding.UTF8.GetBytes(acme) });
}
