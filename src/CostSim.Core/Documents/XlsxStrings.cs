using System.Text;
using System.Xml;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The texts of a workbook that cells refer to by number; pronunciation guides are left out.</summary>
internal sealed class XlsxStrings : IPartReader
{
    private readonly List<string> all = [];
    private readonly StringBuilder open = new();
    private bool inText;

    public string this[int number] => number >= 0 && number < all.Count ? all[number] : "";

    public bool Begin(XmlReader element)
    {
        inText = element.LocalName == "t";
        return element.LocalName != "rPh";
    }

    public void Text(string text)
    {
        if (inText)
            open.Append(text);
    }

    public void End(string name)
    {
        inText = false;
        if (name != "si")
            return;
        all.Add(open.ToString());
        open.Clear();
    }
}
