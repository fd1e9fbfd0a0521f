using System.Text;

namespace CostSim.Documents;

/// <summary>A word of a page: where it begins and ends along its line, its baseline (upwards), and the size of its letters.</summary>
internal readonly record struct PageWord(string Text, double Left, double Right, double Y, double Height);

/// <summary>Words on one baseline, from left to right.</summary>
internal sealed class PageLine(double y, double height)
{
    // Between the cells of a table.
    private const string CellGap = "   ";

    private readonly List<PageWord> words = [];

    public double Y => y;

    public double Height => height;

    public IReadOnlyList<PageWord> Words => words;

    /// <summary>The lines of a page from top to bottom.</summary>
    public static List<PageLine> Of(IEnumerable<PageWord> words)
    {
        var lines = new List<PageLine>();
        // Larger letters first, so that a superscript joins the line that it belongs to.
        foreach (var word in words.OrderByDescending(w => Math.Round(w.Height, 1)).ThenByDescending(w => w.Y).ThenBy(w => w.Left))
        {
            var line = lines.Find(l => word.Y - l.Y > -0.3 * l.Height && word.Y - l.Y < 0.55 * l.Height);
            if (line is null)
                lines.Add(line = new PageLine(word.Y, word.Height));
            line.words.Add(word);
        }

        foreach (var line in lines)
            line.words.Sort((a, b) => a.Left != b.Left ? a.Left.CompareTo(b.Left) : a.Right.CompareTo(b.Right));
        return [.. lines.OrderByDescending(l => l.Y)];
    }

    /// <summary>The part of the line between two places; null where nothing is there.</summary>
    public PageLine? Between(double left, double right)
    {
        var part = new PageLine(y, height);
        part.words.AddRange(words.Where(w => w.Left >= left && w.Left < right));
        return part.words.Count == 0 ? null : part;
    }

    /// <summary>Words that follow each other without a gap as wide as a column's.</summary>
    public IEnumerable<(double Left, double Right)> Segments(double gap)
    {
        var (left, right) = (words[0].Left, words[0].Right);
        foreach (var word in words.Skip(1))
        {
            if (word.Left - right >= gap)
            {
                yield return (left, right);
                left = word.Left;
            }

            right = Math.Max(right, word.Right);
        }

        yield return (left, right);
    }

    public void Write(StringBuilder to)
    {
        PageWord? last = null;
        foreach (var word in words)
        {
            if (last is { } before)
            {
                var gap = word.Left - before.Right;
                to.Append(gap > height ? CellGap : gap > 0.04 * height ? " " : "");
            }

            to.Append(word.Text);
            last = word;
        }
    }
}
