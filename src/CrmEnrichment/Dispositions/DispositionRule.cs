using CrmEnrichment.Configuration;
using CrmEnrichment.Crm.Dispositions;

namespace CrmEnrichment.Dispositions;

/// <summary>What follows from one disposition, in each kind of CRM. What is empty is left as it is.</summary>
public sealed record DispositionRule
{
    /// <summary>Deal stage by its internal name.</summary>
    public string HubSpot { get; init; } = "";

    /// <summary>Lead status of a contact without an open deal, by its internal name.</summary>
    public string HubSpotLead { get; init; } = "";

    /// <summary>Stage of the opportunity.</summary>
    public string Salesforce { get; init; } = "";

    /// <summary>Status of a lead.</summary>
    public string SalesforceLead { get; init; } = "";

    /// <summary>Sales stage of the opportunity.</summary>
    public string Vtiger { get; init; } = "";

    /// <summary>Status of a lead.</summary>
    public string VtigerLead { get; init; } = "";

    /// <summary>Stage in a CRM of another kind.</summary>
    public string Other { get; init; } = "";

    /// <summary>Nobody contacts the customer again.</summary>
    public bool DoNotContact { get; init; }

    /// <summary>Somebody calls the customer back: a task.</summary>
    public bool Callback { get; init; }

    /// <param name="kind">Of the CRM.</param>
    internal DispositionStages StagesIn(string kind) => kind switch
    {
        "HubSpot" => new(HubSpot, HubSpotLead),
        "Salesforce" => new(Salesforce, SalesforceLead),
        "Vtiger" => new(Vtiger, VtigerLead),
        _ => new(Other, ""),
    };

    /// <param name="settings">What is set.</param>
    /// <param name="otherwise">What holds for the rest.</param>
    internal static DispositionRule Read(Settings settings, DispositionRule otherwise) => new()
    {
        HubSpot = settings.Text(nameof(HubSpot), "name a stage", otherwise.HubSpot),
        HubSpotLead = settings.Text(nameof(HubSpotLead), "name a status", otherwise.HubSpotLead),
        Salesforce = settings.Text(nameof(Salesforce), "name a stage", otherwise.Salesforce),
        SalesforceLead = settings.Text(nameof(SalesforceLead), "name a status", otherwise.SalesforceLead),
        Vtiger = settings.Text(nameof(Vtiger), "name a stage", otherwise.Vtiger),
        VtigerLead = settings.Text(nameof(VtigerLead), "name a status", otherwise.VtigerLead),
        Other = settings.Text(nameof(Other), "name a stage", otherwise.Other),
        DoNotContact = settings.Flag(nameof(DoNotContact), otherwise.DoNotContact),
        Callback = settings.Flag(nameof(Callback), otherwise.Callback),
    };
}
