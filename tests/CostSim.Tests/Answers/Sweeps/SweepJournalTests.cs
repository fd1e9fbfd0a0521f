using CostSim.Answers;
using CostSim.Reports;

namespace CostSim.Tests.Answers;

public sealed class SweepJournalTests : IDisposable
{
    private static readonly SweepHead Head = new()
    {
        Version = "1",
        Scenario = "s",
        Hash = "h",
        Seed = 1,
        Points = 10,
        Paths = ["x"],
        Currency = "USD",
        Columns = [new Column("design", "design", Unit.Text)],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-journal-").FullName;

    private string File => System.IO.Path.Combine(folder, "sweep.journal");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static SweepRecord Record(int number) => new(number, $"p{number}", [$"{number}"]) { Designs = [["ünï,\"q\"\n", 0.1 + 0.2, Cell.None]] };

    private void Write(params int[] numbers)
    {
        using var journal = SweepJournal.Open(File, Head, resume: true);
        foreach (var number in numbers)
            journal.Add(Record(number));
    }

    [Fact]
    public void Records_come_back_in_order_with_every_digit()
    {
        Write(7, 3);

        using var journal = SweepJournal.Open(File, Head, resume: true);

        var records = journal.InOrder().ToList();
        Assert.Equal([3, 7], records.Select(r => r.Number));
        Assert.Equal(["ünï,\"q\"\n", 0.1 + 0.2, null], records[0].Designs[0].Select(c => c.Value));
    }

    [Fact]
    public void Whatever_byte_the_power_fails_at_only_whole_records_are_read_and_the_rest_can_be_added_again()
    {
        Write(0, 1, 2);
        var whole = System.IO.File.ReadAllBytes(File);
        var ends = whole.Select((b, i) => (b, i)).Where(b => b.b == '\n').Select(b => b.i + 1).ToList();
        for (var length = 0; length <= whole.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);

            using (var journal = SweepJournal.Open(File, Head, resume: true))
            {
                Assert.Equal(Math.Max(0, ends.Count(e => e <= length) - 1), journal.Done.Count);
                journal.Add(Record(9));
            }

            using var again = SweepJournal.Open(File, Head, resume: true);
            Assert.Contains(9, again.Done);
        }
    }

    [Fact]
    public void A_changed_byte_is_no_result()
    {
        Write(0, 1, 2);
        var bytes = System.IO.File.ReadAllBytes(File);
        var last = bytes.ToList().LastIndexOf((byte)'3');
        bytes[last] = (byte)'4';
        System.IO.File.WriteAllBytes(File, bytes);

        using var journal = SweepJournal.Open(File, Head, resume: true);

        Assert.Equal(2, journal.Done.Count);
    }

    [Fact]
    public void An_unfinished_sweep_is_not_begun_again_by_mistake() =>
        Assert.Contains("go on with --resume", Refused(Head, resume: false), StringComparison.Ordinal);

    [Fact]
    public void Points_of_another_scenario_seed_or_version_are_not_gone_on_with()
    {
        Assert.Contains("has seed 1, not 2", Refused(Head with { Seed = 2 }), StringComparison.Ordinal);
        Assert.Contains("version 1", Refused(Head with { Version = "2" }), StringComparison.Ordinal);
        Assert.Contains("another state of the scenario", Refused(Head with { Hash = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_cannot_write_to_one_folder()
    {
        using var first = SweepJournal.Open(File, Head, resume: false);

        Assert.Contains("in use by another costsim", Assert.Throws<IOException>(() => SweepJournal.Open(File, Head, resume: true)).Message, StringComparison.Ordinal);
    }

    private string Refused(SweepHead head, bool resume = true)
    {
        Write(0, 1);
        return Assert.Throws<IOException>(() => SweepJournal.Open(File, head, resume).Dispose()).Message;
    }
}
