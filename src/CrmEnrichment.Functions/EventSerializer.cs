using System.Text.Json;
using Amazon.Lambda.CloudWatchEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Functions;

/// <summary>Lambda's source-generated serializer, except that events are read leniently: what is no event must reach the boundary too.</summary>
public sealed class EventSerializer : ILambdaSerializer
{
    // It brings options of its own, which set the naming of the context's attribute aside.
    private readonly SourceGeneratorLambdaJsonSerializer<FunctionsJson> _json =
        new(options => options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);

    public T Deserialize<T>(Stream requestStream)
    {
        using var buffer = new MemoryStream();
        requestStream.CopyTo(buffer);
        var utf8 = ReceivedJson.WithoutMark(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        if (typeof(T) == typeof(JsonElement))
        {
            return (T)(object)ReceivedPayload.Read(utf8);
        }

        // A function invoked without a payload is asked for its usual work, and so is a scheduled one, whatever is sent.
        buffer.Position = 0;
        return utf8.IsEmpty || utf8.SequenceEqual("null"u8) || typeof(T) == typeof(CloudWatchEvent<JsonElement>)
            ? _json.Deserialize<T>(new MemoryStream("{}"u8.ToArray()))
            : _json.Deserialize<T>(buffer);
    }

    public void Serialize<T>(T response, Stream responseStream) => _json.Serialize(response, responseStream);
}
