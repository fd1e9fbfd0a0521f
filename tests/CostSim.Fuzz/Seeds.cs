using System.IO.Compression;
using System.Text;

namespace CostSim.Fuzz;

/// <summary>A valid file of one kind: its name in the working folder, its content, and the command that reads it.</summary>
internal sealed record Seed(string Kind, string File, byte[] Content, params string[] Command);

/// <summary>The files that are mutated, several of a kind, and what lies next to them.</summary>
internal static class Seeds
{
    private const string Plain = """
        scenario: small
        start: 2027-01-01
        months: 2
        requests: { input: { mean: 2_500, cv: 0.6 }, output: { mean: 300 to 500, cv: 0.8 } }
        prices: { inline: { input_usd_per_mtok: 2.5, cache_read_usd_per_mtok: 0.25, output_usd_per_mtok: 10 }, overlay: overlay.yaml }
        designs: { a: {}, b: { like: a, cache: { hit_rate: 50%, share: 70% } } }
        traffic: { requests_per_day: 1_000, growth_per_month: 1% to 3%, weekdays: [1, 1, 1, 1, 1, 0.4, 0.3], day_factor: { gamma: { mean: 1, cv: 0.3 } } }
        reliability: { retries: 1% to 3%, wrong_answers: 2%, review: [{ share: 5%, catches: 60%, minutes: 2, usd_per_hour: 30 }] }
        monthly: [{ name: database, usd: 70 }]
        budget: { usd_per_month: 900, confidence: 90% }
        tags: { cost_center: A1 }
        notes: { budget: from the plan }
        simulation: { trials: 256, seed: 7 }
        """;

    private const string Documents = """
        start: 2027-01-01
        months: 2
        documents: [documents]
        questions: questions.jsonl
        prices: { as_of: 2026-11-01 }
        designs:
          full: { model: openai/gpt-4o, system: 200, context: whole-document, answer: { mean: 300, cv: 0.5 }, cache: { prefix: [system], ttl: 5m } }
          rag: { like: full, context: { kind: top-chunks, k: 1, chunker: { kind: recursive, size: 40 }, retriever: bm25 } }
        traffic: { requests_per_day: 200, sessions: { requests: 3, gap: 2m } }
        simulation: { trials: 256, seed: 7 }
        """;

    private const string Limited = """
        start: 2027-01-01
        months: 1
        requests: { input: 2_500, output: { mean: 450, cv: 0.8 } }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        designs: { production: {} }
        traffic: { requests_per_day: 300, hours: office, counts: typical }
        limits: { rpm: 50, tpm: 80_000 }
        latency: { ttft_ms: 600, tpot_ms: 15, timeout: 60s }
        failures: { errors: 1% }
        policies: { retry: {}, queue: { max_wait: 2m }, fallback: { fallback: { model: second, inline: { input_usd_per_mtok: 3, output_usd_per_mtok: 15 } } } }
        target: 429s <= 1%, p95 <= 20s
        simulation: { trials: 256 }
        """;

    private const string Overlay = """
        negotiated: [{ name: n, factor: 0.85 }]
        discounts: [{ name: d, rate: 5% }]
        volume_discounts: [{ name: v, steps: [{ above_usd: 1_000, rate: 5% }] }]
        minimums: [{ name: m, usd_per_month: 50 }]
        commitments: [{ name: c, usd: 500, from: 2027-01-01, to: 2027-03-01 }]
        credits: [{ name: k, usd: 100 }]
        """;

    private const string Book = """
        provider: acme
        records:
          - id: acme:one:2026-01-01:standard
            model: one
            effective_from: 2026-01-01
            recorded_on: 2026-01-01
            status: in_force
            service_tier: standard
            region: global
            input_usd_per_mtok: 2.5
            output_usd_per_mtok: 10
            source: https://example.org/prices
            confidence: high
        """;

    private const string Questions = """
        {"id": "q1", "question": "What is the term?", "document": "lease.md", "references": ["The term is five years."]}
        {"id": "q2", "question": "When is rent due?", "document": "lease.md", "references": [{"content": "payable monthly in advance", "start_index": 46, "end_index": 72}], "group": "a"}
        """;

    private const string Lease = "# Lease\n\nThe term is five years. The rent is payable monthly in advance.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [one](x)\n  - two\n";

    /// <summary>Writes what the commands need besides the mutated file.</summary>
    public static void Lay(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "documents"));
        Directory.CreateDirectory(Path.Combine(folder, "book"));
        foreach (var (name, text) in new[] { ("scenario.yaml", Plain), ("overlay.yaml", Overlay), ("questions.jsonl", Questions), ("documents/lease.md", Lease), ("book/acme.yaml", Book) })
            File.WriteAllText(Path.Combine(folder, name), text);
    }

    public static IReadOnlyList<Seed> All(string folder)
    {
        string At(string name) => Path.Combine(folder, name);
        string[] run = ["run", At("scenario.yaml"), "--store", "off", "-q", "-o", At("out"), "--threads", "1"];
        return
        [
            new("scenario", "scenario.yaml", Utf8(Plain), run),
            new("scenario", "scenario.yaml", Utf8(Documents), run),
            new("scenario", "scenario.yaml", Utf8(Limited), run),
            new("capacity", "scenario.yaml", Utf8(Limited), "capacity", At("scenario.yaml"), "-q", "--threads", "1"),
            new("overlay", "overlay.yaml", Utf8(Overlay), run),
            new("book", "book/acme.yaml", Utf8(Book), "prices", "list", "--prices", At("book")),
            new("book", "table.json", Utf8("""{"gpt-x":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":2.5e-06,"output_cost_per_token":1e-05,"max_input_tokens":1000}}"""), "prices", "import", "litellm", At("table.json"), "--as-of", "2026-11-25"),
            new("questions", "questions.jsonl", Utf8(Questions), "measure", At("documents"), "--store", "off", "--chunker", "recursive", "--questions", At("questions.jsonl"), "-q"),
            new("points", "points.csv", Utf8("traffic.requests_per_day,designs.a.reasoning\n100,0\n200,10\n"), "run", At("scenario.yaml"), "--points", At("points.csv"), "--store", "off", "-q", "-o", "-", "--format", "csv"),
            new("tokenizer", "tokenizer.json", Utf8(Tokenizer()), "measure", At("documents"), "--store", "off", "--tokenizer", At("tokenizer.json"), "-q"),
            .. Logs().Select(l => new Seed("logs", l.Name, Utf8(l.Text), ["fit", At(l.Name), .. l.Options])),
            .. Papers().Select(p => new Seed("documents", p.Name, p.Content, "measure", At(p.Name), "--store", "off", "-q")),
            new("arrivals", "arrivals.csv", Utf8("seq,t_arrival_ms,input_tokens,output_tokens,max_tokens,cached_tokens,class\n1,0,682,150,800,0,realtime\n2,120.5,682,150,800,100,batch\n"), "capacity", "--replay", At("arrivals.csv"), "--limits", At("limits.yaml"), "--format", "csv"),
            new("arrivals", "limits.yaml", Utf8("policy: bucket_reject\nrpm: 60\nburst: 10\n"), "capacity", "--replay", At("arrivals.csv"), "--limits", At("limits.yaml"), "--format", "csv"),
            .. File.Exists(At("kept/forecast.json")) ? [new Seed("forecast", "altered/forecast.json", File.ReadAllBytes(At("kept/forecast.json")), "report", At("altered/forecast.json"))] : Array.Empty<Seed>(),
            .. File.Exists(At("kept/shard-1-of-2.trials")) ? [new Seed("shards", "altered/shard-1-of-2.trials", File.ReadAllBytes(At("kept/shard-1-of-2.trials")), "merge", At("altered"), "-o", At("out"), "-q")] : Array.Empty<Seed>(),
        ];
    }

    private static IEnumerable<(string Name, string Text, string[] Options)> Logs() =>
    [
        ("log.csv", "time,input_tokens,output_tokens,cached_tokens,model\n2026-10-01T10:00:00Z,1000,20,0,gpt-4o\n2026-10-01T11:00:00Z,1500,30,500,gpt-4o\n2026-10-02T09:00:00Z,900,25,0,gpt-4o\n", []),
        ("log.jsonl", """
            {"request_id":"a","startTime":"2026-10-01T10:00:00Z","prompt_tokens":1000,"completion_tokens":20,"spend":0.003,"model":"gpt-4o","messages":"hi","status":"success"}
            {"request_id":"b","startTime":"2026-10-02T10:00:00Z","prompt_tokens":1200,"completion_tokens":40,"spend":0.004,"model":"gpt-4o","messages":"hi","status":"success"}
            """, []),
        ("openai.json", """{"object":"page","data":[{"object":"bucket","start_time":1767225600,"end_time":1767312000,"results":[{"object":"organization.usage.completions.result","input_tokens":1000,"output_tokens":500,"input_cached_tokens":800,"num_model_requests":5,"model":"gpt-4o"}]}]}""", []),
        ("anthropic.json", """{"data":[{"starting_at":"2026-01-01T00:00:00Z","ending_at":"2026-01-02T00:00:00Z","results":[{"uncached_input_tokens":700,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":0},"cache_read_input_tokens":5,"output_tokens":50,"model":"claude-sonnet-4-5"}]}]}""", ["--tokens-per-request", "3_000"]),
        ("focus.csv", "BillingCurrency,BilledCost,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ServiceName,SkuMeter\nUSD,1.25,Usage,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,1000000,Tokens,OpenAI,input\nUSD,10,Usage,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,1000000,Tokens,OpenAI,output\n", ["--tokens-per-request", "3_000"]),
    ];

    private static IEnumerable<(string Name, byte[] Content)> Papers() =>
    [
        ("doc.md", Utf8(Lease)), ("doc.txt", Utf8("The term is five years.\nRent is due.\n")), ("doc.html", Utf8("<!doctype html><title>t</title><h1>Lease</h1><p>The <b>term</b> is five years.<table><tr><td>1<td>2</table>")),
        ("doc.csv", Utf8("a,b\n1,\"x, y\"\n2,z\n")), ("doc.json", Utf8("{\"a\":[1,2,{\"b\":\"text\"}]}")), ("doc.jsonl", Utf8("{\"a\":1}\n{\"a\":2}\n")), ("doc.xml", Utf8("<a><b>text</b></a>")),
        ("doc.docx", Package(("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""), ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""), ("word/document.xml", """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>The term is five years.</w:t></w:r></w:p></w:body></w:document>"""))),
        ("doc.xlsx", Package(("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""), ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""), ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>"""), ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""), ("xl/worksheets/sheet1.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>"""))),
        ("doc.pdf", Pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            "<</Length 46>>\nstream\nBT /F1 12 Tf 20 100 Td (The term is five) Tj ET\nendstream")),
    ];

    private static byte[] Package(params (string Name, string Text)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                // Not compressed, so that a changed byte is a changed letter as often as a broken package.
                using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                part.Write(Utf8(text));
            }
        }

        return bytes.ToArray();
    }

    private static string Tokenizer()
    {
        var text = new StringBuilder("""{"version":"1.0","added_tokens":[{"id":300,"content":"<x>","special":false}],"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"use_regex":true},"model":{"type":"BPE","vocab":{""");
        var shown = Enumerable.Range(0, 256).Select(b => b is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE ? (char)b : (char)0).ToArray();
        for (int b = 0, next = 0x100; b < 256; b++)
            shown[b] = shown[b] == 0 ? (char)next++ : shown[b];
        for (var b = 0; b < 256; b++)
            text.Append(System.Text.Json.JsonSerializer.Serialize(shown[b].ToString())).Append(':').Append(b).Append(',');
        return text.Append("""
            "th":256,"the":257},"merges":["t h","th e"]}}
            """).ToString();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    // The objects with their cross-reference table, without which a PDF is not readable.
    private static byte[] Pdf(params string[] objects)
    {
        var text = new System.Text.StringBuilder("%PDF-1.4\n");
        var table = new System.Text.StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{text.Length:0000000000} 00000 n \n");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var start = text.Length;
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n{table}trailer\n<</Root 1 0 R/Size {objects.Length + 1}>>\nstartxref\n{start}\n%%EOF\n");
        return Utf8(text.ToString());
    }
}
