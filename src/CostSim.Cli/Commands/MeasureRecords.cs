using System.CommandLine;
using System.Text;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Tokens;

namespace CostSim.Cli.Commands;

/// <summary>
/// Counts the tokens of one field of every record of logs, block by block: parallel inside a block, in order, in constant memory.
/// </summary>
internal sealed class MeasureRecords
{
    private const int ErrorsAtMost = 20;

    private readonly IReadOnlyList<ITokenizer> tokenizers;
    private readonly IReadOnlyList<string> names;
    private readonly bool withIds;
    private readonly bool skipsErrors;
    private readonly Part[] parts;
    private readonly List<(string Name, TokenTotals Totals)> logs = [];
    private readonly TokenTotals all;
    private long skipped;
    private bool isFirst = true;

    // What a thread works with: its own reader, rows and sums of the part of the block that it counts.
    private sealed class Part(MeasureRows? rows, int tokenizers)
    {
        public IRecordReader Reader { get; set; } = null!;

        public MeasureRows? Rows { get; } = rows;

        public TokenTotals Totals { get; set; } = new(tokenizers);

        public List<InputError> Errors { get; } = [];

        public long Skipped { get; set; }
    }

    private MeasureRecords(ParseResult parsed, MeasureOptions options)
    {
        tokenizers = options.ReadTokenizers(parsed);
        names = [.. tokenizers.Select(t => t.Name)];
        (withIds, skipsErrors) = (options.WithIds(parsed), options.SkipsErrors(parsed));
        all = new TokenTotals(names.Count);
        var format = options.Format(parsed);
        var writesRows = format is "json" or "jsonl" or "csv" && options.Table(parsed) == "documents";
        MeasureRows? Rows() =>
            writesRows ? new MeasureRows(names, withIds, options.WithText(parsed), options.Keep(parsed), format == "csv") : null;
        parts = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Part(Rows(), names.Count))];
    }

    public static void Write(ParseResult parsed, MeasureOptions options, string field, TextWriter output,
        Progress progress, CancellationToken stop)
    {
        var logs = RecordLog.Find(options.Sources(parsed), ".", field, options.Keep(parsed));
        var work = new MeasureRecords(parsed, options);
        var format = options.Format(parsed);
        if (format == "json")
            output.Write("{\"records\": [\n");
        if (format == "csv" && work.parts[0].Rows is { } rows)
            output.Write(rows.Head(ofRecords: true));
        foreach (var open in logs)
        {
            using var log = open();
            work.Measure(log, output, format == "json" ? ",\n" : "\n", progress, stop);
        }

        progress.Done();
        work.WriteSums(format, output);
        if (work.skipped > 0)
            parsed.InvocationConfiguration.Error.WriteLine(
                $"warning: left out: {MeasureTables.Plural(work.skipped, "records")} that could not be read");
    }

    private void Measure(RecordLog log, TextWriter output, string between, Progress progress, CancellationToken stop)
    {
        var totals = new TokenTotals(names.Count);
        logs.Add((log.Shown, totals));
        Array.ForEach(parts, p => p.Reader = null!);
        while (log.Next() is { } block)
        {
            stop.ThrowIfCancellationRequested();
            Parallel.For(0, parts.Length, i =>
                Count(log, block, parts[i], block.Records.Count * i / parts.Length, block.Records.Count * (i + 1) / parts.Length));
            var errors = parts.SelectMany(p => p.Errors).Take(ErrorsAtMost).ToList();
            if (errors.Count > 0)
                throw new InputException(errors);
            foreach (var part in parts)
                Take(part, totals, output, between);
            progress.Say(FormattableString.Invariant($"{log.Shown}: record {block.FirstRecord + block.Records.Count:#,0}"));
        }

        all.Add(totals);
    }

    private void Count(RecordLog log, RecordBlock block, Part part, int from, int to)
    {
        part.Reader ??= log.NewReader();
        var counts = new long[tokenizers.Count];
        for (var i = from; i < to && part.Errors.Count < ErrorsAtMost; i++)
        {
            try
            {
                part.Reader.Read(block.Bytes.Span[block.Records[i]]);
            }
            catch (UnreadableException broken)
            {
                if (skipsErrors)
                    part.Skipped++;
                else
                    part.Errors.Add(new InputError(new Location(log.Shown, block.LineOf(i), 0), broken.Message));
                continue;
            }

            Count(log.Shown, block.FirstRecord + i, part, counts);
        }
    }

    private void Count(string shown, long record, Part part, long[] counts)
    {
        var text = part.Reader.Text;
        var ids = withIds ? Ids(text) : null;
        for (var k = 0; k < counts.Length; k++)
            counts[k] = ids?[k].Count ?? tokenizers[k].CountUtf8(text).Value;
        var size = TextSize.Of(text);
        part.Totals.Add(size, counts);
        part.Rows?.Write(new MeasuredRow
        {
            Path = shown,
            Record = record,
            Size = size,
            Tokens = counts,
            Ids = ids,
            Text = text,
            Kept = part.Reader.Kept
        });
    }

    private List<IReadOnlyList<int>> Ids(ReadOnlySpan<byte> text)
    {
        var decoded = Encoding.UTF8.GetString(text);
        return [.. tokenizers.Select(t => t.Encode(decoded))];
    }

    private void Take(Part part, TokenTotals totals, TextWriter output, string between)
    {
        totals.Add(part.Totals);
        part.Totals = new TokenTotals(names.Count);
        (skipped, part.Skipped) = (skipped + part.Skipped, 0);
        if (part.Rows is not { } rows || rows.Written.Length == 0)
            return;
        var lines = Encoding.UTF8.GetString(rows.Written);
        rows.Clear();
        // JSON separates records by commas; a record's own line ends are escaped.
        output.Write(between == "\n" ? lines : (isFirst ? "" : between) + lines[..^1].Replace("\n", between, StringComparison.Ordinal));
        isFirst = false;
    }

    private void WriteSums(string format, TextWriter output)
    {
        var table = MeasureTables.Groups("records", logs, all, names);
        if (format == "json")
        {
            output.Write("\n],\n\"logs\": ");
            PriceTables.Write(table, "json", output);
            output.Write("}\n");
        }
        else if (format == "md")
        {
            MarkdownReport.Write(table, output);
            MarkdownReport.Write(MeasureTables.Spread("records", all, names), output);
        }
        else if (format == "text")
        {
            output.Write(string.Join('\n', [.. TextTable.Lines(table), "", .. TextTable.Lines(MeasureTables.Spread("records", all, names))])
                + "\n");
        }
        else if (parts[0].Rows is null)
        {
            PriceTables.Write(table, format, output);
        }
    }
}
