using System.Runtime.CompilerServices;
using CostSim.Answers;
using CostSim.Pictures;
using CostSim.Reports;
using CostSim.Reports.Drawing;
using CostSim.Threading;

namespace CostSim.Cli;

/// <summary>The charts of a folder of results, drawn in the background while other files are written.</summary>
internal sealed class ChartFiles
{
    private readonly List<(string Name, BackgroundValue<string>? Svg, BackgroundValue<byte[]?>? Png)> drawn;

    public ChartFiles(IEnumerable<Chart> charts, FileChoices choices, int threads)
    {
        // Pictures take longest, so they begin first.
        var pictures = charts.Select(c => (Chart: c, Png: choices.Png ? new BackgroundValue<byte[]?>(threads, () => Picture(c)) : null))
            .ToList();
        drawn = [.. pictures.Select(p =>
            (p.Chart.Name, choices.Svg ? new BackgroundValue<string>(threads, () => new SvgChart().Render(p.Chart, ChartFrame.File)) : null,
                p.Png))];
    }

    /// <summary>Writes what was drawn; a machine without the native library gets everything else, and a sentence.</summary>
    public void Write(OutputFolder output, TextWriter stderr)
    {
        foreach (var (name, svg, png) in drawn)
        {
            if (svg is not null)
                output.Write($"charts/{name}.svg", svg.Value);
            if (png?.Value is not { } picture)
                continue;
            using var file = output.Create($"charts/{name}.png");
            file.Write(picture);
        }

        if (drawn.Exists(d => d.Png is { Value: null }))
            stderr.WriteLine($"warning: {Missing}");
    }

    /// <summary>A chart as a picture; null where the native library that draws it cannot be loaded.</summary>
    public static byte[]? Picture(Chart chart)
    {
        try
        {
            return Drawn(chart);
        }
        catch (Exception broken) when (IsOfNativeLibrary(broken))
        {
            return null;
        }
    }

    public static string Missing =>
        $"the charts are not there as PNG: the native library libSkiaSharp for "
        + $"{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} is not next to costsim; the page and the SVG files are "
            + $"whole (--charts svg asks for no pictures)";

    // A method of its own: the assembly of pictures is loaded only where one is drawn.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Drawn(Chart chart) => PngChart.Render(chart, ChartFrame.File);

    private static bool IsOfNativeLibrary(Exception broken) =>
        broken is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException
            || (broken is TypeInitializationException { InnerException: { } inner } && IsOfNativeLibrary(inner));
}
