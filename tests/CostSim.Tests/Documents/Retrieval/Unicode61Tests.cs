using System.Text;
using CostSim.Documents;
using Microsoft.Data.Sqlite;

namespace CostSim.Tests.Documents;

/// <summary>Holds the table of characters against SQLite itself; UPDATE_GOLDEN=1 reads it out of SQLite again.</summary>
public sealed class Unicode61Tests
{
    // Planes without assigned characters are of one kind: their ends and some between stand for them.
    private static readonly List<int> Probed = [.. Enumerable.Range(1, 0x10FFFF)
        .Where(c => Rune.IsValid(c) && (c is < 0x33480 or >= 0xE0000 and < 0xE0200 || (c & 0xFFFF) % 0x555 == 0 || c == 0x10FFFF))];

    private static readonly string File = Path.Combine(Shared.Repository, "src", "CostSim.Core", "Documents", "Retrieval", "unicode61.txt");

    [Fact]
    public void Every_character_means_to_our_index_what_it_means_to_SQLite()
    {
        var sqlite = OfSqlite();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            System.IO.File.WriteAllText(File, Written(sqlite));

        Assert.Equal(System.IO.File.ReadAllText(File), Written(sqlite));
        var table = CharacterTable.Load();
        Assert.Empty(sqlite.Where(c => table.Fold(c.Key) != c.Value).Take(10));
    }

    // Each character stands between two letters: it parts them (0), is dropped (-1), or is the letter it folds to.
    private static SortedDictionary<int, int> OfSqlite()
    {
        using var database = new SqliteConnection("Data Source=:memory:");
        database.Open();
        Run(database, "create virtual table f using fts5(x, tokenize='unicode61')");
        Run(database, "create virtual table v using fts5vocab(f, 'instance')");
        using var insert = database.CreateCommand();
        insert.CommandText = "insert into f(x) values ($text)";
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        foreach (var row in Probed.Chunk(4096))
        {
            text.Value = string.Concat(row.Select(c => $"a{new Rune(c)}b "));
            insert.ExecuteNonQuery();
        }

        var table = new SortedDictionary<int, int>();
        using var query = database.CreateCommand();
        query.CommandText = "select term from v order by doc, offset";
        using var terms = query.ExecuteReader();
        foreach (var character in Probed)
        {
            Assert.True(terms.Read());
            var term = terms.GetString(0);
            table[character] = term.Length == 1 ? 0 : term == "ab" ? -1 : Rune.GetRuneAt(term, 1).Value;
            if (term.Length == 1)
                Assert.True(terms.Read());
        }

        return table;
    }

    private static string Written(SortedDictionary<int, int> table)
    {
        var text = new StringBuilder("# SQLite FTS5 unicode61, hexadecimal: word characters; marks that words drop; folds as first, count, step, target\n");
        Lines(text, "word", Runs(table));
        Lines(text, "mark", table.Where(c => c.Value < 0).Select(c => $"{c.Key:x}"));
        Lines(text, "fold", Folds(table.Where(c => c.Value > 0 && c.Value != c.Key).ToDictionary()));
        return text.ToString();
    }

    private static IEnumerable<string> Runs(SortedDictionary<int, int> table)
    {
        var (first, last) = (-1, -1);
        foreach (var (character, meaning) in table.Append(new(int.MaxValue, 0)))
        {
            if (meaning > 0)
                (first, last) = (first < 0 ? character : first, character);
            else if (first >= 0)
            {
                yield return first == last ? $"{first:x}" : $"{first:x}-{last:x}";
                first = -1;
            }
        }
    }

    private static IEnumerable<string> Folds(Dictionary<int, int> folds)
    {
        while (folds.Count > 0)
        {
            var first = folds.Keys.Min();
            var (count, step) = new[] { 1, 2 }.Select(s => (Count: Length(first, s), Step: s)).MaxBy(run => run.Count);
            yield return $"{first:x},{count:x},{step:x},{folds[first]:x}";
            for (var i = 0; i < count; i++)
                folds.Remove(first + i * step);
        }

        int Length(int first, int step)
        {
            var length = 1;
            while (folds.TryGetValue(first + length * step, out var target) && target == folds[first] + length * step)
                length++;
            return length;
        }
    }

    private static void Lines(StringBuilder text, string name, IEnumerable<string> items)
    {
        var line = name;
        foreach (var item in items)
        {
            if (line.Length + 1 + item.Length > 120)
            {
                text.Append(line).Append('\n');
                line = name;
            }

            line += " " + item;
        }

        text.Append(line).Append('\n');
    }

    private static void Run(SqliteConnection database, string command)
    {
        using var run = database.CreateCommand();
        run.CommandText = command;
        run.ExecuteNonQuery();
    }
}
