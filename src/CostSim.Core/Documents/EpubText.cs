using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The chapters of an electronic book in the order in which it is read.</summary>
internal static class EpubText
{
    public static ExtractedText Read(byte[] bytes)
    {
        using var package = ZipPackage.Open(bytes, "EPUB");
        var plain = new PlainText();
        foreach (var chapter in Chapters(package))
        {
            if (package.Bytes(chapter) is { } page)
                HtmlText.Write(HtmlDecoding.Decode(page), plain);
        }

        return plain.Done();
    }

    // As the spine says; by their names where a book has none.
    private static IEnumerable<string> Chapters(ZipPackage package)
    {
        var books = new AttributeReader("rootfile", "media-type", "full-path");
        package.Read("META-INF/container.xml", books);
        foreach (var (_, book) in books.Found.Take(1))
        {
            var (items, spine) = (new AttributeReader("item", "id", "href"), new AttributeReader("itemref", "idref", "linear"));
            if (!package.Read(book, items) || !package.Read(book, spine) || spine.Found.Count == 0)
                continue;
            return spine.Found.Where(s => s.Value != "no").Select(s => items.Found.FirstOrDefault(i => i.Key == s.Key).Value)
                .OfType<string>().Select(href => ZipPackage.From(book, href));
        }

        return package.Names.Where(n => Path.GetExtension(n).ToLowerInvariant() is ".xhtml" or ".html" or ".htm")
            .Order(StringComparer.Ordinal);
    }
}
