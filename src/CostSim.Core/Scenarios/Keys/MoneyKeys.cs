namespace CostSim.Scenarios.Keys;

/// <summary>Currencies, taxes, and costs other than requests.</summary>
internal static class MoneyKeys
{
    public static IReadOnlyList<ScenarioKey> All { get; } =
    [
        new("currency", KeyForm.Text, "Currency of the results", "USD", "USD"),
        new("fx", KeyForm.Map, "Exchange rates by currency", "{ MYR: [{ from: 2026-11-01, per_usd: 4.10 }] }"),
        new("fx.*", KeyForm.List, "Dated rates of a currency", "[{ from: 2026-11-01, per_usd: 4.10 }]"),
        new("fx.*[].from", KeyForm.Date, "First day of a rate", "2026-11-01"),
        new("fx.*[].per_usd", KeyForm.Number, "How much of the currency one US dollar buys", "4.10"),
        new("fx.*[].source", KeyForm.Text, "Source of the rate", "central bank"),
        new("fx.*[].volatility", KeyForm.Number, "How uncertain the rate is: standard deviation of its yearly change", "6%", "0"),
        new("tax", KeyForm.List, "Dated taxes on what is invoiced", "[{ name: service tax, rate: 8%, from: 2024-03-01 }]"),
        new("tax[].name", KeyForm.Text, "Name; a later rule of the same name replaces it", "service tax"),
        new("tax[].rate", KeyForm.Share, "Rate", "8%"),
        new("tax[].from", KeyForm.Date, "First day", "2024-03-01"),
        new("tax[].treatment", KeyForm.Choice, "Who pays it over", "reverse-charge",
            "charged") { Choices = ["charged", "reverse-charge", "exempt"] },
        new("tax[].recoverable", KeyForm.Share, "Share that is given back", "0%", "0"),
        new("tax[].above", KeyForm.Map, "What of a calendar year's net stays free of it", "{ usd_per_year: 100_000 }"),
        new("tax[].above.usd_per_year", KeyForm.Money, "Amount a calendar year, in dollars or a currency with a rate", "100_000"),
        new("monthly", KeyForm.List, "Fixed lines of the bill a month", "[{ name: vector database, usd: 70 }]"),
        new("monthly[].name", KeyForm.Text, "The line's name", "vector database"),
        new("monthly[].usd", KeyForm.Money, "Amount a month", "70"),
        new("one_time", KeyForm.List, "Work done once", "[{ name: integration, usd: 20_000 }]"),
        new("one_time[].name", KeyForm.Text, "The work's name", "integration"),
        new("one_time[].usd", KeyForm.Money, "Amount", "20_000"),
        new("one_time[].on", KeyForm.Date, "Day inside the horizon", "2027-01-15", "the first day"),
        new("owner", KeyForm.Map, "The person who keeps it alive", "{ usd_per_month: 6_000 }"),
        new("owner.usd_per_month", KeyForm.Money, "Amount a month", "6_000"),
    ];
}
