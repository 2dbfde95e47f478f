using System.Text.Json;
using CrmEnrichment.Local;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.LocalCloud;

/// <summary>events/env.json is what a container needs of a served local cloud; nobody would notice it falling behind.</summary>
public sealed class SamEnvironmentTests
{
    [Theory]
    [InlineData("EnrichInteraction")]
    [InlineData("ReplayDeadLetters")]
    [InlineData("CheckHealth")]
    [InlineData("CrmChanged")]
    [InlineData("PollCrmChanges")]
    [InlineData("LookupCustomer")]
    public void The_file_for_sam_names_what_the_local_cloud_gives_its_own_functions(string function)
    {
        var file = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", "env.json")));
        var served = ProductFunctions.Environment(
            function, new Uri("http://host.docker.internal:4566"), new Uri("http://host.docker.internal:4580"), new Uri("http://host.docker.internal:4581"));
        if (served.ContainsKey("Genesys__MaxEventAge"))
        {
            served["Genesys__MaxEventAge"] = "3650.00:00:00";
        }

        if (function is not "LookupCustomer")
        {
            // Where its options ask for a journal and for changes.
            served["Journal__QueueUrl"] = "http://host.docker.internal:4566/123456789012/crm-enrichment-journal";
            (served["Journal__Crms__0"], served["Changes__Senders__0__Source"]) = ("crm", "crm");
            (served["Changes__Senders__0__Scheme"], served["Changes__Senders__0__SecretId"]) = ("Signed", ChangeSecrets.Id);
        }

        file.GetProperty(function).EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString()!, StringComparer.Ordinal)
            .ShouldBe(served, ignoreOrder: true);
    }
}
