using System.Globalization;
using System.Text;
using CostSim.Reports.Drawing;
using ScottPlot;
using SkiaSharp;

namespace CostSim.Pictures;

/// <summary>
/// A line of text. A character that the faces lack, Chinese or Arabic say, becomes a small box with its code point, as browsers draw it: it
/// is
/// never lost, and no font of the machine decides the bytes.
/// </summary>
internal sealed class TextRun(string text, double x, double y, float size) : IPlottable
{
    // The digits of a code point are in two rows.
    private const float DigitSize = 0.42f;
    private const float DigitWidth = 0.26f;
    private const float Rim = 0.12f;

    public required Color Colour { get; init; }

    /// <summary>The colour of a rim that keeps the text readable above lines; null for none.</summary>
    public Color? Halo { get; init; }

    public Anchor Anchor { get; init; }

    public bool Bold { get; init; }

    public bool Upright { get; init; }

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        var canvas = rp.Canvas;
        using var font = FontOf(size);
        using var fill = new SKPaint { Color = Colour.ToSKColor(), IsAntialias = true };
        var parts = Parts(font).ToList();
        var width = parts.Sum(p => p.Width);
        canvas.Save();
        canvas.Translate(Axes.GetPixelX(x), Axes.GetPixelY(y));
        if (Upright)
            canvas.RotateDegrees(-90);
        var at = Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        foreach (var (part, isMissing, partWidth) in parts)
        {
            if (isMissing)
                CodePoint(canvas, part, at, fill);
            else
                Write(canvas, part, at, font, fill);
            at += partWidth;
        }

        canvas.Restore();
    }

    private SKFont FontOf(float of) =>
        new(EmbeddedFonts.Face(Bold), of) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    private void Write(SKCanvas canvas, string part, float at, SKFont font, SKPaint fill)
    {
        if (Halo is { } halo)
        {
            using var rim = new SKPaint
            {
                Color = halo.ToSKColor(),
                IsAntialias = true,
                Style = SKPaintStyle.Stroke,
                StrokeWidth = 3,
                StrokeJoin = SKStrokeJoin.Round
            };
            canvas.DrawText(part, at, 0, font, rim);
        }

        canvas.DrawText(part, at, 0, font, fill);
    }

    // Stretches that the face has, and single characters that it lacks.
    private IEnumerable<(string Text, bool IsMissing, float Width)> Parts(SKFont font)
    {
        var known = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (font.ContainsGlyph(rune.Value))
            {
                known.Append(rune);
                continue;
            }

            // Joiners and selectors of variants have no look of their own.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F)
                continue;
            if (known.Length > 0)
                yield return (known.ToString(), false, font.MeasureText(known.ToString()));
            known.Clear();
            yield return (rune.ToString(), true, BoxWidth(rune) + (size * Rim));
        }

        if (known.Length > 0)
            yield return (known.ToString(), false, font.MeasureText(known.ToString()));
    }

    private static string Digits(Rune rune) => rune.Value.ToString(rune.Value > 0xFFFF ? "X6" : "X4", CultureInfo.InvariantCulture);

    private float BoxWidth(Rune rune) => size * ((Digits(rune).Length / 2 * DigitWidth) + Rim);

    private void CodePoint(SKCanvas canvas, string character, float at, SKPaint fill)
    {
        var rune = character.EnumerateRunes().First();
        var (digits, width) = (Digits(rune), BoxWidth(rune));
        using var outline = new SKPaint { Color = Colour.ToSKColor(), IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 0.6f };
        canvas.DrawRect(at + 0.5f, -size * 0.82f, width, size * 0.98f, outline);
        using var font = FontOf(size * DigitSize);
        for (var row = 0; row < 2; row++)
            canvas.DrawText(digits.Substring(row * digits.Length / 2, digits.Length / 2), at + 0.5f + (width / 2),
                size * (-0.42f + (row * 0.44f)), SKTextAlign.Center, font, fill);
    }
}
