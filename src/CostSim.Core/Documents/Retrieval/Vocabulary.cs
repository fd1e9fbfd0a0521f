namespace CostSim.Documents;

/// <summary>The words and phrases of all questions, numbered, so that an index counts only what is asked for.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> words = [];
    private readonly Dictionary<string, int> phrases = [];

    public Vocabulary(IEnumerable<Question> questions, WordForm form)
    {
        Form = form;
        Questions = [.. questions.Select(q => (IReadOnlyList<int>)[.. Words.Phrases(q.Text, form).Select(Phrase)])];
    }

    public WordForm Form { get; }

    /// <summary>The phrases of each question, by number.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Questions { get; }

    /// <summary>The words of each phrase, by number; a phrase of one word has that word's number only by chance.</summary>
    public List<int[]> Phrases { get; } = [];

    public Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Lookup => words.GetAlternateLookup<ReadOnlySpan<char>>();

    private int Phrase(IReadOnlyList<string> parts)
    {
        var key = string.Join(' ', parts);
        if (phrases.TryGetValue(key, out var number))
            return number;
        phrases.Add(key, Phrases.Count);
        Phrases.Add([.. parts.Select(Word)]);
        return Phrases.Count - 1;
    }

    private int Word(string word)
    {
        if (!words.TryGetValue(word, out var number))
            words.Add(word, number = words.Count);
        return number;
    }
}
