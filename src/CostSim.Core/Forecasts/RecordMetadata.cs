using System.Text.Json.Serialization;
using CostSim.Reports;

namespace CostSim.Forecasts;

/// <summary>
/// What the compiler writes down of the types of a record and of its pages, so that no run has to find it out: a kind that is missing
/// here is still kept, only slower.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Forecast))]
[JsonSerializable(typeof(Rendering))]
[JsonSerializable(typeof(Paragraph))]
[JsonSerializable(typeof(KeyFigures))]
[JsonSerializable(typeof(Points))]
[JsonSerializable(typeof(Callout))]
[JsonSerializable(typeof(Facts))]
[JsonSerializable(typeof(Listing))]
[JsonSerializable(typeof(TableBlock))]
[JsonSerializable(typeof(ChartBlock))]
[JsonSerializable(typeof(Folded))]
[JsonSerializable(typeof(WhatIf))]
[JsonSerializable(typeof(Line))]
[JsonSerializable(typeof(Band))]
[JsonSerializable(typeof(Bars))]
[JsonSerializable(typeof(Spots))]
[JsonSerializable(typeof(Rule))]
[JsonSerializable(typeof(Zone))]
internal sealed partial class RecordMetadata : JsonSerializerContext;
