using System.Text.Json;
using Amazon.Lambda.Core;

namespace CrmEnrichment.Tests.StandIns.Runtime;

internal sealed class PlainSerializer : ILambdaSerializer
{
    public T Deserialize<T>(Stream requestStream) => JsonSerializer.Deserialize<T>(requestStream)!;

    public void Serialize<T>(T response, Stream responseStream) => JsonSerializer.Serialize(responseStream, response);
}
