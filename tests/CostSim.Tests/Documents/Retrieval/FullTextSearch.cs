using CostSim.Documents;
using Microsoft.Data.Sqlite;

namespace CostSim.Tests.Documents;

/// <summary>SQLite's own FTS5 over chunks: what the ranking in memory must equal.</summary>
internal sealed class FullTextSearch : IDisposable
{
    private readonly SqliteConnection database = new("Data Source=:memory:");

    public FullTextSearch(IEnumerable<string> chunks, string tokenizer = "unicode61")
    {
        database.Open();
        using var create = database.CreateCommand();
        create.CommandText = $"create virtual table f using fts5(x, tokenize='{tokenizer}')";
        create.ExecuteNonQuery();
        using var transaction = database.BeginTransaction();
        using var insert = database.CreateCommand();
        insert.CommandText = "insert into f(x) values ($text)";
        var text = insert.Parameters.Add("$text", SqliteType.Text);
        foreach (var chunk in chunks)
        {
            text.Value = chunk;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Chunks from 0, best first, and their scores; more is better.</summary>
    public List<(int Chunk, double Score)> Best(IEnumerable<string> words, int k)
    {
        var found = new List<(int, double)>();
        using var query = database.CreateCommand();
        query.CommandText = "select rowid, bm25(f) from f where f match $query order by bm25(f), rowid limit $k";
        query.Parameters.AddWithValue("$query", string.Join(" OR ", words.Select(w => $"\"{w}\"")));
        query.Parameters.AddWithValue("$k", k);
        using var rows = query.ExecuteReader();
        while (rows.Read())
            found.Add((rows.GetInt32(0) - 1, -rows.GetDouble(1)));
        return found;
    }

    public static IEnumerable<string> Texts(ChunkedDocument document) => document.Chunks.Select(c => c.TextOf(document.Document.Text));

    public void Dispose() => database.Dispose();
}
