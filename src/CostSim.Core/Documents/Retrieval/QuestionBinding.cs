using System.Globalization;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>Holds written questions against the documents: finds the documents they name and the places of their excerpts.</summary>
internal sealed class QuestionBinding(IReadOnlyList<Document> documents, InputErrors given)
{
    private InputErrors errors = given;

    private readonly DocumentNames names = new(documents);
    private readonly Dictionary<Document, ExcerptMatcher> matchers = new(ReferenceEqualityComparer.Instance);

    /// <summary>What cannot be bound joins the errors and is left out.</summary>
    public QuestionSet Bind(IReadOnlyList<WrittenQuestion> written)
    {
        var bound = new List<Question>();
        var places = new Dictionary<string, Location>();
        foreach (var question in written.Where(q => !string.IsNullOrWhiteSpace(q.Text)))
        {
            CheckId(question, places);
            var document = question.Document is null ? null : names.Find(question.Document, rule => errors.Add(question.At, rule));
            if (question.References.Count == 0)
                errors.Add(question.At,
                    $"references: question '{question.Id}' has none; copy the passages that answer it from the document, or leave the "
                    + $"question empty to ignore it");
            if (question.Document is not null && document is null)
                continue;
            var found = question.References.Select(r => Place(question, r, document)).OfType<Passage>().ToList();
            var about = document?.Name ?? (found.DistinctBy(p => p.Document).Count() == 1 ? found[0].Document : null);
            bound.Add(new Question(question.Id ?? "", question.Text.Trim(), about, found,
                question.Group)
            { IsDocumentNamed = document is not null });
        }

        return new QuestionSet(bound, written.Count(q => string.IsNullOrWhiteSpace(q.Text)));
    }

    /// <summary>What cannot be bound of a row is left out and said; a row of which nothing is left is left out whole.</summary>
    public QuestionSet BindWhatFits(IReadOnlyList<WrittenQuestion> written)
    {
        var (kept, said) = (new List<Question>(), new List<string>());
        foreach (var row in written.Where(q => !string.IsNullOrWhiteSpace(q.Text)))
        {
            errors = new InputErrors();
            var bound = Bind([row]).Questions.FirstOrDefault(q => q.References.Count > 0);
            var whole = bound is null ? "left out: " : "";
            said.AddRange(errors.All.Select(e =>
                FormattableString.Invariant($"{Path.GetFileName(e.At.File ?? "")}:{e.At.Line}: {whole}{e.Message}")));
            if (bound is not null)
                kept.Add(bound);
        }

        return new QuestionSet(kept, written.Count(q => string.IsNullOrWhiteSpace(q.Text))) { LeftOut = said };
    }

    private void CheckId(WrittenQuestion question, Dictionary<string, Location> places)
    {
        if (string.IsNullOrWhiteSpace(question.Id))
            errors.Add(question.At, "id: is missing; give each question one of its own, such as \"q1\"");
        else if (!places.TryAdd(question.Id, question.At))
            errors.Add(question.At,
                $"id: '{question.Id}' is used twice (first on line {places[question.Id].Line}); give each question one of its own");
    }

    private Passage? Place(WrittenQuestion question, WrittenReference reference, Document? document)
    {
        if (string.IsNullOrWhiteSpace(reference.Excerpt))
            return PlaceByOffsets(question, reference, document);
        if (document is null)
            return PlaceAnywhere(question, reference.Excerpt);
        var matcher = Matcher(document);
        // Offsets of another extraction, or counted in other units, may be off; what was copied decides.
        if (reference.Range is { } stated && matcher.Says(stated, reference.Excerpt))
            return new Passage(document.Name, stated);
        if (matcher.Find(reference.Excerpt) is { } found)
            return new Passage(document.Name, found);
        errors.Add(question.At,
            $"references: '{Short(reference.Excerpt)}' is not in {document.Name}{Elsewhere(reference.Excerpt, document)}; copy the passage "
            + $"from the document's own text");
        return null;
    }

    private Passage? PlaceByOffsets(WrittenQuestion question, WrittenReference reference, Document? document)
    {
        if (reference.Range is not { } range)
            errors.Add(question.At, "references: an excerpt is empty; copy the passage that answers the question");
        else if (document is null)
            errors.Add(question.At, $"references: {range} are offsets, which need a document; name it with 'document'");
        else if (range.Start < 0 || range.End > document.Text.Length || range.Length <= 0)
            errors.Add(question.At,
                string.Create(CultureInfo.InvariantCulture,
                    $"references: {range} must lie within the {document.Text.Length:#,0} characters of {document.Name}; offsets are UTF-16 "
                    + $"units of the extracted text, end exclusive"));
        else
            return new Passage(document.Name, range);
        return null;
    }

    private Passage? PlaceAnywhere(WrittenQuestion question, string excerpt)
    {
        var places = Places(m => m.FindAsIs(excerpt));
        if (places.Count == 0)
            places = Places(m => m.FindPlain(excerpt));
        if (places.Count == 1)
            return places[0];
        errors.Add(question.At, places.Count > 1
            ? $"references: '{Short(excerpt)}' is in {places.Count} documents "
                + $"({string.Join(", ", places.Take(4).Select(p => p.Document))}); name the one that is meant with 'document'"
            : $"references: '{Short(excerpt)}' is in none of the {documents.Count} documents{Nearest(excerpt, documents)}; copy the "
                + $"passage from the document's own text");
        return null;
    }

    private List<Passage> Places(Func<ExcerptMatcher, TextRange?> find) =>
        [.. from document in documents let range = find(Matcher(document))
            where range is not null select new Passage(document.Name, range.Value)];

    private string Elsewhere(string excerpt, Document document)
    {
        var other = documents.FirstOrDefault(d => d != document && Matcher(d).Find(excerpt) is not null);
        return other is null ? Nearest(excerpt, [document]) : $", but in {other.Name}";
    }

    private string Nearest(string excerpt, IReadOnlyList<Document> among)
    {
        var nearest = among.Select(d => (d.Name, Like: Matcher(d).Nearest(excerpt))).Where(n => n.Like is not null)
            .OrderByDescending(n => n.Like!.Value.Share).FirstOrDefault();
        return nearest.Like is { } like
            ? $"; the nearest{(among.Count > 1 ? $" is in {nearest.Name}:" : " is")} {Difference(excerpt, like.Passage)}"
            : "";
    }

    // Two passages that begin alike are told apart where they begin to differ.
    private static string Difference(string excerpt, string passage)
    {
        const int shown = 60;
        var (given, found) = (Line(excerpt), Line(passage));
        var same = given.Zip(found).TakeWhile(c => c.First == c.Second).Count();
        if (same < 20)
            return $"'{Short(passage)}'";
        var from = given.LastIndexOf(' ', Math.Min(same, given.Length - 1), Math.Min(same, given.Length - 1)) + 1;
        return $"the same up to '{Part(given, Math.Max(0, from - 30), from)}', then says '{Part(found, from, from + shown)}', where the "
            + $"excerpt says '{Part(given, from, from + shown)}'";

        static string Part(string text, int start, int end) =>
            (start > 0 ? "..." : "") + text[Math.Min(start, text.Length)..Math.Min(end, text.Length)]
            .Trim() + (end < text.Length ? "..." : "");
    }

    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private ExcerptMatcher Matcher(Document document)
    {
        if (!matchers.TryGetValue(document, out var matcher))
            matchers.Add(document, matcher = new ExcerptMatcher(document.Text));
        return matcher;
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 100 ? line : line[..97] + "...";
    }
}

/// <summary>Documents by the names that people give them: the path, the file name, or that without its extension.</summary>
internal sealed class DocumentNames
{
    private readonly IReadOnlyList<Document> documents;
    private readonly ILookup<string, Document> byName;

    public DocumentNames(IReadOnlyList<Document> documents)
    {
        this.documents = documents;
        byName = documents.SelectMany(d => Names(d.Name).Select(name => (name, d))).ToLookup(n => n.name, n => n.d);
    }

    /// <summary>The document of that name; null after saying why there is none.</summary>
    public Document? Find(string name, Action<string> refuse)
    {
        var wanted = name.Trim().Replace('\\', '/');
        var fitting = byName[wanted].ToList();
        var exact = fitting.FirstOrDefault(d => d.Name == wanted);
        if (exact is not null || fitting.Count == 1)
            return exact ?? fitting[0];
        refuse(fitting.Count > 1
            ? $"document: '{name}' fits {string.Join(" and ", fitting.Take(3).Select(d => d.Name))}; write the whole path"
            : $"document: '{name}' is not among the documents; {Spelling.Suggestion(name, [.. documents.Select(d => d.Name)])}");
        return null;
    }

    private static IEnumerable<string> Names(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        var dot = file.LastIndexOf('.');
        return new[] { path, file, dot > 0 ? file[..dot] : file }.Distinct();
    }
}
