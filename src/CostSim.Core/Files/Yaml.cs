using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostSim.Files;

/// <summary>Reads YAML text into settings with places. The only file that knows the YAML library.</summary>
internal static class Yaml
{
    // The library recurses; 20,000 open brackets would end the process by stack overflow.
    private const int MaxDepth = 64;

    /// <summary>
    /// Reads a document whose root is keys and values; an empty one is an empty map. Throws <see cref="InputException"/>.
    /// </summary>
    public static MapNode ReadMap(string file, TextReader text)
    {
        var node = Read(file, text);
        return node switch
        {
            MapNode map => map,
            ScalarNode { Value: "" } => new MapNode(new Location(file, 1, 1), []),
            _ => throw new InputException(node.At, "must be keys and values at the top, such as 'documents: [contracts]'"),
        };
    }

    /// <summary>Reads one value of any kind, as <c>--set</c> and <c>--chunker</c> take it.</summary>
    public static SettingsNode Read(string file, TextReader text)
    {
        Parser? parser = null;
        try
        {
            parser = new Parser(text);
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new ScalarNode(new Location(file, 1, 1), "");
            parser.Consume<DocumentStart>();
            var node = ReadNode(parser, file, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out var more))
                throw new InputException(Place(file, parser.Current!.Start), "has a second document; keep one per file");
            return node;
        }
        catch (YamlException broken)
        {
            throw new InputException(Place(file, broken.Start),
                $"is not valid YAML: {FirstLine((broken.InnerException as YamlException)?.Message ?? broken.Message)}");
        }
        catch (Exception broken) when (InputGuard.IsMalformed(broken))
        {
            // The library's scanner fails in ways of its own on what it did not foresee, such as a brace that is never closed.
            throw new InputException(Place(file, parser?.Current?.End ?? new Mark(0, 1, 1)),
                "is not valid YAML from here on: a brace, bracket or quotation mark may not be closed, or a key is not followed "
                + "by a colon");
        }
    }

    private static SettingsNode ReadNode(Parser parser, string file, int depth)
    {
        if (depth > MaxDepth)
            throw new InputException(Place(file, parser.Current!.Start), $"is nested deeper than {MaxDepth} levels");
        if (parser.TryConsume<Scalar>(out var scalar))
            return Checked(file, scalar, "\n\r\t") is { } refused
                ? throw refused
                : new ScalarNode(Place(file, scalar.Start), Plain(scalar), scalar.Style is not ScalarStyle.Plain);
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<SettingsNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, file, depth + 1));
            return new ListNode(Place(file, list.Start), items);
        }

        if (parser.TryConsume<MappingStart>(out var map))
            return ReadEntries(parser, file, depth, Place(file, map.Start));
        throw new InputException(Place(file, parser.Current!.Start), "uses a YAML alias (*name); write the value out");
    }

    private static MapNode ReadEntries(Parser parser, string file, int depth, Location at)
    {
        var entries = new List<Entry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw new InputException(Place(file, parser.Current!.Start), "a key must be a plain text");
            var keyAt = Place(file, key.Start);
            if (Checked(file, key, "") is { } refused)
                throw refused;
            if (entries.FirstOrDefault(e => e.Key == key.Value) is { } twice)
                throw new InputException(keyAt,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{key.Value}: is given twice (first on line {twice.KeyAt.Line}); keep one"));
            entries.Add(new Entry(key.Value, keyAt, ReadNode(parser, file, depth + 1)));
        }

        return new MapNode(at, entries);
    }

    // A name with an escape sequence in it would reach terminals and reports.
    private static InputException? Checked(string file, Scalar scalar, string allowed)
    {
        var text = scalar.Value;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && !allowed.Contains(text[i], StringComparison.Ordinal))
                return new InputException(Place(file, scalar.Start),
                    string.Create(CultureInfo.InvariantCulture, $"holds the control character U+{(int)text[i]:X4}; take it out"));
        }

        return null;
    }

    private static string Plain(Scalar scalar) =>
        scalar.Style is ScalarStyle.Plain && scalar.Value is "~" or "null" ? "" : scalar.Value;

    private static Location Place(string file, Mark mark) =>
        new(file, (int)Math.Min(int.MaxValue, mark.Line), (int)Math.Min(int.MaxValue, mark.Column));

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
