namespace CostSim.Tests.Documents;

public sealed class XlsxTextTests
{
    [Fact]
    public void Visible_sheets_are_read_by_row_with_dates_as_people_write_them()
    {
        var rows = """
            <x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="s"><x:v>1</x:v></x:c></x:row>
            <x:row r="2"><x:c r="A2" s="1"><x:v>46388</x:v></x:c><x:c r="B2" s="1"><x:v>46388.5</x:v></x:c><x:c r="C2"><x:v>0.10000000000000001</x:v></x:c></x:row>
            <x:row r="3"/>
            <x:row r="4"><x:c r="A4" t="b"><x:v>1</x:v></x:c><x:c r="B4" s="2"><x:v>30</x:v></x:c><x:c r="C4" t="inlineStr"><x:is><x:t>in line</x:t></x:is></x:c></x:row>
            """;

        var text = Extracting.From("a.xlsx", OfficeFiles.Xlsx(["From", "Price"], ("Fees 2027", false, rows), ("Notes", true, rows), ("Empty", false, "")));

        // 46388 days after 30 December 1899 is 1 January 2027; style 2 is a number with the word "days".
        Assert.Equal("""
            Fees 2027

            From |  | Price
            2027-01-01 | 2027-01-01 12:00:00 | 0.1
            TRUE | 30 | in line

            Empty
            """.ReplaceLineEndings("\n"), text.Text);
        Extracting.AssertHeadingsStandWhereTheySay(text);
        Assert.StartsWith("From", text.Text[text.Tables.Single()], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_far_out_costs_no_more_than_a_row() =>
        Assert.EndsWith(" | x", Extracting.From("a.xlsx", OfficeFiles.Xlsx([], ("S", false, "<x:row><x:c r=\"ZZZZZZZZ1\" t=\"str\"><x:v>x</x:v></x:c></x:row>"))).Text, StringComparison.Ordinal);
}
