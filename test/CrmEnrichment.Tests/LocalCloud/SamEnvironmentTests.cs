using System.Text.Json;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Vicidial;
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
    [InlineData("ScreenPop")]
    [InlineData("ClickToCall")]
    [InlineData("LogInteraction")]
    [InlineData("WriteJournalEntry")]
    [InlineData("ReconcileJournal")]
    public void The_file_for_sam_names_what_the_local_cloud_gives_its_own_functions(string function)
    {
        var file = JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "events", "env.json")));
        var served = ProductFunctions.Environment(
            function, new Uri("http://host.docker.internal:4566"), new Uri("http://host.docker.internal:4580"), new Uri("http://host.docker.internal:4581"), withJournal: true);
        if (served.ContainsKey("Genesys__MaxEventAge"))
        {
            served["Genesys__MaxEventAge"] = "3650.00:00:00";
        }

        if (function is not ("LookupCustomer" or "ScreenPop" or "ClickToCall" or "LogInteraction" or "WriteJournalEntry" or "ReconcileJournal"))
        {
            // Where its options ask for changes.
            (served["Changes__Senders__0__Source"], served["Changes__Senders__0__Scheme"], served["Changes__Senders__0__SecretId"]) = ("crm", "Signed", ChangeSecrets.Id);
        }

        if (function is "CheckHealth" or "ClickToCall" or "CrmChanged" or "PollCrmChanges")
        {
            // Where they ask for VICIdial.
            (served["VicidialApi__Url"], served["VicidialApi__SecretId"]) = ("http://host.docker.internal:4584", VicidialAccount.Secret);
        }

        if (function is "CheckHealth")
        {
            // Where they ask for click-to-call.
            served["Calls__KeysSecretId"] = CallKeys.Id;
        }

        file.GetProperty(function).EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString()!, StringComparer.Ordinal)
            .ShouldBe(served, ignoreOrder: true);
    }
}
