using System.Globalization;
using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Reads <c>reliability</c>: retries, wrong answers, and what sends an answer to a person.</summary>
internal static class ReliabilityReader
{
    public static Reliability Read(ScenarioReading reading, SettingsMap? map, InputScope scope)
    {
        if (map is null)
            return Reliability.None;
        var reliability = Reliability.None with
        {
            Attempts = Attempts(map, scope),
            FreshOutput = FreshOutput(map),
            WrongAnswers = WrongAnswers(map, scope),
            PerWrongAnswer = reading.Amount(map, "per_wrong_answer", scope),
            Reviews = [.. Reviews(reading, map, scope)],
        };
        // More looks than answers: every trigger looks at an answer at most once.
        if (reliability.Reviews.Count > 1 && reliability.Reviews.Sum(r => r.Share.Expected()) is var looks and > 1)
            map.Refuse("review",
                string.Create(CultureInfo.InvariantCulture,
                    $"shares must sum to at most 100 % of all answers, but sum to {looks * 100:0.#} %; lower the shares, or join triggers "
                    + $"that look at the same answers"));
        map.RejectUnread();
        return reliability;
    }

    private static IReadOnlyList<Parameter> Attempts(SettingsMap map, InputScope scope)
    {
        if (!map.Has("attempts"))
        {
            var retries = Quantities.Read(map, "retries", QuantityKind.Share, scope, absent: 0);
            return retries.IsConstant && retries.Value == 0 ? [Parameter.One] : [retries.OneMinus, retries];
        }

        if (map.Has("retries"))
            map.Refuse("attempts", "cannot be combined with retries; keep one of them");
        var shares = new List<double>();
        foreach (var item in map.List("attempts"))
        {
            if (!Numbers.TryDouble(item.Text, out var share) || share is < 0 or > 1)
                map.Errors.Add(item.At, $"attempts: must be shares between 0 and 100 %, but one is '{item.Text}'");
            shares.Add(share);
        }

        if (Math.Abs(shares.Sum() - 1) > 1e-9)
            map.Refuse("attempts",
                string.Create(CultureInfo.InvariantCulture,
                    $"must sum to 1 (the shares of requests with one, two, three paid attempts), but sum to {shares.Sum():0.######}"));
        map.Record("attempts", map.Find("attempts")!.Text, Origin.Typed);
        return [.. shares.Select(Parameter.Of)];
    }

    private static bool FreshOutput(SettingsMap map)
    {
        if (map.Map("repeat") is not { } repeat)
            return false;
        _ = repeat.OneOf("input", ["same"], "same");
        var fresh = repeat.OneOf("output", ["same", "fresh"], "same") == "fresh";
        repeat.RejectUnread();
        return fresh;
    }

    private static WrongAnswers? WrongAnswers(SettingsMap map, InputScope scope)
    {
        if (!map.Has("wrong_answers"))
            return null;
        if (map.Find("wrong_answers") is not MapNode node || !node.Entries.Any(e => e.Key is "found" or "missed"))
        {
            var share = Quantities.Read(map, "wrong_answers", QuantityKind.Share, scope);
            return new WrongAnswers(share, share);
        }

        var both = map.Map("wrong_answers")!;
        var wrong = new WrongAnswers(Quantities.Read(both, "found", QuantityKind.Share, scope),
            Quantities.Read(both, "missed", QuantityKind.Share, scope))
        { Overlooking = OverlookingOf(both) };
        both.RejectUnread();
        return wrong;
    }

    private static Overlooking? OverlookingOf(SettingsMap map)
    {
        if (map.Map("overlooked") is not { } overlooked)
            return null;
        var assumed = new Overlooking(ShareOf("per_10k_tokens"), ShareOf("in_the_middle"), overlooked.Text("source", ""));
        if (!overlooked.Has("per_10k_tokens") && !overlooked.Has("in_the_middle"))
            map.Refuse("overlooked", "must say how much goes unused: per_10k_tokens, in_the_middle, or both");
        if (assumed.Source.Length == 0)
            map.Refuse("overlooked",
                "must say where its figure comes from, as in { per_10k_tokens: 1%, source: \"our evaluation of 2026-10\" }: it changes "
                + "which design is recommended");
        overlooked.RejectUnread();
        return assumed;

        double ShareOf(string key) => overlooked.Has(key) ? overlooked.Share(key).Value : 0;
    }

    private static IEnumerable<ReviewTrigger> Reviews(ScenarioReading reading, SettingsMap map, InputScope scope)
    {
        var nodes = map.List("review");
        for (var i = 0; i < nodes.Count; i++)
        {
            var path = map.PathOf(nodes.Count == 1 ? "review" : FormattableString.Invariant($"review[{i}]"));
            if (nodes[i] is not MapNode node)
            {
                map.Errors.Add(nodes[i].At,
                    $"review: must be keys and values such as {{ share: 5%, minutes: 4, usd_per_hour: 30 }}, but is '{nodes[i].Text}'");
                continue;
            }

            var review = new SettingsMap(node, path, map.Reading);
            var share = Quantities.Read(review, "share", QuantityKind.Share, scope);
            yield return new ReviewTrigger(
                review.Text("trigger", nodes.Count == 1 ? "review" : FormattableString.Invariant($"review {i + 1}")),
                share,
                review.Has("catches") ? Quantities.Read(review, "catches", QuantityKind.Share, scope) : share,
                Quantities.Read(review, "minutes", QuantityKind.Size, scope),
                reading.Needed(review, "per_hour", scope));
            review.RejectUnread();
        }
    }
}
