using System.ComponentModel;
using System.Diagnostics;

namespace CostSim.Files;

/// <summary>Draws the charts of a folder of results as PNG beside their SVG, with <c>rsvg-convert</c> of librsvg.</summary>
internal static class ChartPictures
{
    // A chart is 720 points wide: twice that reads well on a slide.
    private const string Zoom = "2";

    /// <summary>Draws every chart; gives null, or why there are no pictures and what helps.</summary>
    public static string? Draw(string folder)
    {
        try
        {
            foreach (var chart in Directory.EnumerateFiles(Path.Combine(folder, "charts"), "*.svg").Order(StringComparer.Ordinal).ToList())
            {
                if (Draw(chart, Path.ChangeExtension(chart, ".png")) is { } wrong)
                    return $"{chart} could not be drawn as PNG: {wrong}; the SVG is there";
            }

            return null;
        }
        catch (Win32Exception)
        {
            return "--png needs the program rsvg-convert, and it is not there; the charts are SVG alone (Debian, Ubuntu: apt-get install librsvg2-bin; macOS: brew install librsvg)";
        }
    }

    // Under a temporary name first: a picture is whole or absent.
    private static string? Draw(string svg, string png)
    {
        var writing = png + ".writing";
        try
        {
            using var process = Process.Start(new ProcessStartInfo("rsvg-convert", ["--zoom", Zoom, "--background-color", "white", "--output", writing, svg])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                return error.Split('\n')[0].Trim();
            File.Move(writing, png, overwrite: true);
            return null;
        }
        finally
        {
            File.Delete(writing);
        }
    }
}
