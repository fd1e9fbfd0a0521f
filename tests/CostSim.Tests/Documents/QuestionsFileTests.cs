using CostSim.Documents;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Tests.Documents;

public sealed class QuestionsFileTests
{
    private static readonly Document Msa = new("legal/msa.md", "legal",
        "The Supplier shall deliver.\r\nThe \u201Cﬁrst\u201D pay-\nment is due within 30 days.\nEither party may terminate with 60 days notice.");

    private static readonly Document Nda = new("legal/nda.md", "legal", "Confidential means secret.\nEither party may terminate with 60 days notice.");

    [Fact]
    public void A_question_names_its_document_and_copies_its_evidence()
    {
        var set = Read("""{"id": "q1", "question": "Who delivers?", "document": "msa.md", "references": ["The Supplier shall deliver."], "group": "english"}""");

        var question = Assert.Single(set.Questions);
        Assert.Equal(("q1", "Who delivers?", "legal/msa.md", "english"), (question.Id, question.Text, question.Document, question.Group));
        Assert.Equal(new Passage("legal/msa.md", new TextRange(0, 27)), Assert.Single(question.References));
    }

    [Fact]
    public void An_excerpt_matches_up_to_line_ends_hyphens_ligatures_and_quotation_marks()
    {
        var set = Read("""{"id": "q1", "question": "When?", "document": "msa", "references": ["deliver.\nThe \"first\" payment   is due"]}""");

        var range = set.Questions[0].References[0].Range;
        Assert.Equal("deliver.\r\nThe \u201Cﬁrst\u201D pay-\nment is due", Msa.Text[range.Start..range.End]);
    }

    [Fact]
    public void Evidence_without_a_document_is_found_where_it_is()
    {
        var set = Read("""
            {"id": "q1", "question": "What is confidential?", "references": ["Confidential means secret."]}
            {"id": "q2", "question": "Both?", "references": ["Confidential means secret.", "The Supplier shall deliver."]}
            """);

        Assert.Equal("legal/nda.md", set.Questions[0].Document);
        Assert.Null(set.Questions[1].Document);
        Assert.Equal(["legal/nda.md", "legal/msa.md"], set.Questions[1].References.Select(r => r.Document));
    }

    [Fact]
    public void Questions_that_nobody_has_written_are_counted_and_ignored()
    {
        var set = Read("""
            {"id": "q1", "question": "", "document": "msa.md", "references": ["nowhere"]}
            {"id": "q2", "question": "Who?", "document": "msa.md", "references": ["The Supplier"]}
            """);

        Assert.Equal((1, 1), (set.Unwritten, set.Questions.Count));
    }

    [Fact]
    public void Every_error_of_the_file_comes_in_one_go_with_its_line()
    {
        var refused = Assert.Throws<InputException>(() => Read("""
            {"id": "q1", "question": "a", "document": "mas.md", "references": ["x"]}
            {"id": "q2", "question": "b", "document": "msa.md", "references": []}
            {"id": "q2", "question": "c", "document": "msa.md", "references": ["The Suplier shall deliver goods."]}
            {"question": "d", "references": ["Either party may terminate"]}
            {"id": "q5", "question": "e", "document": "msa.md", "references": ["Confidential means secret."]}
            {"id": "q6", "question": "f", "document": "msa.md", "refs": [1]
            {"id": "q7", "question": "g", "document": "msa.md", "references": ["The Supplier"], "grup": "x"}
            """));

        Assert.Equal(
        [
            "q.jsonl:1: error: document: 'mas.md' is not among the documents; known are legal/msa.md, legal/nda.md",
            "q.jsonl:2: error: references: question 'q2' has none; copy the passages that answer it from the document, or leave the question empty to ignore it",
            "q.jsonl:3: error: id: 'q2' is used twice (first on line 2); give each question one of its own",
            "q.jsonl:3: error: references: 'The Suplier shall deliver goods.' is not in legal/msa.md; the nearest is 'The Supplier shall deliver'; copy the passage from the document's own text",
            "q.jsonl:4: error: id: is missing; give each question one of its own, such as \"q1\"",
            "q.jsonl:4: error: references: 'Either party may terminate' is in 2 documents (legal/msa.md, legal/nda.md); name the one that is meant with 'document'",
            "q.jsonl:5: error: references: 'Confidential means secret.' is not in legal/msa.md, but in legal/nda.md; copy the passage from the document's own text",
            "q.jsonl:6:64: error: is not a JSON object on one line; check quotation marks, commas and brackets",
            "q.jsonl:7: error: unknown key 'grup'; did you mean 'group'?",
        ], refused.Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void A_table_gives_offsets_and_ids_by_row()
    {
        var csv = "question,references,corpus_id\n\"Who,\nthen?\",\"[{\"\"content\"\": \"\"The Supplier\"\", \"\"start_index\"\": 0, \"\"end_index\"\": 12}]\",msa\n"
            + "Where?,\"[{\"\"content\"\": \"\"secret.\"\", \"\"start_index\"\": 3, \"\"end_index\"\": 9}]\",nda\n";

        var set = QuestionsFile.Read("q.csv", new StringReader(csv), [Msa, Nda]);

        Assert.Equal(["1", "2"], set.Questions.Select(q => q.Id));
        Assert.Equal("Who,\nthen?", set.Questions[0].Text);
        Assert.Equal(new TextRange(0, 12), set.Questions[0].References[0].Range);
        // The offsets of the second are wrong; what was copied decides: "Confidential means " has 19 characters.
        Assert.Equal(new TextRange(19, 26), set.Questions[1].References[0].Range);
    }

    [Fact]
    public void Offsets_outside_the_document_are_refused_with_the_line_of_their_row()
    {
        var csv = "question,references,corpus_id\n\"Who,\nthen?\",\"[{\"\"start_index\"\": 0, \"\"end_index\"\": 12}]\",msa\nWhere?,\"[{\"\"start_index\"\": 60, \"\"end_index\"\": 99}]\",nda\n";

        var refused = Assert.Throws<InputException>(() => QuestionsFile.Read("q.csv", new StringReader(csv), [Msa, Nda]));

        Assert.Equal("q.csv:4: error: references: 60..99 must lie within the 74 characters of legal/nda.md; offsets are UTF-16 units of the extracted text, end exclusive", refused.Message);
    }

    private static QuestionSet Read(string lines) => QuestionsFile.Read("q.jsonl", new StringReader(lines), [Msa, Nda]);
}
