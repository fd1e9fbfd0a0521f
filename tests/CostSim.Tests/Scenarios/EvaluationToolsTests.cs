using CostSim.Documents;
using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>Questions and results as evaluation tools write them. The files are small ones of our own in the tools' published forms.</summary>
public sealed class EvaluationToolsTests : IDisposable
{
    private const string Rent = "The rent is 2,400 ringgit a month and is due on the first working day.";
    private const string Receipts = "Receipts are kept for seven years and handed in each month.";

    private static readonly Document[] Documents =
        [Sample.Document("lease.md", $"# Lease\n\n{Rent}\n"), Sample.Document("policy.md", $"Travel policy.\n\nIt's strict. {Receipts}\n")];

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-tools-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Ragas_test_sets_are_read_as_lines_of_json()
    {
        var set = Read("ragas.jsonl", $$"""
            {"user_input": "What is the rent?", "reference_contexts": ["{{Rent}}"], "reference": "2,400 ringgit", "synthesizer_name": "single_hop"}
            {"user_input": "Rent and receipts?", "reference_contexts": ["<1-hop>\n\n{{Rent}}", "<2-hop>\n\n{{Receipts}}"], "reference": "..."}
            """);

        Assert.Equal(["What is the rent?", "Rent and receipts?"], set.Questions.Select(q => q.Text));
        // Nobody names a document: the first question's evidence is in one, the second one's in two.
        Assert.Equal(["lease.md", null], set.Questions.Select(q => q.Document));
        Assert.All(set.Questions, q => Assert.False(q.IsDocumentNamed));
        Assert.Equal([1, 2], set.Questions.Select(q => q.References.Count));
        Assert.Empty(set.LeftOut);
    }

    [Fact]
    public void Ragas_tables_hold_python_lists()
    {
        var set = Read("ragas.csv", $"user_input,reference_contexts,reference\nHow long?,\"['It\\'s strict. {Receipts}']\",seven years\nWhat rent?,\"[\"\"{Rent}\"\"]\",2400\n");

        Assert.Equal(["policy.md", "lease.md"], set.Questions.Select(q => q.References.Single().Document));
    }

    [Theory]
    [InlineData("['a', \"b's\", 'c\\'d', 'e\\nf', '\\u00e9']", "a|b's|c'd|e\nf|é")]
    [InlineData("[]", "")]
    public void Python_lists_are_read_as_python_prints_them(string text, string items) => Assert.Equal(items, string.Join('|', PythonList.Read(text)!));

    [Theory]
    [InlineData("['a', b]")]
    [InlineData("['a'")]
    [InlineData("['a'] and more")]
    [InlineData("a")]
    public void What_is_no_python_list_is_none(string text) => Assert.Null(PythonList.Read(text));

    [Fact]
    public void Promptfoo_tests_are_read_from_its_yaml()
    {
        var set = Read("promptfooconfig.yaml", $$"""
            prompts: [file://prompt.txt]
            providers: [openai:gpt-4o]
            tests:
              - description: rent
                vars: { question: What is the rent?, document: lease.md }
                assert:
                  - { type: context-recall, value: "{{Rent}}", threshold: 0.9 }
              - vars: { query: How long are receipts kept? }
                metadata: { references: ["{{Receipts}}"] }
              - vars: { question: What is the deposit? }
                assert: [{ type: contains, value: deposit }]
            """);

        Assert.Equal(["rent", "2"], set.Questions.Select(q => q.Id));
        Assert.Equal([true, false], set.Questions.Select(q => q.IsDocumentNamed));
        // The third test says nothing of its evidence, and is named with its line.
        Assert.StartsWith("promptfooconfig.yaml:10: left out: references: question '3' has none", Assert.Single(set.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void LangSmith_datasets_and_evals_are_read_from_their_lines()
    {
        var smith = Read("dataset.jsonl", $$$"""
            {"id": "a1", "inputs": {"question": "What is the rent?"}, "outputs": {"answer": "2,400", "contexts": [{"page_content": "{{{Rent}}}"}]}, "metadata": {"document": "lease.md"}}
            """);
        var evals = Read("samples.jsonl", $$"""
            {"input": [{"role": "system", "content": "Answer from the policy."}, {"role": "user", "content": "How long are receipts kept?"}], "ideal": "{{Receipts}}"}
            {"input": [{"role": "user", "content": "And the deposit?"}], "ideal": "Two months"}
            """);

        Assert.Equal(("a1", "lease.md"), (smith.Questions.Single().Id, smith.Questions.Single().Document));
        Assert.Equal(("How long are receipts kept?", "policy.md"), (evals.Questions.Single().Text, evals.Questions.Single().References.Single().Document));
        Assert.Contains("samples.jsonl:2: left out", Assert.Single(evals.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_a_table_are_named_by_the_scenario()
    {
        var named = new DataFile(new ScalarNode(Location.Of("scenario.yaml"), "q.csv")) { Columns = new Dictionary<string, string> { ["question"] = "Frage", ["references"] = "Beleg" } };
        var set = Read("q.csv", $"Frage,Beleg\nWas kostet es?,\"{Rent}\"\nUnd sonst?,nirgends steht das\n", named);

        Assert.Equal("Was kostet es?", set.Questions.Single().Text);
        Assert.Contains("q.csv:3: left out: references: 'nirgends steht das' is in none of the 2 documents", Assert.Single(set.LeftOut), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_the_nearest()
    {
        var named = new DataFile(new ScalarNode(Location.Of("scenario.yaml"), "q.csv")) { Columns = new Dictionary<string, string> { ["question"] = "Frge" } };
        var refused = Assert.Throws<InputException>(() => Read("q.csv", "Frage,Beleg\na,b\n", named));

        Assert.Contains("columns: 'Frge' (as question) is in no row of q.csv; did you mean 'Frage'?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_which_nothing_can_be_used_is_refused() =>
        Assert.Contains("has no question that can be used", Assert.Throws<InputException>(() => Read("x.jsonl", """{"inputs": {"question": "Why?"}, "outputs": {"answer": "So"}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Promptfoo_results_judge_each_provider_on_each_question()
    {
        var answers = Results("results.json", """
            {"evalId": "e", "results": {"version": 3, "results": [
              {"provider": {"id": "openai:gpt-4o", "label": "rag"}, "vars": {"question": "What is the rent?"}, "success": true, "score": 1},
              {"provider": {"id": "openai:gpt-4o", "label": "full"}, "vars": {"question": "What is the rent?"}, "success": false, "score": 0}]}}
            """);

        Assert.Equal([("What is the rent?", "openai:gpt-4o", true), ("What is the rent?", "openai:gpt-4o", false)], answers.Select(a => (a.Question, a.Design == "rag" || a.Design == "full" ? "openai:gpt-4o" : a.Design, a.Correct)));
        Assert.Equal(["rag", "full"], answers.Select(a => a.Design));
    }

    [Fact]
    public void Ragas_scores_count_as_right_from_the_pass_mark_on()
    {
        var source = Source("scores.csv") with { Design = "rag", PassAt = 0.7, Columns = new Dictionary<string, string> { ["correct"] = "answer_correctness" } };
        var answers = Results("scores.csv", "user_input,answer_correctness\nWhat is the rent?,0.69\nHow long?,0.7\n", source);

        Assert.Equal([("rag", false), ("rag", true)], answers.Select(a => (a.Design, a.Correct)));
    }

    [Fact]
    public void LangSmith_experiments_and_logs_of_evals_are_read()
    {
        var smith = Results("experiment.jsonl", """{"inputs": {"question": "What is the rent?"}, "experiment": "rag", "feedback": {"correctness": 1}}""");
        var evals = Results("log.jsonl", """
            {"spec": {"completion_fns": ["full"], "eval_name": "rent.dev"}}
            {"run_id": "1", "event_id": 0, "sample_id": "rent.dev.0", "type": "sampling", "data": {"sampled": "x"}}
            {"run_id": "1", "event_id": 1, "sample_id": "rent.dev.0", "type": "match", "data": {"correct": true}}
            {"final_report": {"accuracy": 1.0}}
            """);

        Assert.Equal(("What is the rent?", "rag", true), (smith.Single().Question, smith.Single().Design, smith.Single().Correct));
        Assert.Equal(("rent.dev.0", "full", true), (evals.Single().Question, evals.Single().Design, evals.Single().Correct));
    }

    [Theory]
    // Ragas before 0.2: other names, the file among the metadata.
    [InlineData("old.jsonl", """{"question": "What is the rent?", "contexts": ["{RENT}"], "ground_truth": "2,400", "evolution_type": "simple", "metadata": [{"source": "lease.md"}], "episode_done": true}""", "lease.md")]
    // A conversation as Ragas and LangChain write one.
    [InlineData("turns.jsonl", """{"user_input": [{"content": "Hello", "type": "human"}, {"content": "Yes?", "type": "ai"}, {"content": "What is the rent?", "type": "human"}], "reference_contexts": ["{RENT}"]}""", "lease.md")]
    // LangSmith's table: objects as JSON in its cells.
    [InlineData("smith.csv", "id,inputs,outputs\n1,\"{\"\"question\"\": \"\"What is the rent?\"\"}\",\"{\"\"contexts\"\": [\"\"{RENT}\"\"]}\"\n", "lease.md")]
    [InlineData("chat.jsonl", """{"inputs": {"messages": [{"role": "user", "content": [{"type": "text", "text": "What is the rent?"}]}]}, "outputs": {"answer": "{RENT}"}}""", "lease.md")]
    // A row of a run of OpenAI's evals.
    [InlineData("items.json", """{"object": "list", "data": [{"object": "eval.run.output_item", "datasource_item": {"question": "What is the rent?", "contexts": ["{RENT}"]}}]}""", "lease.md")]
    public void Other_forms_of_the_same_tools_are_read(string file, string text, string document)
    {
        var question = Assert.Single(Read(file, text.Replace("{RENT}", Rent, StringComparison.Ordinal)).Questions);

        Assert.Equal(("What is the rent?", document), (question.Text, question.References.Single().Document));
    }

    [Theory]
    [InlineData("metrics.jsonl", """{"spec": {"completion_fns": ["rag"]}}{NL}{"sample_id": "s.0", "type": "metrics", "data": {"choice": "C", "score": 1.0}}""", "s.0")]
    [InlineData("items.json", """{"data": [{"datasource_item": {"question": "s.0"}, "sample": {"model": "rag"}, "status": "pass", "results": [{"name": "grader", "passed": true}]}]}""", "s.0")]
    [InlineData("ragas.csv", "user_input,model,factual_correctness(mode=f1)\ns.0,rag,0.9\n", "s.0")]
    [InlineData("smith.jsonl", """{"inputs": {"question": "s.0"}, "session_name": "rag", "feedback_stats": {"correctness": {"n": 1, "avg": 1.0}}}""", "s.0")]
    public void Results_in_other_forms_are_read(string file, string text, string question)
    {
        var answer = Assert.Single(Results(file, text.Replace("{NL}", "\n", StringComparison.Ordinal)));

        Assert.Equal((question, "rag", true), (answer.Question, answer.Design, answer.Correct));
    }

    [Theory]
    [InlineData("r.jsonl", """{"inputs": {"question": "a"}, "feedback": {"correctness": 1}}""", "r.jsonl:1: error: design: is missing")]
    [InlineData("r.jsonl", """{"design": "rag", "correct": true}""", "r.jsonl:1: error: question: is missing")]
    [InlineData("r.jsonl", """{"design": "rag", "question": "a", "score": 7}""", "correct: must be true or false, or a score from 0 to 1, but is '7'")]
    [InlineData("r.jsonl", """{"design": "rag", "question": "a", "note": "fine"}""", "correct: is missing; the row has design, question, note")]
    public void A_row_without_what_is_needed_says_what_is_missing(string file, string text, string error) =>
        Assert.Contains(error, Assert.Throws<InputException>(() => Results(file, text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Results_that_name_questions_by_their_words_give_each_design_its_accuracy()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("quality: { at_least: 0.5 }", "quality: { metric: accuracy, at_least: 0.5 }\nevaluation: { results: results.json }", StringComparison.Ordinal));
        string Row(string design, string question, bool right) =>
            $$$"""{"provider": {"label": "{{{design}}}"}, "vars": {"question": "{{{question}}}"}, "success": {{{(right ? "true" : "false")}}} }""";
        const string pay = "How much do we pay each month for rent?", keep = "How long must receipts be kept?";
        scenario.Write("results.json", $$"""{"results": [{{Row("full", pay, true)}}, {{Row("full", keep, true)}}, {{Row("rag", pay, false)}}, {{Row("rag", keep, true)}}]}""");

        var answer = await scenario.Run("--format", "csv");

        Assert.Equal("", answer.Error.Contains("error", StringComparison.Ordinal) ? answer.Error : "");
        var rows = answer.Output.Split('\n');
        var accuracy = rows[0].Split(',').ToList().IndexOf("accuracy");
        Assert.Equal(["1", "0.5"], rows.Skip(1).Take(2).Select(r => r.Split(',')[accuracy]));
    }

    private CostSim.Documents.QuestionSet Read(string name, string text, DataFile? named = null)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return QuestionsFile.Read(path, Documents, named);
    }

    private IReadOnlyList<EvaluatedAnswer> Results(string name, string text, DataFile? source = null)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        var errors = new InputErrors();
        var answers = EvaluationFile.Read(path, source ?? Source(name), errors);
        errors.ThrowIfAny();
        return answers;
    }

    private static DataFile Source(string name) => new(new ScalarNode(Location.Of("scenario.yaml"), name));
}
