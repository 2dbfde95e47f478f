using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmEnrichment.Tests.Campaign;

/// <summary>An event as it is sent, and what must come of it.</summary>
/// <param name="Marker">Stands somewhere in the payload, so that letters and requests can be told apart.</param>
/// <param name="Kind">What sort of event it is, for the reader of a failure.</param>
internal sealed partial record CampaignEvent(string Marker, string Kind, string Payload)
{
    /// <summary>The context that it must leave; null for one that must leave none.</summary>
    public ContextWrite? Write { get; init; }

    public bool IsMalformed { get; init; }

    public static string MarkerOf(int index) => $"campaign-{index:000000}";

    public static string? FindMarker(string text) => Markers.Match(text) is { Success: true, Value: var marker } ? marker : null;

    /// <summary>What a letter holds of it: a JSON string where it is no JSON.</summary>
    public JsonElement Kept()
    {
        try
        {
            return JsonElement.Parse(Payload);
        }
        catch (JsonException)
        {
            return JsonElement.Parse(JsonSerializer.Serialize(Payload));
        }
    }

    [GeneratedRegex("campaign-[0-9]{6}", RegexOptions.None, 1000)]
    private static partial Regex Markers { get; }
}
