using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace CrmEnrichment.Functions;

/// <summary>Lambda's source-generated serializer, except that an event is read leniently: what is no event must reach the boundary too.</summary>
public sealed class EventSerializer : ILambdaSerializer
{
    private readonly SourceGeneratorLambdaJsonSerializer<FunctionsJson> _json = new();

    public T Deserialize<T>(Stream requestStream)
    {
        if (typeof(T) != typeof(IncomingEvent))
        {
            return _json.Deserialize<T>(requestStream);
        }

        using var buffer = new MemoryStream();
        requestStream.CopyTo(buffer);
        return (T)(object)IncomingEvent.Read(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public void Serialize<T>(T response, Stream responseStream) => _json.Serialize(response, responseStream);
}
