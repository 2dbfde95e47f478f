using System.Text.Json;
using CrmEnrichment.Crm.Changes;
using CrmEnrichment.JsonReading;

namespace CrmEnrichment.Crm.HubSpot;

/// <summary>The webhook of an app of HubSpot: an array of up to 100 events, signed (docs/crm/hubspot.md). And that of a workflow for contacts, where it is signed as an app's: one object.</summary>
/// <remarks>Delivered at least once, in no order, and again when the answer is no 2xx or takes 5 s. A workflow that does not sign so is a sender of <see cref="SignedNotices"/>.</remarks>
internal sealed class HubSpotNotices : IChangeNotices
{
    /// <summary>What the object's type is called where an event says it apart.</summary>
    private const string ContactType = "0-1";

    private const string Merge = "merge";

    private static readonly string[] s_changes = ["propertyChange", "creation", "deletion", "privacyDeletion", "restore", Merge];

    /// <summary>A merge has two contacts and can make a third: what was cached under each of them is over.</summary>
    private static readonly string[] s_ids = ["objectId", "primaryObjectId", "newObjectId", "mergedObjectIds"];

    /// <summary>What a workflow calls the id of the contact: by itself, in its older form, and where somebody has chosen the properties.</summary>
    private static readonly string[] s_workflowIds = ["objectId", "vid", "hs_object_id"];

    public string Name => "HubSpot";

    public NoticeSecret Secret { get; } = new("client_secret", "the client secret of the HubSpot app");

    public bool SignsAddress => true;

    public bool NamesOrganization => false;

    public NoticeAnswer Done => NoticeAnswer.Json;

    public NoticeReading Read(ReceivedNotice notice, NoticeTrust trust, DateTimeOffset now) => HubSpotSignature.Refusal(notice, trust.Secret, now) is { } refused
        ? new NoticeReading.Refused(refused)
        : ReadEvents(notice.Body);

    public override string ToString() => Name;

    private static NoticeReading ReadEvents(string body)
    {
        JsonElement events;
        try
        {
            events = ReceivedJson.Parse(body);
        }
        catch (JsonException)
        {
            return new NoticeReading.Unreadable("body", "Send a JSON array of events.");
        }

        if (events.ValueKind is not JsonValueKind.Array)
        {
            return (NoticeReading?)OfWorkflow(events) ?? new NoticeReading.Unreadable("body", "Send a JSON array of events, or what a workflow for contacts sends, with its objectId.");
        }

        var changes = new List<RecordChange>();
        var ignored = 0;
        foreach (var one in events.EnumerateArray())
        {
            if (!one.TryMember("subscriptionType", out var member) || !member.TryText(out var type))
            {
                return new NoticeReading.Unreadable("subscriptionType", "Give each event a subscriptionType as text.");
            }

            if (Change(one, type) is not { } change)
            {
                ignored++;
                continue;
            }

            var ids = s_ids[..(change is Merge ? s_ids.Length : 1)].SelectMany(name => Ids(one, name)).Distinct(StringComparer.Ordinal).ToList();
            if (ids.Count == 0 || !ids.TrueForAll(id => id.All(char.IsAsciiDigit)))
            {
                return new NoticeReading.Unreadable("objectId", "Give each event of a contact its objectId as a whole number.");
            }

            changes.AddRange(ids.Select(id => new RecordChange(id, OccurredAt(one))));
        }

        return new NoticeReading.Told(changes, ignored);
    }

    /// <returns>Null for what names no contact. The properties are left aside: the contact is read anew.</returns>
    private static NoticeReading.Told? OfWorkflow(JsonElement body) =>
        body.TryMember("objectTypeId", out var member) && member.TryText(out var type) && type is not ContactType ? new NoticeReading.Told([], Ignored: 1)
        : s_workflowIds.SelectMany(name => Ids(body, name)).FirstOrDefault() is { } id && id.All(char.IsAsciiDigit) ? new NoticeReading.Told([new RecordChange(id, OccurredAt(body))])
        : null;

    /// <returns>Null for what is no change of a contact.</returns>
    private static string? Change(JsonElement one, string type) => type.Split('.') is [var what, var change]
        && (what is "contact" || (what is "object" && one.TryMember("objectTypeId", out var member) && member.TryText(out var objectType) && objectType is ContactType))
        && s_changes.Contains(change, StringComparer.Ordinal)
            ? change
            : null;

    private static IEnumerable<string> Ids(JsonElement one, string name) =>
        !one.TryMember(name, out var member) || member.ValueKind is JsonValueKind.Null ? []
        : member.ValueKind is JsonValueKind.Array ? [.. member.EnumerateArray().Select(Id)]
        : [Id(member)];

    /// <returns>A dash for what is no id.</returns>
    private static string Id(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _) ? value.GetRawText()
        : value.TryText(out var text) && RecordChange.IsId(text) ? text
        : "-";

    private static DateTimeOffset? OccurredAt(JsonElement one) =>
        one.TryMember("occurredAt", out var member) && member.ValueKind is JsonValueKind.Number && member.TryGetInt64(out var milliseconds) ? NoticeTime.OfMilliseconds(milliseconds) : null;
}
