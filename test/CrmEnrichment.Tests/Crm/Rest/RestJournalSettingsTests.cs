using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Crm.Rest;

public static class RestJournalSettingsTests
{
    [Theory]
    [InlineData("Entry:trackingId", "-", "Entry__trackingId is '-': use 1 to 80 letters, digits and underscores.")]
    [InlineData("Entry:notes", "a b", "Entry__notes is 'a b': use 1 to 80 letters, digits and underscores, or - to leave the field out.")]
    [InlineData("Entry:note", "notes", "Entry__note is not a field: use one of trackingId, sourceSystem, interactionId, customer, type, direction, status, startedAt, endedAt, duration, talkTime, holdTime, queue, agents, outcome, notes, customerNumber, ownNumber, link, matches, owner.")]
    [InlineData("Entry:notes", "outcome", "Entry writes outcome and notes into 'outcome': give each its own name.")]
    [InlineData("ActivitiesPath", "/customers/activities", "ActivitiesPath has the wrong form: begin with / and hold {id}.")]
    [InlineData("FindPath", "/activities", "FindPath has the wrong form: begin with / and hold {trackingId}.")]
    [InlineData("UnassignedPath", "activities", "UnassignedPath has the wrong form: begin with /.")]
    public static void A_setting_that_could_not_work_stops_the_start(string key, string value, string problem)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new[] { ("Name", "crm"), ("SecretId", "crm"), ("Url", "https://crm.example.com"), ($"Journal:{key}", value) }
                .Select(setting => KeyValuePair.Create($"Crm:Sources:0:{setting.Item1}", (string?)setting.Item2))).Build();
        var problems = new List<string>();

        CrmOptions.Read(Settings.Of(configuration, CrmOptions.Section, problems), AllKinds.List);

        problems.ShouldBe([$"Crm__Sources__0__Journal__{problem}"]);
    }
}
