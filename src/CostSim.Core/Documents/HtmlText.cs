using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Text;
using CostSim.Files;

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
        var page = new HtmlParser(new HtmlParserOptions { OnCreated = new Growth().Watch }).ParseDocument(html);
        if (page.Body is { } body)
            Walk(body, new HtmlBlocks(plain));
    }

    // Children by number: the library finds a next sibling by searching all siblings.
    private static void Walk(IElement root, HtmlBlocks blocks)
    {
        var open = new Stack<(IElement Element, int Next)>();
        if (Enter(root, blocks))
            open.Push((root, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Element.ChildNodes.Length)
            {
                blocks.Leave(at.Element);
                continue;
            }

            open.Push((at.Element, at.Next + 1));
            switch (at.Element.ChildNodes[at.Next])
            {
                case IText text:
                    blocks.Text(text.Data);
                    break;
                case IElement child when Enter(child, blocks):
                    open.Push((child, 0));
                    break;
            }
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

    // The parser lifts elements out of a depth of 512, as browsers do, but its time still grows with the square of what is open.
    private sealed class Growth
    {
        private const int MaxDepth = 512;
        private const int MaxSamplesAtDepth = 32;
        private const int MaxElements = 2_000_000;

        private int elements;
        private int samplesAtDepth;
        private IElement? last;

        public void Watch(IElement created, TextPosition at)
        {
            elements++;
            if (elements % 64 == 0 && last!.GetAncestors().Count() >= MaxDepth)
                samplesAtDepth++;
            if (samplesAtDepth > MaxSamplesAtDepth)
                throw new UnreadableException("nests its elements without end; open it in a browser and save its text");
            if (elements > MaxElements)
                throw new UnreadableException("holds more than 2 million elements; split it");
            last = created;
        }
    }
}
