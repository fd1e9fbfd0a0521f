using System.Text.Json;
using CostSim.Cli;

namespace CostSim.Tests.Commands;

public sealed class MeasureCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-measure").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Json_lines_have_one_object_a_document()
    {
        Write("docs/nda/a.md", "# Title\n\nhello **world**");
        Write("docs/b.txt", "hello world");

        var lines = await Lines("measure", At("docs"), "--format", "jsonl", "--store", "off");

        // "hello world" is two tokens of o200k_base; "Title", the blank line and both words are four.
        Assert.Equal($$"""{"path":"{{At("docs")}}/b.txt","characters":11,"bytes":11,"tokens":2,"words":2,"group":"."}""", lines[0]);
        Assert.Equal($$"""{"path":"{{At("docs")}}/nda/a.md","characters":18,"bytes":18,"tokens":4,"words":3,"group":"nda"}""", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public async Task Several_tokenizers_stand_side_by_side_with_tokens_per_word()
    {
        Write("en/a.txt", "hello world");
        Write("ms/b.txt", "perjanjian ini sah");

        var text = await Output("measure", At("en"), At("ms"), "--tokenizer", "o200k_base,cl100k_base", "--store", "off");

        Assert.Equal(
            """
            document  characters  words  o200k_base  cl100k_base
            a.txt             11      2           2            2
            b.txt             18      3           6            6

            group  documents  characters  words  tokenizer    tokens  / word  / char
            en             1          11      2  o200k_base        2       1   0.182
            en             1          11      2  cl100k_base       2       1   0.182
            ms             1          18      3  o200k_base        6       2   0.333
            ms             1          18      3  cl100k_base       6       2   0.333
            all            2          29      5  o200k_base        8     1.6   0.276
            all            2          29      5  cl100k_base       8     1.6   0.276

            tokens of one  mean  p50  p90  p95  p99  max
            o200k_base        4    2    6    6    6    6
            cl100k_base       4    2    6    6    6    6

            """.ReplaceLineEndings("\n"), text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Csv_has_the_same_columns_with_a_head()
    {
        Write("a,b.txt", "hello \"world\"");

        var lines = await Lines("measure", At("a,b.txt"), "--format", "csv", "--ids", "--text", "--as", "text");

        Assert.Equal("path,characters,bytes,tokens,words,group,pages,estimated,ids,text", lines[0]);
        // hello, a space with a quote, world, a quote.
        Assert.StartsWith($"\"{At("a,b.txt")}\",13,13,4,2,.,,false,24912 ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",\"hello \"\"world\"\"\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_a_log_are_numbered_and_pass_fields_on()
    {
        Write("log.jsonl", "{\"prompt\": \"hello world\", \"model\": \"m\", \"usage\": {\"in\": 2}}\n\n{\"prompt\": \"\", \"model\": null}\n");

        var lines = await Lines("measure", At("log.jsonl"), "--field", "prompt", "--keep", "model,usage", "--ids", "--format", "jsonl");

        Assert.Equal($"{{\"path\":\"{At("log.jsonl")}\",\"record\":0,\"characters\":11,\"bytes\":11,\"tokens\":2,\"words\":2,\"ids\":[24912,2375],\"model\":\"m\",\"usage\":{{\"in\": 2}}}}", lines[0]);
        Assert.Equal($$"""{"path":"{{At("log.jsonl")}}","record":1,"characters":0,"bytes":0,"tokens":0,"words":0,"ids":[],"model":null}""", lines[1]);
    }

    [Fact]
    public async Task Json_is_one_valid_document_for_records_and_for_documents()
    {
        Write("log.csv", "id,prompt\n1,hello\n2,\"hello\nworld\"\n");

        using var records = JsonDocument.Parse(await Output("measure", At("log.csv"), "--field", "prompt", "--keep", "id", "--format", "json"));
        using var documents = JsonDocument.Parse(await Output("measure", At("log.csv"), "--format", "json", "--text"));

        Assert.Equal(["1", "2"], records.RootElement.GetProperty("records").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        // hello; hello, line end, world.
        Assert.Equal(4, records.RootElement.GetProperty("logs")[0].GetProperty("tokens").GetInt64());
        Assert.Equal("id,prompt\n1,hello\n2,\"hello\nworld\"\n", documents.RootElement.GetProperty("documents")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Groups_go_out_as_a_table_too()
    {
        Write("docs/a.txt", "hello world");

        Assert.Equal(["group,documents,characters,words,tokenizer,tokens,tokens_per_word,tokens_per_character", ".,1,11,2,o200k_base,2,1,0.182"], await Lines("measure", At("docs"), "--format", "csv", "--table", "groups"));
        Assert.Contains("| . | 1 | 11 | 2 | o200k\\_base | 2 | 1 | 0.182 |", await Output("measure", At("docs"), "--format", "md", "--table", "groups"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_records_are_named_with_their_lines_or_left_out_and_counted()
    {
        Write("log.jsonl", "{\"text\": \"ok\"}\nnot json\n{\"txt\": 1}\n");

        var (code, output, error) = await Run("measure", At("log.jsonl"), "--field", "text");
        Assert.Equal((App.CouldNotAnswer, ""), (code, output));
        Assert.Equal([$"{At("log.jsonl")}:2", $"{At("log.jsonl")}:3"], error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split(": error")[0]));

        (code, output, error) = await Run("measure", At("log.jsonl"), "--field", "text", "--on-error", "skip", "--format", "jsonl");
        Assert.Equal((App.Fine, "warning: left out: 2 records that could not be read\n"), (code, error));
        Assert.Contains("\"record\":0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--tokenizer", "o200kbase", "--tokenizer o200kbase: is not known; did you mean 'o200k_base'?")]
    [InlineData("--keep", "id", "--keep passes fields of records on; name the measured field with --field")]
    [InlineData("--format", "xml", "xml")]
    public async Task Wrong_use_is_exit_2(string option, string value, string message)
    {
        var (code, _, error) = await Run("measure", "x", option, value);

        Assert.Equal(App.WrongUsage, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_standard_output_appears_whole_or_not_at_all()
    {
        Write("a.txt", "hello");
        Write("bad.jsonl", "{\"text\": \"ok\"}\nnot json\n");

        Assert.Equal("", await Output("measure", At("a.txt"), "--format", "jsonl", "-o", At("out/a.jsonl")));
        await Run("measure", At("bad.jsonl"), "--field", "text", "--format", "jsonl", "-o", At("out/bad.jsonl"));

        Assert.Equal([At("out/a.jsonl")], Directory.GetFiles(At("out")));
        Assert.EndsWith("\n", File.ReadAllText(At("out/a.jsonl")), StringComparison.Ordinal);
    }

    [SharedFact]
    public async Task Every_reference_text_is_counted_exactly_from_a_log()
    {
        var cases = File.ReadLines(Shared.Path("oracles/tokenizer/cases.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Where(c => c.GetProperty("text").ValueKind == JsonValueKind.String).ToList();
        Write("cases.jsonl", string.Join('\n', cases.Select(c => c.GetRawText())));

        foreach (var tokenizer in (string[])["o200k_base", "cl100k_base"])
        {
            var lines = await Lines("measure", At("cases.jsonl"), "--field", "text", "--tokenizer", tokenizer, "--format", "jsonl");

            Assert.Equal(cases.Select(c => c.GetProperty(tokenizer).GetProperty("count").GetInt64()), lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("tokens").GetInt64()));
        }
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }

    private static async Task<string[]> Lines(params string[] args) => (await Output(args)).TrimEnd('\n').Split('\n');

    private static async Task<string> Output(params string[] args)
    {
        var (code, output, error) = await Run(args);
        Assert.Equal((App.Fine, ""), (code, error));
        return output;
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        var (exit, output, error) = await Cli.Run(args);
        return (exit, output, error);
    }
}
