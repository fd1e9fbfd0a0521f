using System.Text;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Finds the tokens of a text, as a model's provider counts them. Safe to use from several threads at once.</summary>
public interface ITokenizer
{
    /// <summary>The name that scenarios and output use, such as <c>o200k_base</c>.</summary>
    string Name { get; }

    /// <summary>Number of tokens; unpaired surrogates count as U+FFFD, text of special tokens as ordinary text.</summary>
    TokenCount Count(ReadOnlySpan<char> text);

    /// <summary>Number of tokens of a text in UTF-8, so that a log is counted without decoding it; invalid bytes count as U+FFFD.</summary>
    TokenCount CountUtf8(ReadOnlySpan<byte> text) => Count(Encoding.UTF8.GetString(text));

    /// <summary>Token ids in order.</summary>
    IReadOnlyList<int> Encode(ReadOnlySpan<char> text);

    /// <summary>The text with the end of each of its tokens, from one pass.</summary>
    TokenizedText Tokenize(string text);
}
