namespace CostSim.Logs;

/// <summary>The kind of work behind a call, by the operation that a log names or by the model's name.</summary>
internal static class CallTypes
{
    // In the order in which a name is searched: gpt-4o-transcribe is a transcription.
    private static readonly (LogKind Kind, string[] Words)[] Marks =
    [
        (LogKind.Embedding, ["embedding", "embeddings", "embed", "aembedding"]),
        (LogKind.Rerank, ["rerank", "arerank", "reranking"]),
        (LogKind.Moderation, ["moderation", "moderations", "amoderation"]),
        (LogKind.Transcription, ["transcription", "transcriptions", "transcribe", "whisper", "atranscription"]),
        (LogKind.Speech, ["speech", "speeches", "tts", "aspeech"]),
        (LogKind.Image, ["image", "images", "dall", "dalle", "imagen", "aimage", "sora", "veo", "video"]),
        (LogKind.VectorStore, ["vector", "file_search"]),
    ];

    /// <summary>The kind that an operation such as <c>aembedding</c> names; null where it names none of them.</summary>
    public static LogKind? Of(string? operation)
    {
        if (operation is null)
            return null;
        foreach (var (kind, words) in Marks)
        {
            if (Words.Of(operation).Any(words.Contains))
                return kind;
        }

        return null;
    }

    /// <summary>The kind of work that a model is made for, by its name.</summary>
    public static LogKind OfModel(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return Of(name) ?? LogKind.Model;
    }
}

/// <summary>The words of a meter, an operation or a model's name, in lower case.</summary>
internal static class Words
{
    /// <summary>
    /// Parts at every change between letters, digits and other signs, and before a capital: <c>InputTokenCount</c> is three words.
    /// </summary>
    public static List<string> Of(string text)
    {
        var (words, start) = (new List<string>(), -1);
        for (var i = 0; i <= text.Length; i++)
        {
            var here = i < text.Length ? Class(text[i]) : Sign.Other;
            if (start >= 0 && (here == Sign.Other || here != Class(text[i - 1]) || IsHump(text, i)))
            {
                words.Add(text[start..i].ToLowerInvariant());
                start = -1;
            }

            if (start < 0 && here != Sign.Other)
                start = i;
        }

        return words;
    }

    private enum Sign
    {
        Other,
        Letter,
        Digit,
    }

    private static Sign Class(char c) => char.IsLetter(c) ? Sign.Letter : char.IsAsciiDigit(c) ? Sign.Digit : Sign.Other;

    private static bool IsHump(string text, int i) => i > 0 && i < text.Length && char.IsUpper(text[i]) && char.IsLower(text[i - 1]);
}
