using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Chunks;

/// <summary>The table of chunkers. A kind alone has 512 tokens and no overlap.</summary>
public static class Chunkers
{
    private static readonly TokenCount Usual = 512.Tokens;

    public static Registry<IChunker> All { get; } = new("chunker")
    {
        { "whole", "{ kind: whole }", "the whole document as one chunk", _ => new WholeDocument() },
        { "window", "{ kind: window, size: 512, overlap: 64 }", "windows of equal size in tokens",
            s => IsLangChain(s) ? new LangChainTokens(Size(s), Overlap(s)) : new SlidingWindow(Size(s), Overlap(s)) },
        { "recursive", "{ kind: recursive, size: 512, overlap: 64 }", "at paragraphs, lines, sentences, words, whichever is the strongest that fills a chunk",
            s => IsLangChain(s) ? new LangChainRecursive(Size(s), Overlap(s), Separators(s) ?? LangChainRecursive.UsualSeparators) : new RecursiveChunker(Packer(s), Separators(s)) },
        { "sentence", "{ kind: sentence, size: 256, overlap: 32 }", "whole sentences up to the size", s => new SentenceChunker(Packer(s)) },
        { "paragraph", "{ kind: paragraph, size: 512 }", "whole paragraphs up to the size", s => new ParagraphChunker(Packer(s)) },
        { "heading", "{ kind: heading, size: 512, level: 3, path: true }", "at headings down to a level; with `path` the headings above go before each chunk and count",
            s => new HeadingChunker(Packer(s), s.Whole("level", absent: 6, min: 1), s.Flag("path", absent: false)) },
    };

    private static TokenCount Size(SettingsMap settings) => settings.Tokens("size", absent: Usual, min: 1);

    private static TokenCount Overlap(SettingsMap settings) => settings.Tokens("overlap", absent: TokenCount.Zero);

    private static ChunkPacker Packer(SettingsMap settings) => new(Size(settings), Overlap(settings));

    private static bool IsLangChain(SettingsMap settings) => settings.OneOf("compat", ["none", "langchain"], absent: "none") == "langchain";

    private static IReadOnlyList<string>? Separators(SettingsMap settings) =>
        settings.Has("separators") ? [.. settings.List("separators").Select(item => item.Text)] : null;
}
