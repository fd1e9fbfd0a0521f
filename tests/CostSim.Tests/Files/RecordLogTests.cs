using System.IO.Compression;
using System.Text;
using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Tests.Files;

public sealed class RecordLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-log").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_line_of_json_ends_at_a_line_feed_alone() =>
        Assert.Equal(["a\u2028b\u0085c", "second"], Texts("log.jsonl", "{\"text\": \"a\u2028b\u0085c\"}\r\n\n{\"id\": {\"text\": 1}, \"text\": \"second\"}"));

    [Fact]
    public void Escapes_are_resolved_and_unpaired_surrogates_become_the_replacement_character() =>
        Assert.Equal(["\"\\/\b\f\n\r\té😀", "\uFFFDx\uFFFD", "\uFFFD😀"], Texts("log.jsonl", """
            {"text": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}
            {"text": "\ud83dx\ude00"}
            {"text": "\ud83d\ud83d\ude00"}
            """));

    [Fact]
    public void Quoted_fields_keep_commas_quotes_and_their_own_line_ends() =>
        Assert.Equal(["plain", "a, \"b\"\r\nc", "", "last"], Texts("log.csv", "\uFEFFid,text,more\r\n1,plain,x\r\n2,\"a, \"\"b\"\"\r\nc\",y\r\n\r\n3,,z\n4,last,\"\"\n"));

    [Fact]
    public void Tabs_part_the_fields_of_tsv() => Assert.Equal(["a, b"], Texts("log.tsv", "id\ttext\n1\ta, b\n"));

    [Fact]
    public void A_packed_log_is_read_as_it_is()
    {
        using (var packed = new GZipStream(File.Create(Path.Combine(folder, "log.jsonl.gz")), CompressionLevel.Fastest))
            packed.Write("{\"text\": \"inside\"}\n"u8);

        Assert.Equal(["inside"], Read("log.jsonl.gz").Select(r => r.Text));
    }

    [Theory]
    [InlineData("log.jsonl")]
    [InlineData("log.csv")]
    public void Records_across_the_ends_of_blocks_come_out_whole(string name)
    {
        // 4 MB are a block: records of 1 byte to 9 MB, some with line ends.
        var texts = Enumerable.Range(0, 400).Select(i => new string((char)('a' + (i % 26)), i % 100 == 99 ? 9_000_000 : i * 37) + (i % 3 == 0 ? "\n\"" : "")).ToList();
        var lines = name.EndsWith("csv", StringComparison.Ordinal)
            ? texts.Select(t => $"\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").Prepend("text")
            : texts.Select(t => $"{{\"text\": {System.Text.Json.JsonSerializer.Serialize(t)}}}");

        Assert.Equal(texts, Texts(name, string.Join('\n', lines)));
    }

    [Fact]
    public void Fields_to_keep_are_passed_on_as_they_are()
    {
        File.WriteAllText(Path.Combine(folder, "log.jsonl"), "{\"at\": \"2027-01-01\", \"usage\": {\"in\": [1, 2]}, \"text\": \"x\"}\n{\"text\": \"y\", \"usage\": null}");

        var records = Read("log.jsonl", "at", "usage");

        Assert.Equal(["2027-01-01", "{\"in\": [1, 2]}"], records[0].Kept);
        Assert.Equal([null, "null"], records[1].Kept);
    }

    [Theory]
    [InlineData("log.jsonl", "{\"txt\": \"x\"}", "has no field 'text'; did you mean 'txt'?")]
    [InlineData("log.jsonl", "{\"text\": null}", "text: must be a text, but is null")]
    [InlineData("log.jsonl", "{\"text\": \"x\"} {}", "is not a JSON object")]
    [InlineData("log.jsonl", "[1]", "is not a JSON object")]
    [InlineData("log.csv", "id,text\n1,\"x", "has a quoted field without its closing quote")]
    [InlineData("log.csv", "id,text\n1", "has 1 fields, but the head names 2 columns")]
    public void A_record_that_cannot_be_read_is_refused_with_the_reason(string name, string content, string reason)
    {
        File.WriteAllText(Path.Combine(folder, name), content);

        Assert.Contains(reason, Assert.Throws<UnreadableException>(() => Read(name)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_an_error_of_the_first_line()
    {
        File.WriteAllText(Path.Combine(folder, "log.csv"), "id,prompt\n1,x\n");

        Assert.Equal("log.csv:1: error: has no column 'text'; known are id, prompt", Assert.Throws<InputException>(() => Read("log.csv")).Message);
    }

    [Fact]
    public void A_record_knows_its_line()
    {
        File.WriteAllText(Path.Combine(folder, "log.csv"), "text\n\"a\nb\"\n\nc\n");
        using var log = Open("log.csv");

        var block = log.Next()!;

        Assert.Equal([2, 5], block.Records.Select((_, i) => block.LineOf(i)));
    }

    [Fact]
    public void Other_files_are_no_logs()
    {
        File.WriteAllText(Path.Combine(folder, "a.md"), "# x");

        Assert.Contains("a.md: error: is not a log of records", Assert.Throws<InputException>(() => Open("a.md")).Message, StringComparison.Ordinal);
    }

    private List<string> Texts(string name, string content)
    {
        File.WriteAllText(Path.Combine(folder, name), content);
        return [.. Read(name).Select(r => r.Text)];
    }

    private RecordLog Open(string name, params string[] keep) =>
        RecordLog.Find(new DocumentSources([new DocumentPath(name, null, Location.Of(name))]), folder, "text", keep).Single()();

    private List<(string Text, List<string?> Kept)> Read(string name, params string[] keep)
    {
        using var log = Open(name, keep);
        var reader = (IRecordReader?)null;
        var read = new List<(string, List<string?>)>();
        while (log.Next() is { } block)
        {
            Assert.Equal(read.Count, block.FirstRecord);
            reader ??= log.NewReader();
            foreach (var record in block.Records)
            {
                reader.Read(block.Bytes.Span[record]);
                read.Add((Encoding.UTF8.GetString(reader.Text), [.. reader.Kept.Select(k => k is null ? null : Encoding.UTF8.GetString(k.Utf8))]));
            }
        }

        return read;
    }
}
