using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmEnrichment.Simulation.Report;

/// <summary>AWS's prices, out of prices.json.</summary>
/// <param name="StatedOn">The day on which they held.</param>
/// <param name="Region">Where they hold.</param>
/// <param name="Note">How far they can be trusted.</param>
/// <param name="All">By what is billed.</param>
internal sealed record Prices(string StatedOn, string Region, string Note, [property: JsonPropertyName("prices")] IReadOnlyDictionary<string, Price> All)
{
    public static Prices Read() => JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prices.json")), PricesJson.Default.Prices)!;

    /// <summary>Dollars for a million calls by what they are for, with functions of 1 GB on arm64.</summary>
    public SortedDictionary<string, double> OfAMillion(UsageFigures usage, int calls)
    {
        var dollars = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["CloudWatch Logs"] = Of("logs", usage.LogBytes),
            ["DynamoDB"] = Of("tableReads", usage.TableReads) + Of("tableWrites", usage.TableWrites),
            ["EventBridge"] = Of("events", usage.Events),
            ["Lambda"] = Of("invocations", usage.Invocations) + Of("computeArm", usage.BusySeconds),
            ["SQS"] = Of("queueRequests", usage.QueueRequests),
            ["Secrets Manager"] = Of("secretReads", usage.SecretReads),
        };
        return new(dollars.ToDictionary(part => part.Key, part => calls == 0 ? 0 : Math.Round(part.Value / calls * 1_000_000, 2), StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private double Of(string what, double count) => All[what].Dollars / All[what].Per * count;
}

internal sealed record Price(double Dollars, double Per, string Unit, string Source);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Prices))]
internal sealed partial class PricesJson : JsonSerializerContext;
