using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace CrmEnrichment.StandIns.AwsJson;

internal static class AwsJsonOptions
{
    public static JsonSerializerOptions Create(IJsonTypeInfoResolver types)
    {
        var options = new JsonSerializerOptions
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = types.WithAddedModifier(RemoveSdkMembers),
            Converters = { new EpochSecondsConverter(), new Base64StreamConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Requests and answers inherit members of AWSSDK.Core that are no part of the message.</summary>
    private static void RemoveSdkMembers(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].DeclaringType.Assembly == typeof(AmazonWebServiceRequest).Assembly)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
