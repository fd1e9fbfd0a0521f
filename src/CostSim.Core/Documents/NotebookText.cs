using System.Text;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// A Jupyter notebook: its Markdown and its code in order, each code cell with the text that it printed. Pictures are left out.
/// </summary>
internal static class NotebookText
{
    public static ExtractedText Read(byte[] bytes)
    {
        using var notebook = Parsed(bytes);
        var cells = Property(notebook.RootElement, "cells")
            ?? (Property(notebook.RootElement, "worksheets") is { ValueKind: JsonValueKind.Array } sheets && sheets.GetArrayLength() > 0
                ? Property(sheets[0], "cells")
                : null);
        if (cells is not { ValueKind: JsonValueKind.Array } all)
            throw new UnreadableException("is JSON without the cells of a notebook; give it the ending of what it is");
        var plain = new PlainText();
        foreach (var cell in all.EnumerateArray())
        {
            var source = Words(Property(cell, "source") ?? Property(cell, "input"));
            if (Property(cell, "cell_type") is { ValueKind: JsonValueKind.String } type && type.GetString() == "markdown")
                MarkdownText.Write(source, plain);
            else
                plain.Verbatim(source);
            foreach (var output in Property(cell, "outputs") is { ValueKind: JsonValueKind.Array } outputs
                ? outputs.EnumerateArray()
                : default)
                plain.Verbatim(Words(Property(output, "text")
                    ?? (Property(output, "data") is { } data ? Property(data, "text/plain") : null)));
        }

        return plain.Done();
    }

    private static JsonDocument Parsed(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(TextDecoding.Decode(bytes));
        }
        catch (JsonException broken)
        {
            throw new UnreadableException($"is not a notebook: {broken.Message.Split('.')[0]}; open it and save it again",
                (int)(broken.LineNumber ?? 0) + 1);
        }
    }

    // Texts are strings, or lists of the lines with their ends.
    private static string Words(JsonElement? text) => text switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString()!,
        { ValueKind: JsonValueKind.Array } lines => lines.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String)
            .Aggregate(new StringBuilder(), (all, line) => all.Append(line.GetString())).ToString(),
        _ => "",
    };

    private static JsonElement? Property(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) ? value : null;
}
