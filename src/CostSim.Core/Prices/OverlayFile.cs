using CostSim.Files;

namespace CostSim.Prices;

/// <summary>Reads a contract that changes list prices, the file that <c>prices.overlay</c> names.</summary>
internal static class OverlayFile
{
    /// <summary>Reads a file; throws <see cref="InputException"/> with every error in it.</summary>
    public static PriceOverlay Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException(Location.Of(path), "is absent; prices.overlay names a file with negotiated, discounts, commitments or credits");
        using var text = new StreamReader(path);
        var map = new SettingsMap(Yaml.ReadMap(path, text), "", new Reading());
        var overlay = InputGuard.Read(path, "a contract", () => OverlayReader.Read(map));
        map.Errors.ThrowIfAny();
        return overlay;
    }
}
