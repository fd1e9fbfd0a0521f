using System.Text;

namespace CostSim.Reports.Drawing;

/// <summary>
/// The colours of charts as CSS custom properties, light and dark. Series colours are those of Okabe and Ito, which stay apart
/// for every kind of colour blindness; the dark ones are the same hues made lighter. Each element also carries its light colour
/// as an attribute, for drawing programs that know no custom properties.
/// </summary>
internal static class Palette
{
    public const int Series = 6;

    private sealed record Shade(string Property, string Light, string Dark);

    private static readonly Shade[] shades =
    [
        new("paper", "#ffffff", "#14171c"),
        new("ink", "#1c2128", "#e8eaed"),
        new("soft", "#5b6570", "#a3adb8"),
        new("line", "#e3e6ea", "#2c323a"),
        new("mute", "#c3c9d0", "#4a535e"),
        new("limit", "#c2410c", "#ff8a5c"),
        new("c0", "#0072b2", "#4ba6e0"),
        new("c1", "#e69f00", "#f0b840"),
        new("c2", "#009e73", "#2fc397"),
        new("c3", "#cc79a7", "#e09cc3"),
        new("c4", "#56b4e9", "#9ad4f6"),
        new("c5", "#7a6a00", "#cfc04a"),
        new("p0", "#36495c", "#b7c6d6"),
        new("p1", "#68809a", "#8ea4bb"),
        new("p2", "#a3b4c5", "#71869c"),
        new("p3", "#d0d7de", "#5f6f80"),
        new("p4", "#d9a25c", "#e0b070"),
        new("p5", "#8c7fa8", "#a99cc4"),
        new("n0", "#ffffff", "#10151b"),
        new("n1", "#1c2128", "#10151b"),
        new("n2", "#ffffff", "#10151b"),
        new("n3", "#1c2128", "#10151b"),
        new("n4", "#1c2128", "#10151b"),
        new("n5", "#ffffff", "#10151b"),
    ];

    private static readonly Dictionary<string, string> light = shades.ToDictionary(s => s.Property, s => s.Light);

    private static readonly string[] dashes = ["", "7 4", "2 3", "10 3 2 3", "5 2", "14 4"];

    /// <summary>The property that holds an ink's colour.</summary>
    public static string PropertyOf(Ink ink) => ink.Series switch
    {
        >= 0 => "c" + ink.Series % Series,
        -1 => "limit",
        -2 => "mute",
        <= -10 => "p" + (-10 - ink.Series) % Series,
        _ => "ink",
    };

    /// <summary>The property of text that is on an ink's colour.</summary>
    public static string TextOn(Ink ink) =>
        ink.Series switch { >= 0 => "n" + ink.Series % Series, -1 => "paper", -10 or -11 => "n0", <= -12 => "n1", _ => "ink" };

    /// <summary>Beyond six series colours repeat with the next dash.</summary>
    public static string DashOf(Ink ink) => ink.Series >= 0 ? dashes[(ink.Series % Series + ink.Series / Series) % dashes.Length] : "";

    public static string Light(string property) => light[property];

    /// <summary>The properties' values, for the selector that holds them.</summary>
    public static string Values(bool dark) => string.Concat(shades.Select(s => $"--{s.Property}:{(dark ? s.Dark : s.Light)};"));

    /// <summary>The rules that give elements of charts their colours: f- fills, l- draws lines.</summary>
    public static string Rules { get; } = MakeRules();

    /// <summary>All that a chart needs when it is a file of its own.</summary>
    public static string Alone { get; } =
        $"svg{{{Values(false)}}}@media screen and (prefers-color-scheme:dark){{svg{{{Values(true)}}}}}{Rules}";

    private static string MakeRules()
    {
        var rules = new StringBuilder();
        foreach (var shade in shades)
            rules.Append($".f-{shade.Property}{{fill:var(--{shade.Property})}}.l-{shade.Property}{{stroke:var(--{shade.Property})}}");
        return rules.ToString();
    }
}
