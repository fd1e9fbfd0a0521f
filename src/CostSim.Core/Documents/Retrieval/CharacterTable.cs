using System.Globalization;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Documents;

/// <summary>What each character is to the words of an index, from the table <c>unicode61.txt</c>.</summary>
internal sealed class CharacterTable
{
    private const int Diacritic = -1;

    private readonly int[] basic = new int[0x10000];
    private readonly List<(int First, int Last)> ranges = [];
    private readonly Dictionary<int, int> folds = [];

    /// <summary>The character that represents this one in a word; 0 for one that separates words, -1 for a mark that words drop.</summary>
    public int Fold(int character)
    {
        if (character < basic.Length)
            return basic[character];
        if (folds.TryGetValue(character, out var folded))
            return folded;
        var place = ranges.BinarySearch((character, int.MaxValue));
        return ~place > 0 && ranges[~place - 1].Last >= character ? character : 0;
    }

    public static CharacterTable Load()
    {
        var table = new CharacterTable();
        foreach (var line in Encoding.ASCII.GetString(Resources.Read(typeof(CharacterTable).Assembly, "unicode61.txt")).Split('\n')
            .Where(l => l.Length > 0 && l[0] != '#'))
        {
            var items = line.Split(' ');
            foreach (var item in items.Skip(1))
                table.Add(items[0], [.. item.Split('-', ',')
                    .Select(n => int.Parse(n, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
        }

        return table;
    }

    private void Add(string what, int[] numbers)
    {
        switch (what)
        {
            case "word":
                ranges.Add((numbers[0], numbers[^1]));
                for (var c = numbers[0]; c <= Math.Min(numbers[^1], basic.Length - 1); c++)
                    basic[c] = c;
                break;
            case "mark":
                basic[numbers[0]] = Diacritic;
                break;
            default:
                for (var i = 0; i < numbers[1]; i++)
                    AddFold(numbers[0] + i * numbers[2], numbers[3] + i * numbers[2]);
                break;
        }
    }

    private void AddFold(int character, int folded)
    {
        if (character < basic.Length)
            basic[character] = folded;
        else
            folds.Add(character, folded);
    }
}
