using System.Text.Json;
using CostSim.Capacity;
using CostSim.Capacity.Replays;
using CostSim.Files;

namespace CostSim.Tests.Capacity;

/// <summary>Every policy of a limit, held against timelines that two separate exact programs agree on.</summary>
public sealed class ReplayTests
{
    private static readonly string Folder = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "capacity");

    private const string Header = "seq,t_arrival_ms,input_tokens,output_tokens,max_tokens,cached_tokens,class\n";

    public static TheoryData<string, string, string> Timelines
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var row in Rows("deterministic_cases.csv"))
                data.Add(row["case"], row["policy"], row["params_json"]);
            return data;
        }
    }

    public static TheoryData<string> Examples => [.. ReplayPolicies.All.Select(p => p.Example)];

    [Theory, MemberData(nameof(Timelines))]
    public void A_timeline_is_played_row_for_row(string name, string policy, string parameters)
    {
        var expected = Rows($"{name}_{policy}.csv");
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}_{policy}.csv"));

        var (_, _, arrivals) = ArrivalsFile.Read(name, new StringReader(text));
        var built = Policy($"policy: {policy}\n{string.Join('\n', JsonDocument.Parse(parameters).RootElement.EnumerateObject().Select(p => $"{p.Name}: {p.Value.GetRawText()}"))}");
        var played = built.Replay(arrivals);

        Assert.Equal(expected.Count, played.Count);
        for (var i = 0; i < played.Count; i++)
        {
            foreach (var (column, cell) in built.Columns.Zip(played[i]))
            {
                if (expected[i].TryGetValue($"expected_{column}", out var value))
                    Assert.Equal((i, column, Number(value)), (i, column, Number(cell ?? "")));
            }
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public void Every_policy_builds_from_its_example_and_plays_no_requests(string example) =>
        Assert.Empty(Policy(example).Replay([]));

    [Fact]
    public void A_bucket_of_one_says_exactly_when_it_is_full_again()
    {
        // 7 a minute: a request each 60,000 / 7 = 8,571.428571.. ms; the second comes after 1,000 of them.
        var rows = Play("policy: bucket_reject\nrpm: 7\nburst: 1", "1,0,1,1,1,0,realtime\n2,1000,1,1,1,0,realtime\n");

        Assert.Equal("429 - 7571.428571", rows[1]);
    }

    [Fact]
    public void A_client_that_honours_the_time_to_come_back_is_admitted_at_that_instant()
    {
        // The bucket of one refills in 8,571.43 ms; backoff alone would knock at 1,000, 3,000, 7,000 and give up.
        var rows = Play("policy: retry\nrpm: 7\nburst: 1\nbase_ms: 1000\ncap_ms: 8000\nmax_attempts: 2\nhonour_retry_after: true", "1,0,1,1,1,0,realtime\n2,0,1,1,1,0,realtime\n");

        Assert.Equal("ok 2 8571.428571", rows[1]);
    }

    [Fact]
    public void What_ends_makes_room_for_what_arrives_at_the_same_instant()
    {
        // One slot, 100 ms each: the second arrives as the first ends and starts at once.
        var rows = Play("policy: slots_timeout\nslots: 1\ntimeout_ms: 0\nttft_ms: 100\ntpot_ms: 0", "1,0,1,1,1,0,realtime\n2,100,1,1,1,0,realtime\n");

        Assert.Equal("ok 100 200", rows[1]);
    }

    [Fact]
    public void A_queued_request_starts_at_the_very_end_of_its_patience()
    {
        var rows = Play("policy: slots_timeout\nslots: 1\ntimeout_ms: 50\nttft_ms: 100\ntpot_ms: 0", "1,0,1,1,1,0,realtime\n2,50,1,1,1,0,realtime\n3,51,1,1,1,0,realtime\n");

        Assert.Equal("ok 100 200", rows[1]);
        // The third would wait until 200, but leaves at 51 + 50.
        Assert.Equal("timeout - 101", rows[2]);
    }

    [Fact]
    public void A_request_that_no_full_bucket_holds_leaves_the_queue_for_those_behind_it()
    {
        var rows = Play("policy: queue_rpm_tpm\nrpm: 60\ntpm: 1000", "1,0,900,1,200,0,realtime\n2,0,500,1,100,0,realtime\n");

        Assert.Equal("never - -", rows[0]);
        Assert.Equal("admit 0 0", rows[1]);
    }

    [Fact]
    public async Task Every_wrong_row_is_said_with_its_line()
    {
        var folder = Directory.CreateTempSubdirectory("costsim-replay").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.csv"), Header + "1,100,1,1,1,0,realtime\n2,50,1,x,1,0,realtime\n3,60,1,1,1,5,urgent\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "l.yaml"), "policy: bucket_reject\nrmp: 5\n");

        var answer = await Cli.Run("capacity", "--replay", Path.Combine(folder, "a.csv"), "--limits", Path.Combine(folder, "l.yaml"), "--format", "csv");

        Assert.Equal(1, answer.Exit);
        Assert.Empty(answer.Output);
        Assert.Contains("a.csv:3: error: t_arrival_ms: 50 comes before 100 of the row above", answer.Error, StringComparison.Ordinal);
        Assert.Contains("a.csv:3: error: output_tokens: must be a whole number of 0 or more, but is 'x'", answer.Error, StringComparison.Ordinal);
        Assert.Contains("a.csv:4: error: cached_tokens: 5 are more than the input_tokens (1)", answer.Error, StringComparison.Ordinal);
        Assert.Contains("a.csv:4: error: class: 'urgent' is not known", answer.Error, StringComparison.Ordinal);
        Assert.Contains("l.yaml:2:1: error: unknown key 'rmp'; did you mean 'rpm'?", answer.Error, StringComparison.OrdinalIgnoreCase);
        Directory.Delete(folder, true);
    }

    [Fact]
    public void Missing_columns_are_named_all_at_once()
    {
        var refused = Assert.Throws<InputException>(() => ArrivalsFile.Read("a.csv", new StringReader("seq,t_arrival_ms,input_tokens\n")));

        Assert.Equal(["output_tokens", "max_tokens", "cached_tokens", "class"], refused.Errors.Select(e => e.Message.Split(':')[0]));
    }

    [Fact]
    public void A_file_without_rows_replays_to_nothing() =>
        Assert.Empty(Play("policy: priority\nslots: 1\nttft_ms: 1\ntpot_ms: 1", ""));

    // Each row as one text; what does not apply is blank.
    private static List<string> Play(string limits, string rows) =>
        [.. Policy(limits).Replay(ArrivalsFile.Read("arrivals.csv", new StringReader(Header + rows)).Arrivals).Select(r => string.Join(' ', r.Select(c => c ?? "-")))];

    private static IReplayPolicy Policy(string yaml)
    {
        var map = new SettingsMap(Yaml.ReadMap("limits.yaml", new StringReader(yaml)), "", new Reading());
        var policy = ReplayPolicies.All.Build(map);
        map.Errors.ThrowIfAny();
        return policy!;
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var table = new CsvTable(file, new StreamReader(Path.Combine(Folder, file)));
        return [.. table.Rows().Select(r => table.Columns.Zip(r.Fields).ToDictionary(p => p.First, p => p.Second))];
    }

    // 1337.500000 and 1337.5 are one number.
    private static string Number(string cell) =>
        decimal.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value.ToString("0.######", System.Globalization.CultureInfo.InvariantCulture) : cell;
}
