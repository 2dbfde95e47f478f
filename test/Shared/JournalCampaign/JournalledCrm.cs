using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Local.Crm;
using CrmEnrichment.Local.Crm.HubSpot;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Crm.Vtiger;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Tests.Campaign.Journal;

/// <summary>A pretend CRM, as the campaign fills it and counts what it was told.</summary>
internal abstract class JournalledCrm
{
    /// <summary>Null for a system that is not asked over HTTP.</summary>
    public virtual FaultScript? Faults => null;

    /// <returns>The customer's id.</returns>
    public abstract string Put(int index, string number);

    /// <summary>Ends when all customers that were put are there.</summary>
    public virtual Task ReadyAsync() => Task.CompletedTask;

    public abstract ValueTask<Told> ReadAsync();

    public static async Task<JournalledCrm> StartAsync(string kind, EmbeddedCloud cloud)
    {
        switch (kind)
        {
            case "HubSpot":
                var hubSpot = await PretendHubSpot.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                await cloud.UseAsync(hubSpot);
                return new OfHubSpot(hubSpot);
            case "Salesforce":
                var salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                await cloud.UseAsync(salesforce);
                return new OfSalesforce(salesforce);
            case "Vtiger":
                var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
                await cloud.UseAsync(vtiger);

                // A module without any record has nobody to find.
                vtiger.Put("Leads", 1, ("company", "NewCo"), ("mobile", "+13175550001"));
                vtiger.Put("Accounts", 2, ("accountname", "Example Ltd"), ("phone", "+13175550002"));
                return new OfVtiger(vtiger);
            default:
                return new OfRest(cloud.Crm);
        }
    }

    /// <summary>What the CRM was told.</summary>
    /// <param name="Entries">Each one: all its texts, and whose it is.</param>
    /// <param name="Tasks">All texts of each.</param>
    /// <param name="ContactCount">What a customer's record says; null where no field is configured for it.</param>
    internal sealed record Told(IReadOnlyList<(string Text, string? Customer)> Entries, IReadOnlyList<string> Tasks, Func<string, string>? ContactCount = null);

    private static string Texts(JsonObject record) => string.Join('\n', record.Select(member => member.Value?.ToString()));

    private sealed class OfRest(PretendCrm crm) : JournalledCrm
    {
        public override FaultScript? Faults => crm.Faults;

        public override ValueTask<Told> ReadAsync() => new(new Told(
            [.. crm.Activities.All.Select(entry => (Texts(entry), entry["customer"]?.ToString()))],
            [.. crm.Tasks.All.Select(Texts)],
            customer => crm.Find(customer)?["contact_count"]?.ToString() ?? "none"));

        public override string Put(int index, string number)
        {
            crm.Put(new PretendCustomer($"c-{index}", $"ACCT-{index}") { Phones = [number] });
            return $"c-{index}";
        }
    }

    private sealed class OfHubSpot(PretendHubSpot hubSpot) : JournalledCrm
    {
        public override FaultScript? Faults => hubSpot.Faults;

        public override ValueTask<Told> ReadAsync() => new(new Told(
            [.. hubSpot.Store.Of("calls").Select(call => (Texts(call.Value), hubSpot.Store.ContactsOf("calls", call.Key).SingleOrDefault()))],
            [.. hubSpot.Store.Of("tasks").Values.Select(Texts)]));

        public override string Put(int index, string number)
        {
            var id = (1000 + index).ToString(CultureInfo.InvariantCulture);
            hubSpot.Put("contacts", id, ("lastname", $"Customer {index}"), ("phone", number), ("hs_calculated_phone_number", number), ("hs_searchable_calculated_phone_number", number[2..]));
            return id;
        }
    }

    private sealed class OfSalesforce(PretendSalesforce salesforce) : JournalledCrm
    {
        public override FaultScript? Faults => salesforce.Faults;

        public override ValueTask<Told> ReadAsync() => new(new Told(
            [.. Records("Completed").Select(task => (Texts(task), task["WhoId"]?.ToString()))],
            [.. Records("Not Started").Select(Texts)]));

        public override string Put(int index, string number)
        {
            var id = $"003{index:000000000000}AAA";
            salesforce.Put("Contact", id, ("Name", $"Customer {index}"), ("Phone", number), ("LastModifiedDate", "2026-07-01T10:00:00.000+0000"));
            return id;
        }

        private List<JsonObject> Records(string status) => [.. salesforce.Store.Of("Task").Values.Where(task => string.Equals(task["Status"]?.ToString(), status, StringComparison.Ordinal))];
    }

    private sealed class OfVtiger(PretendVtiger vtiger) : JournalledCrm
    {
        public override FaultScript? Faults => vtiger.Faults;

        public override ValueTask<Told> ReadAsync() => new(new Told(
            [.. Records("Held").Concat(Records("Not Held")).Select(e => (string.Join('\n', e.Values), e.GetValueOrDefault("contact_id")))],
            [.. Records("Planned").Select(e => string.Join('\n', e.Values))]));

        public override string Put(int index, string number) => vtiger.Put("Contacts", 10_000 + index, ("lastname", $"Customer {index}"), ("mobile", number));

        private List<IReadOnlyDictionary<string, string>> Records(string status) => [.. vtiger.Records("Events").Where(e => string.Equals(e.GetValueOrDefault("eventstatus"), status, StringComparison.Ordinal))];
    }
}
