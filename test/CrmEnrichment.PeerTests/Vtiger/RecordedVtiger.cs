using CrmEnrichment.Crm;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Tests;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>In place of the sockets: gives to each of our requests the recorded answer to it, and fails where none was recorded.</summary>
internal sealed class RecordedVtiger(Func<HttpRequestMessage, Transcript> find) : HttpMessageHandler
{
    /// <summary>By what is asked; a query by what it asks of whom, whichever fields it asks for.</summary>
    public static RecordedVtiger ByWhatIsAsked { get; } = new(request =>
    {
        var url = QueryHelpers.ParseQuery(request.RequestUri!.Query);
        return url.GetValueOrDefault("operation").ToString() switch
        {
            "getchallenge" => Transcript.Of("00-auth/01-getchallenge"),
            "" => Transcript.Of("00-auth/02-login-ok"),
            "describe" => Recorded("elementType", asked => asked),
            "retrieve" => Recorded("id", asked => asked),
            // The recorded searches allow for nothing behind the number, ours for an extension.
            _ => Recorded("query", asked => asked[asked.IndexOf(" FROM ", StringComparison.Ordinal)..].Replace("%'", "'", StringComparison.Ordinal)),
        };

        Transcript Recorded(string parameter, Func<string, string> what) => Transcript.All().Single(transcript =>
            transcript.Method == HttpMethod.Get && transcript.Parameter(parameter) is { } asked && asked.Contains(what(url[parameter].ToString()), StringComparison.Ordinal));
    });

    public static UpstreamClients Clients(RecordedVtiger vtiger)
    {
        var time = new ManualTime { WaitsPassAtOnce = true };
        return new UpstreamClients(new HttpOptions { MaxRetries = 0 }, time, new Metrics(TextWriter.Null, time, "test"), new CapturedLog<UpstreamClients>(), vtiger, new Random(1));
    }

    public static ICustomerSource Source(UpstreamClients clients, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new[] { ("Name", "crm"), ("Kind", "Vtiger"), ("Url", "https://vtiger.example.com"), ("SecretId", "crm"), ("Vtiger:Account", "false") }.Concat(settings)
                .Select(setting => KeyValuePair.Create($"Crm:Sources:0:{setting.Item1}", (string?)setting.Item2))).Build();
        var options = CrmOptions.Read(Configuration.Settings.Of(configuration, CrmOptions.Section, []), AllKinds.List).Sources[0];
        return options.Kind.Open(options, new(new KnownSecrets { ["crm"] = """{"username":"admin","access_key":"any"}""" }, clients, new PhoneNumberReader("CZ"))).Customers;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = find(request).Answer();
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }
}
