using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace CostSim.Files;

/// <summary>
/// Receives the elements of an XML part in order, by local name: strict and transitional files differ only in namespaces.
/// </summary>
internal interface IPartReader
{
    /// <summary>An element begins; false passes over all that is in it.</summary>
    bool Begin(XmlReader element);

    void Text(string text);

    void End(string name);
}

/// <summary>Reads a part of an Office package as a stream, so that neither its size nor its depth can exhaust the process.</summary>
internal static class PackagePart
{
    // A thousand pages of Word are about 15 million characters of XML; 200 MB zip to 196 kB.
    private const long MaxCharacters = 128_000_000;

    private static readonly XmlReaderSettings Bounded = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    public static void Read(OpenXmlPart? part, IPartReader reader)
    {
        if (part is null)
            return;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        Read(stream, reader);
    }

    public static void Read(Stream stream, IPartReader reader)
    {
        using var xml = XmlReader.Create(stream, Bounded);
        xml.Read();
        while (!xml.EOF)
        {
            var isElement = xml.NodeType == XmlNodeType.Element;
            if (isElement && !reader.Begin(xml))
            {
                xml.Skip();
                continue;
            }

            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA)
                reader.Text(xml.Value);
            else if (xml.NodeType == XmlNodeType.EndElement || (isElement && xml.IsEmptyElement))
                reader.End(xml.LocalName);
            xml.Read();
        }
    }

    /// <summary>An attribute by its local name, whatever its namespace; null where it is absent.</summary>
    public static string? Attribute(this XmlReader element, string name)
    {
        string? value = null;
        while (element.MoveToNextAttribute())
        {
            if (element.LocalName == name)
                value = element.Value;
        }

        element.MoveToElement();
        return value;
    }

    /// <summary>A whole attribute; the placeholder where it is absent or not a number.</summary>
    public static int Number(this XmlReader element, string name, int absent = 0) =>
        int.TryParse(element.Attribute(name), out var value) ? value : absent;

    /// <summary>An on-off element such as <c>vanish</c>: on unless it says otherwise.</summary>
    public static bool IsOn(this XmlReader element) => element.Attribute("val") is not ("0" or "false" or "off");
}
