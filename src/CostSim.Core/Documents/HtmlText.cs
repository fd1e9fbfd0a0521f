using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CostSim.Documents;

/// <summary>A page as its reader sees it: the words of its blocks in order, without scripts, menus and hidden parts.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Unread = new(StringComparer.OrdinalIgnoreCase)
    {
        "head", "script", "style", "noscript", "template", "nav", "footer", "svg", "iframe", "object", "textarea", "select",
    };

    public static ExtractedText Read(byte[] bytes)
    {
        var plain = new PlainText();
        Write(HtmlDecoding.Decode(bytes), plain);
        return plain.Done();
    }

    public static void Write(string html, PlainText plain)
    {
        var page = new HtmlParser().ParseDocument(html);
        if (page.Body is { } body)
            Walk(body, new HtmlBlocks(plain));
    }

    // A loop, not a recursion: a page may nest a million elements.
    private static void Walk(IElement root, HtmlBlocks blocks)
    {
        INode node = root;
        while (true)
        {
            var goDown = node is not IElement element || Enter(element, blocks);
            if (node is IText text)
                blocks.Text(text.Data);
            if (goDown && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (goDown && node is IElement leaf)
                blocks.Leave(leaf);
            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                blocks.Leave((IElement)node);
            }

            if (node == root)
                return;
            node = node.NextSibling!;
        }
    }

    private static bool Enter(IElement element, HtmlBlocks blocks)
    {
        if (Unread.Contains(element.LocalName) || element.HasAttribute("hidden") || IsNotDisplayed(element))
            return false;
        blocks.Enter(element);
        return true;
    }

    // Inline XBRL filings carry whole taxonomies in such elements.
    private static bool IsNotDisplayed(IElement element) =>
        element.GetAttribute("style") is { } style
        && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
}
