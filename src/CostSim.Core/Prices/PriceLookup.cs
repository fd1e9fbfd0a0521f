namespace CostSim.Prices;

/// <summary>Answers many questions about a book at many moments: each is resolved once between two changes.</summary>
internal sealed class PriceLookup(PriceBook book)
{
    private readonly Dictionary<PriceQuestion, Answers> asked = [];

    /// <summary>The price in force at a moment; the same as <see cref="PriceBook.Find(PriceQuestion, DateTimeOffset)"/>.</summary>
    public ModelPrice Find(PriceQuestion question, DateTimeOffset at)
    {
        if (!asked.TryGetValue(question, out var answers))
            asked[question] = answers = new Answers(question, new PriceSearch(book, question));
        return answers.At(at);
    }

    private sealed class Answers
    {
        private readonly PriceQuestion question;
        private readonly PriceSearch search;
        private readonly DateTimeOffset[] changes;
        private readonly IReadOnlyList<BandPrice>?[] segments;

        public Answers(PriceQuestion question, PriceSearch search)
        {
            (this.question, this.search) = (question, search);
            changes = [.. search.Changes];
            segments = new IReadOnlyList<BandPrice>?[changes.Length + 1];
        }

        public ModelPrice At(DateTimeOffset at)
        {
            var place = Array.BinarySearch(changes, at);
            var segment = place >= 0 ? place + 1 : ~place;
            return PriceSearch.Covering(question, segments[segment] ??= search.Bands(at), at);
        }
    }
}
