using ScottPlot;
using SkiaSharp;

namespace CostSim.Pictures;

/// <summary>
/// The faces that pictures are written in, from the assembly itself: without fonts on a machine no text would be drawn, and with others the
/// bytes would differ. They are as wide as Arial and Helvetica.
/// </summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private const string Name = "CostSim Sans";

    private static readonly Lazy<SKTypeface> Usual = new(() => Load("Regular"));
    private static readonly Lazy<SKTypeface> Strong = new(() => Load("Bold"));
    private static readonly Lazy<bool> Installed = new(() =>
    {
        // First, or the machine's fonts would be asked and all of them be listed.
        Fonts.FontResolvers.Insert(0, new EmbeddedFonts());
        Fonts.Default = Fonts.Sans = Name;
        return true;
    });

    /// <summary>Before the first plot is made: its styles copy the name of the font.</summary>
    public static void Install() => _ = Installed.Value;

    public static SKTypeface Face(bool bold) => (bold ? Strong : Usual).Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Face(weight >= FontWeight.SemiBold) : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Face(bold) : null;

    private static SKTypeface Load(string cut)
    {
        using var stream = typeof(EmbeddedFonts).Assembly.GetManifestResourceStream($"CostSimSans-{cut}.ttf")!;
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data);
    }
}
