using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms;
using CrmEnrichment.Platforms.Genesys;

namespace CrmEnrichment.Benchmarks;

/// <summary>The parts of an event's way that ask nobody.</summary>
[MemoryDiagnoser]
public class PureBenchmarks
{
    private static readonly byte[] s_event = FreshEvent.Partner();

    private readonly PhoneNumberReader _numbers = new("US");
    private readonly GenesysEventReader _events = new(new GenesysOptions { Topics = ["customer.start"] });

    private readonly (string From, CustomerRecord Record)[] _records =
    [
        ("crm", Record("""{"crmAccountId":"ACCT-99281","lifetimeValue":14250.75,"loyaltyTier":"Platinum","lastPurchaseDate":"2024-05-28T09:15:00Z"}""")),
        ("hubspot", Record("""{"loyaltyTier":"Gold","company":"Example Ltd","dealName":"Renewal","dealStage":"contractsent"}""")),
        ("payments", Record("""{"outstandingBalance":0,"paymentMethod":"direct debit","autoPayEnabled":true}""")),
    ];

    [Benchmark(Description = "phone number, E.164")]
    public object ReadInternationalNumber() => _numbers.Read("tel:+13175550142");

    [Benchmark(Description = "phone number, national")]
    public object ReadNationalNumber() => _numbers.Read("(317) 555-0142");

    [Benchmark(Description = "redaction, nothing to mask")]
    public string MaskNothing() => Redaction.Mask("Event 7d6c0001-4a1b-4c2d-8e3f-0f27bfd41eef ended as Enriched after 29 ms.");

    [Benchmark(Description = "redaction, number and address")]
    public string MaskPersonalValues() => Redaction.Mask("Nobody has +1 317 555 0142 or dana@example.com.");

    [Benchmark(Description = "event, bytes to interaction")]
    public object ReadEvent()
    {
        using var payload = JsonDocument.Parse(s_event);
        return _events.Read(payload.RootElement) as EventReading<Interaction>.Ours ?? throw new InvalidOperationException("The sample event is refused.");
    }

    [Benchmark(Description = "merge of three sources")]
    public object MergeRecords() => Merge.ByPriority(_records);

    private static CustomerRecord Record(string json) =>
        new(JsonElement.Parse(json).EnumerateObject().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal), ChangedAt: null);
}
