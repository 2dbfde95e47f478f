using CrmEnrichment.DeadLetters;
using CrmEnrichment.Pipeline;
using CrmEnrichment.Platforms.Vicidial.Api.Connection;

namespace CrmEnrichment.Leads;

/// <summary>What a person has to put right before a lead can be added; no number and no name stands in it.</summary>
internal static class LeadFailures
{
    public static Outcome.Failed NoRecord(string crm) => Of(
        FailureReason.UnknownRecord, $"{crm} has no record with the lead's id. It may have been deleted: purge the letter, or create the record and replay it.");

    public static Outcome.Failed NoNumber(string crm) => Of(
        FailureReason.Rejected, $"The lead's phone is no number that can be called in its country. Correct it in {crm}, best in E.164, then send the lead again.");

    public static Outcome.Failed WithoutNumber(string crm, string field) => Of(
        FailureReason.Rejected,
        $"The lead has no phone, and {crm} has none in the field '{field}'. If Crm__Sources__N__Fields__{field} is not set, set it to what {crm} calls the number, or name another field in {LeadsOptions.Section}__{nameof(LeadsOptions.PhoneField)}, and replay the letter. Else enter the number and send the lead again.");

    public static Outcome.Failed NoList { get; } = Of(
        FailureReason.Rejected, $"No rule of {LeadsOptions.Section}__Lists holds for the lead, and {LeadsOptions.Section}__{nameof(LeadsOptions.DefaultList)} is not set: set it or a rule, then replay the letter.");

    public static Outcome.Failed NoListId { get; } = Of(
        FailureReason.Rejected, "event.detail.list or event.detail.campaign has a wrong form: give the list as 1 to 14 digits, and the campaign as VICIdial's id of it.");

    public static Outcome.Failed Of(VicidialRefusal refusal, string list) => refusal switch
    {
        VicidialRefusal.ListNotAllowed => ByVicidial(
            FailureReason.Forbidden, $"the API user may not add leads to the list {list}. Allow its campaign to the user's group (Admin, User Groups), or correct {Setting}, then replay the letter"),
        VicidialRefusal.NoSuchList => ByVicidial(FailureReason.Rejected, $"there is no list {list}. Create it (Admin, Lists), or correct {Setting}, then replay the letter"),
        VicidialRefusal.NumberNotValid => ByVicidial(FailureReason.Rejected, "the lead's phone is refused: VICIdial takes 6 to 16 digits. Correct it in the CRM, then send the lead again"),
        _ => ByVicidial(FailureReason.Rejected, $"the lead is refused ({refusal}). Admin, Reports, API Log Report says why"),
    };

    private const string Setting = $"{LeadsOptions.Section}__{nameof(LeadsOptions.Lists)}__N__List, {LeadsOptions.Section}__{nameof(LeadsOptions.DefaultList)} or the lead's own list";

    private static Outcome.Failed ByVicidial(FailureReason reason, string what) => new(new Failure(reason, $"{VicidialConnection.Name}: {what}.") { Upstream = VicidialConnection.Name });

    private static Outcome.Failed Of(FailureReason reason, string message) => new(new Failure(reason, message));
}
