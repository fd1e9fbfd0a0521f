using CostSim.Documents;
using CostSim.Files;

namespace CostSim.Tests.Documents;

public sealed class CorpusFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-corpus").FullName;
    private readonly InputErrors errors = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Documents_come_in_order_of_their_names_with_the_folder_as_group()
    {
        Write("docs/nda/b.md", "# B");
        Write("docs/nda/2023/a.txt", "A");
        Write("docs/Z.html", "<p>Z</p>");
        Write("docs/.hidden.md", "no");
        Write("docs/~$lock.docx", "no");

        var corpus = Read("docs")!;

        Assert.Equal([("Z.html", "."), ("nda/2023/a.txt", "nda"), ("nda/b.md", "nda")], corpus.Documents.Select(d => (d.Name, d.Group)));
        Assert.Equal(["docs/Z.html", "docs/nda/2023/a.txt", "docs/nda/b.md"], corpus.Documents.Select(d => d.Path));
        Assert.Equal(3, corpus.Documents[2].Bytes);
        Assert.Equal(Hash("docs/nda/b.md"), corpus.Documents[2].Sha256);
        Assert.Same(corpus.Documents[2], corpus.Find("b.md"));
    }

    [Fact]
    public void Globs_files_and_folders_mix_and_each_file_counts_once()
    {
        Write("docs/a.md", "a");
        Write("docs/deep/er/b.md", "b");
        Write("docs/c.txt", "c");

        Assert.Equal(["a.md", "deep/er/b.md"], Read("docs/**/*.md")!.Documents.Select(d => d.Name));
        Assert.Equal(["a.md"], Read("docs/?.md")!.Documents.Select(d => d.Name));
        Assert.Equal(["a.md", "c.txt"], Read("docs/a.md, docs/*.*")!.Documents.Select(d => d.Name));
    }

    [Fact]
    public void Files_of_one_name_in_two_folders_are_told_apart_by_their_paths()
    {
        Write("en/terms.md", "english");
        Write("ms/terms.md", "malay");
        Write("ms/other.md", "malay");

        var corpus = Read("en, ms")!;

        Assert.Equal(["en/terms.md", "ms/terms.md", "other.md"], corpus.Documents.Select(d => d.Name));
        Assert.Equal(["en", "ms", "ms"], corpus.Documents.Select(d => d.Group));
    }

    [UnixFact]
    public void A_pipe_that_nothing_writes_to_is_an_error_and_never_a_wait()
    {
        Write("docs/a.md", "a");
        using var make = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder, "docs/pipe.txt"));
        make.WaitForExit();

        Assert.Null(Read("docs"));
        Assert.Equal(["docs/pipe.txt: error: is a pipe that nothing writes to; leave it out, or give a file"], Refused());
    }

    [Fact]
    public void Every_broken_document_is_reported_in_one_go()
    {
        Write("docs/ok.md", "fine");
        Write("docs/empty.txt", "");
        Write("docs/blank.md", "---\na: b\n---\n");
        Write("docs/fake.docx", "%PDF-1.4");
        Write("docs/slides.pptx", "PK");
        Write("docs/logo.png", "png");
        File.WriteAllBytes(Path.Combine(folder, "docs/latin.txt"), [.. "caf"u8, 0xE9]);
        File.CreateSymbolicLink(Path.Combine(folder, "docs/nowhere.txt"), "gone.txt");

        Assert.Null(Read("docs, absent"));
        Assert.Equal(
            ["docs/blank.md", "docs/empty.txt", "docs/fake.docx", "docs/latin.txt:1", "docs/nowhere.txt", "docs/slides.pptx", "documents.yaml:1:8"],
            Refused().Select(e => e.Split(": error")[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_skipped_is_kept_with_its_reason()
    {
        Write("docs/ok.md", "fine");
        Write("docs/empty.txt", "");
        Write("docs/logo.png", "png");

        var corpus = Read("{ paths: [docs], on_error: skip }")!;

        Assert.Equal(["ok.md"], corpus.Documents.Select(d => d.Name));
        Assert.Equal([("empty.txt", false, "is empty; fill it, or leave it out"), ("logo.png", true, "is not a document")], corpus.Skipped.Select(s => (s.Name, s.IsNoDocument, s.Reason)));
    }

    [Fact]
    public void A_named_picture_is_an_error()
    {
        Write("logo.png", "png");

        Assert.Null(Read("logo.png"));
        Assert.Contains("is a picture, and pictures hold no text to count; run OCR over it", Refused().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_are_walked_once()
    {
        Write("docs/sub/a.md", "a");
        Write("elsewhere/b.md", "b");
        Directory.CreateSymbolicLink(Path.Combine(folder, "docs/sub/up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(folder, "docs/sub/self"), "self");
        Directory.CreateSymbolicLink(Path.Combine(folder, "docs/linked"), Path.Combine(folder, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "elsewhere/back"), Path.Combine(folder, "docs"));

        Assert.Equal(["linked/b.md", "sub/a.md"], Read("{ paths: [docs], on_error: skip }")!.Documents.Select(d => d.Name));
    }

    [Fact]
    public void A_file_beyond_the_bound_is_refused_unread()
    {
        using (var large = File.Create(Path.Combine(folder, "large.txt")))
            large.SetLength(1L << 30);

        Assert.Null(Read("large.txt"));
        Assert.Equal("large.txt: error: is 1,024 MB, and documents are read up to 256 MB; split it, or measure a log of records with --field", Refused().Single());
    }

    [Fact]
    public void Sources_are_read_with_groups_samples_and_choices()
    {
        Write("en/a.md", "x");
        Write("ms/b.txt", "x");

        Assert.Equal(["a.md en", "b.txt malay"], Read("[en/a.md, { path: ms, group: malay }]")!.Documents.Select(d => $"{d.Name} {(d.Group == "." ? "en" : d.Group)}"));
        Assert.Equal(["md", "txt"], Read("{ paths: [en, ms], group_by: type }")!.Groups);
        var sample = Read("{ paths: [en, ms], sample_of: 4_000, as: text }")!;
        Assert.Equal((4_000, 4_000), (sample.SampleOf, sample.Size));
    }

    [Theory]
    [InlineData("{ paths: [en], on_eror: skip }", "unknown key 'on_eror' in documents; did you mean 'on_error'?")]
    [InlineData("{ paths: [en], on_error: ignore }", "on_error: 'ignore' is not known")]
    [InlineData("{ sample_of: 3 }", "paths: is missing")]
    [InlineData("[]", "documents: is empty")]
    [InlineData("[[a]]", "documents: must be files, folders or globs")]
    [InlineData("none", "none: there is no such file or folder")]
    [InlineData("'*.pdf'", "*.pdf: matches no file below this folder")]
    [InlineData("bare", "bare: is an empty folder")]
    [InlineData("{ paths: [en], sample_of: 0 }", "sample_of: must be at least 1, but is 0")]
    public void A_wrong_section_is_refused_with_the_remedy(string section, string refusal)
    {
        Write("en/a.md", "x");
        Directory.CreateDirectory(Path.Combine(folder, "bare"));

        Assert.Null(Read(section));
        Assert.StartsWith("documents.yaml:1:", Refused()[0], StringComparison.Ordinal);
        Assert.Contains(refusal, Refused()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_is_no_smaller_than_its_files()
    {
        Write("en/a.md", "x");
        Write("en/b.md", "x");

        Read("{ paths: [en], sample_of: 1 }");

        Assert.Contains("sample_of: must be at least the 2 files that are given, but is 1", Refused().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Extracted_text_is_kept_by_content_and_made_anew_when_the_entry_is_broken()
    {
        Write("docs/a.md", "# Title\n\n|a|b|\n|-|-|\n|c|d|\n");
        var store = TextStore.At(Path.Combine(folder, "store"));
        var first = Read("docs", store)!.Documents.Single();
        var entry = Directory.GetFiles(store.Folder!, "*.json", SearchOption.AllDirectories).Single();

        File.WriteAllText(entry, File.ReadAllText(entry).Replace("Title", "Kept!", StringComparison.Ordinal));
        var kept = Read("docs", store)!.Documents.Single();
        File.WriteAllText(entry, "{ torn");
        var anew = Read("docs", store)!.Documents.Single();

        Assert.Equal("Kept!\n\na | b\nc | d", kept.Text);
        Assert.Equal([new Heading(0, 1, "Kept!")], kept.Headings);
        Assert.Equal(first.Tables, kept.Tables);
        Assert.Equal(first.Text, anew.Text);
        Assert.Equal(first.Headings, anew.Headings);
        Assert.Single(Directory.GetFiles(store.Folder!, "*", SearchOption.AllDirectories));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Hash(string name) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));

    [Fact]
    public void A_store_that_cannot_be_written_only_costs_time()
    {
        Write("docs/a.md", "# A");
        Write("taken", "a file where the store's folder would be");

        Assert.Equal("A", Read("docs", TextStore.At(Path.Combine(folder, "taken")))!.Documents.Single().Text);
        Assert.Equal("a file where the store's folder would be", File.ReadAllText(Path.Combine(folder, "taken")));
    }

    private Corpus? Read(string section, TextStore? store = null)
    {
        var reading = new Reading(errors, new AssumptionLedger());
        var yaml = section.StartsWith('{') || section.StartsWith('[') ? section : section.Contains(", ", StringComparison.Ordinal) ? $"[{section}]" : section;
        var sources = DocumentSources.Read(Yaml.Read("documents.yaml", new StringReader(yaml)), "documents", reading);
        return sources is null ? null : errors.Count > 0 ? null : CorpusFolder.Read(sources, folder, store ?? TextStore.Off, errors);
    }

    private IReadOnlyList<string> Refused() => [.. Assert.Throws<InputException>(errors.ThrowIfAny).Errors.Select(e => e.ToString())];
}
