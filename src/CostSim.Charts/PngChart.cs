using CostSim.Reports;
using CostSim.Reports.Drawing;
using SkiaSharp;
using Plot = ScottPlot.Plot;

namespace CostSim.Pictures;

/// <summary>Charts as PNG pictures at twice their size, which reads well on a slide.</summary>
internal static class PngChart
{
    private const int Zoom = 2;

    // Half of a picture's time is packing it: this filter and level take half of the usual time, and 7 % more bytes.
    private static readonly SKPngEncoderOptions Packing = new(SKPngEncoderFilterFlags.Sub, 6);

    public static byte[] Render(Chart chart, ChartFrame frame)
    {
        EmbeddedFonts.Install();
        var drawing = ChartDrawing.Of(chart, frame);
        var (width, height) = (frame.Width + (2 * drawing.Margin), Math.Ceiling(drawing.Height + (2 * drawing.Margin)));
        var plot = new Plot { ScaleFactor = Zoom };
        plot.Axes.SetLimits(-drawing.Margin, width - drawing.Margin, height - drawing.Margin, -drawing.Margin);
        plot.HideAxesAndGrid();
        plot.HideLegend();
        plot.Layout.Frameless();
        plot.FigureBackground.Color = plot.DataBackground.Color = PlotCanvas.ColourOf("paper");
        drawing.Draw(new PlotCanvas(plot));

        var (columns, rows) = ((int)(width * Zoom), (int)(height * Zoom));
        // A plot draws itself twice the first time, since its limits are new: once into nothing.
        using (var nowhere = new SKNoDrawCanvas(columns, rows))
            plot.Render(nowhere, columns, rows);
        using var surface = SKSurface.Create(new SKImageInfo(columns, rows));
        plot.Render(surface.Canvas, columns, rows);
        using var pixels = surface.PeekPixels();
        using var packed = pixels.Encode(Packing) ?? throw new InvalidOperationException("the picture could not be packed");
        return packed.ToArray();
    }
}
