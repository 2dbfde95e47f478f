using System.Text.Json;

namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>Several requests in one round trip, one after the other. One that fails does not undo the others.</summary>
/// <param name="root">The path of the version, which each of them names again.</param>
internal sealed class SalesforceComposite(string root)
{
    /// <summary>The one number of a task.</summary>
    private static readonly string[] s_numbers = ["CallDurationInSeconds"];

    private readonly List<(string Method, string Path, string Name, IReadOnlyDictionary<string, string>? Fields)> _requests = [];

    /// <param name="path">Below the version. <c>@{name.id}</c> stands for the id in an earlier answer.</param>
    /// <param name="name">How later ones call it.</param>
    public SalesforceComposite Get(string path, string name) => Add("GET", path, name, null);

    public SalesforceComposite Write(HttpMethod method, string path, string name, IReadOnlyDictionary<string, string> fields) => Add(method.Method, path, name, fields);

    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("allOrNone", value: false);
            json.WriteStartArray("compositeRequest");
            foreach (var (method, path, name, fields) in _requests)
            {
                json.WriteStartObject();
                json.WriteString("method", method);
                json.WriteString("url", $"/{root}{path}");
                json.WriteString("referenceId", name);
                if (fields is not null)
                {
                    json.WritePropertyName("body");
                    SalesforceBody.Write(json, fields, s_numbers);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private SalesforceComposite Add(string method, string path, string name, IReadOnlyDictionary<string, string>? fields)
    {
        _requests.Add((method, path, name, fields));
        return this;
    }
}
