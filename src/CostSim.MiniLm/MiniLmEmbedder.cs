using System.Collections.Concurrent;
using CostSim.Documents;
using CostSim.Threading;
using CostSim.Tokens;

namespace CostSim.MiniLm;

/// <summary>
/// all-MiniLM-L6-v2 on this machine: a small English model, in 384 dimensions. CostSim.Core finds it by its name where a scenario
/// says <c>model: minilm</c>; the weights are read when the first text is embedded.
/// </summary>
internal sealed class MiniLmEmbedder : ILocalEmbedder
{
    private const int Unknown = 100;

    private static readonly Lazy<ITokenizer> Tokenizer = new(() =>
    {
        using var vocabulary = new StreamReader(Resource("vocab.txt"));
        return BertTokenizer.Read("minilm", vocabulary);
    });

    private static readonly Lazy<HashSet<int>> Continuing = new(() =>
    {
        using var vocabulary = new StreamReader(Resource("vocab.txt"));
        return [.. vocabulary.ReadToEnd().Split('\n').Index()
            .Where(t => t.Item.StartsWith("##", StringComparison.Ordinal)).Select(t => t.Index)];
    });

    private static readonly Lazy<Weights> Model = new(() =>
    {
        using var stream = Resource("minilm.flat");
        var flat = new byte[stream.Length];
        stream.ReadExactly(flat);
        return new Weights(flat);
    });

    // Encoders hold 10 MB each and are used again.
    private static readonly ConcurrentBag<Encoder> Idle = [];

    public string Version => "minilm 1";

    public int Window => Weights.Window;

    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts)
    {
        // The longest first, so that no thread is left alone with one at the end.
        var order = texts.Index().OrderByDescending(t => t.Item.Length).ToList();
        var vectors = new float[texts.Count][];
        foreach (var (index, vector) in InParallel.Of(order, Environment.ProcessorCount, text => (text.Index, Vector(text.Item))))
            vectors[index] = vector;
        return vectors;
    }

    public TextReading Read(string text)
    {
        var (words, broken, inPieces) = (0, 0, false);
        var ids = Tokenizer.Value.Encode(text);
        // The first and last frame the text.
        for (var i = 1; i < ids.Count - 1; i++)
        {
            if (!Continuing.Value.Contains(ids[i]))
                (words, inPieces) = (words + 1, false);
            if (inPieces || !(Continuing.Value.Contains(ids[i]) || ids[i] == Unknown))
                continue;
            (broken, inPieces) = (broken + 1, true);
        }

        return new TextReading(ids.Count, words, broken);
    }

    private static float[] Vector(string text)
    {
        var ids = Tokenizer.Value.Encode(text);
        if (ids.Count > Weights.Window)
            ids = [.. ids.Take(Weights.Window - 1), ids[^1]];
        if (!Idle.TryTake(out var encoder))
            encoder = new Encoder(Model.Value);
        try
        {
            return encoder.Encode(ids);
        }
        finally
        {
            Idle.Add(encoder);
        }
    }

    private static Stream Resource(string name) => typeof(MiniLmEmbedder).Assembly.GetManifestResourceStream(name)!;
}
