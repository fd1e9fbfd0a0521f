using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Reads the workloads: one for each of <c>classes</c>, else one from the top level.</summary>
internal static class WorkloadReader
{
    private static readonly string[] Sections = ["traffic", "requests", "reliability"];
    private static readonly string[] Wholes = ["documents", "questions", "popularity", "asked", "question", "churn"];

    // Where a question's length is not measured: a sentence or two.
    private const int UsualQuestion = 40;

    public static IReadOnlyList<(Workload Workload, SettingsMap Map, InputScope Scope)> Read(ScenarioReading reading,
        SettingsMap root, PriceTerms terms)
    {
        if (root.Map("classes") is not { } classes)
            return [(Read(reading, root, "", reading.Top), root, reading.Top)];
        if (classes.Node.Entries.Count == 0)
            root.Refuse("classes", "has no class; name one, or leave the key out");
        // What the classes share is read with each of them.
        foreach (var key in Sections.Concat(Wholes))
            _ = root.Find(key);
        return [.. classes.Keys.ToList().Select(name => ReadClass(reading, root, classes, terms, name))
            .OfType<(Workload, SettingsMap, InputScope)>()];
    }

    private static (Workload, SettingsMap, InputScope)? ReadClass(ScenarioReading reading, SettingsMap root, SettingsMap classes,
        PriceTerms terms, string name)
    {
        if (classes.Map(name) is not { } own)
            return null;
        var merged = own.Node;
        foreach (var section in Sections)
        {
            if ((root.Node.Find(section), own.Node.Find(section)) is (MapNode common, var mine) && mine is null or MapNode)
                merged = merged.With(section, (mine ?? common).At, mine is MapNode map ? map.Over(common) : common);
        }

        foreach (var whole in Wholes.Where(w => own.Node.Find(w) is null && root.Node.Find(w) is not null))
            merged = merged.With(whole, root.Node.Find(whole)!.At, root.Node.Find(whole)!);
        var scope = reading.Top with { Class = name, IsOwn = path => Stands(own.Node, InputScope.Identity(path, root.Reading.Names)) };
        var mapped = new SettingsMap(merged, classes.PathOf(name), root.Reading);
        var workload = Read(reading, mapped, name, scope);
        if (mapped.Map("prices") is { } prices)
            workload = WithPrices(reading, workload, prices, terms, scope);
        mapped.RejectUnread();
        return (workload, mapped, scope);
    }

    // Date, book and contract are the scenario's; a class has only what it types itself.
    private static Workload WithPrices(ScenarioReading reading, Workload workload, SettingsMap prices, PriceTerms terms, InputScope scope)
    {
        var inline = prices.Map("inline") is { } typed ? InlinePrices.Read(typed) : null;
        var changes = prices.Has("change") ? PriceTermsReader.Changes(reading, prices, scope).ToList() : null;
        prices.RejectUnread();
        return workload with
        {
            Prices = inline is null ? null : terms.ScheduleOf(inline, new PriceQuestion(""), reading.Calendar),
            PriceChanges = changes
        };
    }

    // Whether a class writes a key itself: as far as its own maps follow the path.
    private static bool Stands(SettingsNode node, string path)
    {
        foreach (var step in path.Split('.', '['))
        {
            if (node is not MapNode map)
                return true;
            if (map.Find(step) is not { } next)
                return false;
            node = next;
        }

        return true;
    }

    private static Workload Read(ScenarioReading reading, SettingsMap map, string name, InputScope scope)
    {
        var traffic = map.Map("traffic");
        if (traffic is null && !map.Has("traffic"))
            map.Errors.Add(map.At, "traffic: is missing; give at least 'traffic: { requests_per_day: 2_000 }'");
        var typed = map.Map("requests");
        if (typed is not null && map.Has("documents"))
            map.Refuse("requests", "cannot be combined with documents; lengths are either typed or measured");
        if (typed is null && !map.Has("requests") && !map.Has("documents"))
            map.Errors.Add(map.At, "documents: is missing; name files or folders, or type the lengths under requests");
        var workload = new Workload
        {
            Name = name,
            Sessions = SessionsOf(traffic),
            Traffic = traffic is null ? new Traffic { Level = Parameter.One } : TrafficReader.Read(traffic, scope, reading.Calendar,
                (file, offset) => reading.Files.Log(file, offset, reading.Reading)),
            Reliability = ReliabilityReader.Read(reading, map.Map("reliability"), scope),
            Typed = typed is null ? null : Typed(typed, scope),
            Churn = Quantities.Read(map, "churn", QuantityKind.Share, scope, absent: 0),
        };
        workload = WithAsked(map, workload);
        traffic?.RejectUnread();
        return map.Find("documents") is { } documents ? WithDocuments(reading, map, workload, documents) : workload;
    }

    private static Workload WithAsked(SettingsMap map, Workload workload)
    {
        if (map.Map("asked") is not { } asked)
            return workload with { AboutIsAssumed = true };
        var about = asked.OneOf("about", ["document", "collection"]);
        asked.RejectUnread();
        if (!map.Has("documents"))
            map.Refuse("asked", "needs documents: typed lengths have none that a question could be about; leave it out");
        return workload with { About = about == "collection" ? AskedAbout.Collection : AskedAbout.Document };
    }

    private static Workload WithDocuments(ScenarioReading reading, SettingsMap map, Workload workload, SettingsNode documents)
    {
        var corpus = reading.Files.Documents(documents, reading.Reading);
        var questionsAt = DataFile.Read(map, "questions", ["question", "references", "document", "id", "group"]);
        var popularityAt = map.Find("popularity");
        var typical = map.Tokens("question", absent: UsualQuestion.Tokens);
        if (corpus is null)
            return workload;
        map.Record("documents", FormattableString.Invariant($"{corpus.Documents.Count} documents"), Origin.Measured, documents.Text);
        var set = questionsAt is { } file ? reading.Files.Questions(file, corpus.Documents, reading.Reading) : QuestionSet.None;
        var questions = set.Questions;
        var popularity = PopularityReader.Read(reading, map, popularityAt, corpus.Documents, questions.Count > 0);
        return workload with
        {
            Corpus = corpus,
            Questions = questions,
            UnwrittenQuestions = set.Unwritten,
            LeftOutQuestions = set.LeftOut,
            Asked = reading.Errors.Count > 0 ? [] : AskedQuestion.Spread(corpus.Documents, questions, popularity.Shares),
            RankShares = popularity.RankShares,
            TypicalQuestion = typical,
            SampleOf = corpus.SampleOf,
        };
    }

    private static Sessions SessionsOf(SettingsMap? traffic)
    {
        if (traffic?.Map("sessions") is not { } sessions)
        {
            traffic?.Record("sessions", "none: every request comes alone", Origin.Default);
            return Sessions.None;
        }

        var read = new Sessions(sessions.Number("requests", min: 1, max: 10_000), GapLaw.Read(sessions, "gap"));
        sessions.RejectUnread();
        return read;
    }

    private static TypedLengths Typed(SettingsMap map, InputScope scope)
    {
        var output = Quantities.ReadLaw(map, "output", QuantityKind.Size, scope, absent: 0);
        var correlation = map.Number("correlation", 0, -1, 1);
        if (map.Has("input") && (map.Has("context") || map.Has("question")))
            map.Refuse("input", "is the whole prompt and cannot be combined with context or question; keep one form");
        var whole = map.Has("input") || !(map.Has("context") || map.Has("question"));
        var input = whole ? Quantities.ReadLaw(map, "input", QuantityKind.Size, scope) : Quantities.ReadLaw(map, "context",
            QuantityKind.Size, scope, absent: 0);
        var question = whole ? TokenCount.Zero : map.Tokens("question", absent: TokenCount.Zero);
        double? daySpread = map.Has("day_spread") ? (double)map.Share("day_spread").Value : null;
        var image = map.Map("image") is { } given ? Image(given) : null;
        map.RejectUnread();
        return new TypedLengths(input, question, output, correlation) { IncludesPrompt = whole, DaySpread = daySpread, Image = image };
    }

    private static ImageOfARequest Image(SettingsMap map)
    {
        const int most = 100_000;
        foreach (var side in new[] { "width", "height" }.Where(s => !map.Has(s)))
            map.Errors.Add(map.At, $"{map.PathOf(side)}: is missing: the tokens of an image depend on its size in pixels");
        var image = new ImageOfARequest(
            map.Whole("width", absent: 1, min: 1, max: most), map.Whole("height", absent: 1, min: 1, max: most),
            map.OneOf("detail", ["high", "low"], absent: "high") == "low" ? ImageDetail.Low : ImageDetail.High,
            map.Whole("count", absent: 1, min: 1, max: 10_000));
        map.RejectUnread();
        return image;
    }
}
