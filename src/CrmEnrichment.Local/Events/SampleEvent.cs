using System.Text;
using System.Text.Json.Nodes;

namespace CrmEnrichment.Local.Events;

/// <summary>An EventBridge event as it is sent, and the file it came from.</summary>
public sealed record SampleEvent(string Name, string Json)
{
    public ReadOnlyMemory<byte> Payload => Encoding.UTF8.GetBytes(Json);

    /// <summary>From the events/ folder that was built in, by file name.</summary>
    public static SampleEvent Named(string fileName) => Read(Path.Combine(AppContext.BaseDirectory, "events", fileName));

    public static SampleEvent Read(string path) => new(Path.GetFileName(path), File.ReadAllText(path));

    /// <summary>The same, happening at <paramref name="moment"/>. Two copies of an event stay copies.</summary>
    public SampleEvent At(DateTimeOffset moment) => this with { Json = EventClock.Set(Json, moment) };

    /// <summary>The same call once more, as another interaction: with ids of its own.</summary>
    public SampleEvent AsAnother()
    {
        var json = Json;
        foreach (var id in EventFacts.Of(Json).OwnIds)
        {
            json = json.Replace(id, Guid.NewGuid().ToString(), StringComparison.Ordinal);
        }

        return this with { Json = json };
    }

    /// <summary>The event as JSON, where it is any.</summary>
    internal JsonNode? Parse() => EventFacts.TryParse(Json);
}
