using CostSim.Files;

namespace CostSim.Tests.Files;

public sealed class YamlTests
{
    [Fact]
    public void Every_value_knows_its_line_and_column()
    {
        var map = Yaml.ReadMap("s.yaml", new StringReader("traffic:\n  requests_per_day: 10_000\n"));

        var traffic = Assert.IsType<MapNode>(map.Find("traffic"));
        Assert.Equal(new Location("s.yaml", 2, 21), traffic.Find("requests_per_day")!.At);
    }

    [Theory]
    [InlineData("a: 1\na: 2\n", "s.yaml:2:1: error: a: is given twice (first on line 1); keep one")]
    [InlineData("- a\n", "s.yaml:1:1: error: must be keys and values at the top, such as 'documents: [contracts]'")]
    [InlineData("a: &x 1\nb: *x\n", "s.yaml:2:4: error: uses a YAML alias (*name); write the value out")]
    public void What_a_scenario_cannot_be_is_refused_with_its_place(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<InputException>(() => Yaml.ReadMap("s.yaml", new StringReader(text))).Message);

    [Fact]
    public void Broken_yaml_names_the_place() =>
        Assert.StartsWith("s.yaml:2:1: error: is not valid YAML", Assert.Throws<InputException>(() => Yaml.ReadMap("s.yaml", new StringReader("a: [1, 2\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Twenty_thousand_open_brackets_are_refused_and_do_not_end_the_process() =>
        Assert.Contains("nested deeper", Assert.Throws<InputException>(() => Yaml.ReadMap("s.yaml", new StringReader("a: " + new string('[', 20_000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_an_empty_map() => Assert.Empty(Yaml.ReadMap("s.yaml", new StringReader("# nothing\n")).Entries);
}
