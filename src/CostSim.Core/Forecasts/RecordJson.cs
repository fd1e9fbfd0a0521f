using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CostSim.Reports;

namespace CostSim.Forecasts;

/// <summary>The JSON form of reports and records: names in snake case, kinds of blocks and marks by their type's name.</summary>
internal static class RecordJson
{
    /// <summary>The format of forecast.json; goes up when the meaning of a member changes.</summary>
    public const int Format = 1;

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Finds out on another thread what the first record to be written needs of its types.</summary>
    public static void Prepare() =>
        _ = Task.Run(() => JsonSerializer.Serialize<Rendering?>(null, Options) + JsonSerializer.Serialize<Forecast?>(null, Options));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            // Names with values are tuples, whose items are fields.
            IncludeFields = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(RecordMetadata.Default,
                new DefaultJsonTypeInfoResolver()).WithAddedModifier(NameKinds),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new CellJson());
        return options;
    }

    // A new block or mark is kept from the day it exists: the kinds are found, not listed.
    private static void NameKinds(JsonTypeInfo type)
    {
        if (type.Type != typeof(Block) && type.Type != typeof(Mark))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "kind" };
        foreach (var kind in type.Type.Assembly.GetTypes().Where(t => t.IsSubclassOf(type.Type) && !t.IsAbstract).OrderBy(t => t.Name,
            StringComparer.Ordinal))
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
    }
}
