using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.HubSpot.Api;

namespace CrmEnrichment.Crm.HubSpot.Tickets;

/// <summary>Tickets and their comments, section <c>Crm:Sources:N:HubSpot:Tickets</c>.</summary>
public sealed class HubSpotTicketOptions
{
    internal const string RecordId = "hs_object_id";

    /// <summary>The ticket's property that holds the number of a subject: its record id, or a property of the account's own with unique values.</summary>
    public string NumberProperty { get; init; } = RecordId;

    /// <summary>The company's properties that hold e-mail addresses, whose owners may write into its tickets. HubSpot's companies have none of their own.</summary>
    public IReadOnlyList<string> CompanyEmails { get; init; } = [];

    /// <summary>The unique property of tickets that holds the marker of a ticket that we made.</summary>
    public string TrackingProperty { get; init; } = "crm_enrichment_tracking_id";

    /// <summary>The pipeline of new tickets, by its id; <c>0</c> is the one that an account comes with.</summary>
    public string Pipeline { get; init; } = "0";

    /// <summary>The stage of new tickets, by its id; <c>1</c> is <i>New</i> in the pipeline that an account comes with.</summary>
    public string PipelineStage { get; init; } = "1";

    internal static HubSpotTicketOptions Read(Settings settings)
    {
        var unset = new HubSpotTicketOptions();
        var emails = settings.List(nameof(CompanyEmails));
        return new()
        {
            NumberProperty = settings.Text(nameof(NumberProperty), HubSpotPropertyName.Fix, RecordId, HubSpotPropertyName.Form),
            CompanyEmails = emails.FirstOrDefault(name => !HubSpotPropertyName.Form.IsMatch(name)) is { } wrong
                ? settings.Problem(nameof(CompanyEmails), $"holds '{wrong}'", HubSpotPropertyName.Fix, emails)
                : emails,
            TrackingProperty = settings.Text(nameof(TrackingProperty), HubSpotPropertyName.Fix, unset.TrackingProperty, HubSpotPropertyName.Form),
            Pipeline = settings.Text(nameof(Pipeline), "set the id of a pipeline of tickets", unset.Pipeline),
            PipelineStage = settings.Text(nameof(PipelineStage), "set the id of a stage of that pipeline", unset.PipelineStage),
        };
    }
}
