using CostSim.Files;

namespace CostSim.Tests.Files;

public sealed class JsonGuardTests
{
    [Theory]
    [InlineData("""{"a":"x \ud83d y"}""", "x \uFFFD y")]
    [InlineData("""{"a":"\uDE00"}""", "\uFFFD")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "😀")]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", "\uFFFD😀")]
    [InlineData("""{"a":"\\ud83d"}""", "\\ud83d")]
    [InlineData("""{"a":"plain \u00e9"}""", "plain é")]
    public void A_half_of_a_pair_is_read_as_the_replacement_character(string json, string expected)
    {
        using var document = JsonGuard.Parse(new Location("a.json", 1, 1), json);

        Assert.Equal(expected, document.RootElement.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("{\"a\":", "a.json:1:6: error: is not valid JSON; it may have been cut; write or download it again")]
    [InlineData("{\n\"a\": x}", "a.json:2:6: error: is not valid JSON; it may have been cut; write or download it again")]
    [InlineData("", "a.json:1:1: error: is not valid JSON; it may have been cut; write or download it again")]
    public void What_is_not_JSON_is_an_error_with_its_place(string json, string error) =>
        Assert.Equal(error, Assert.Throws<InputException>(() => JsonGuard.Parse(new Location("a.json", 1, 1), json)).Errors.Single().ToString());

    [Fact]
    public void Nesting_has_a_limit_that_the_error_names()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        Assert.Contains("nested deeper than 64 levels", Assert.Throws<InputException>(() => JsonGuard.Parse(new Location("a.json", 1, 1), deep)).Message, StringComparison.Ordinal);
    }
}
