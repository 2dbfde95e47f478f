using CrmEnrichment.Configuration;

namespace CrmEnrichment.Crm.Rest;

/// <summary>Where a REST CRM is told how a call ended; section <c>Dispositions</c> of the source.</summary>
public sealed class RestDispositionOptions
{
    /// <summary>Where a customer is read and changed; holds <c>{id}</c>.</summary>
    public string CustomerPath { get; init; } = "/customers/{id}";

    /// <summary>The customer's member with the stage of the deal.</summary>
    public string StageMember { get; init; } = "deal_stage";

    /// <summary>The customer's member, true or false, that says that nobody contacts them again.</summary>
    public string DoNotContactMember { get; init; } = "do_not_contact";

    internal static RestDispositionOptions Read(Settings settings)
    {
        var unset = new RestDispositionOptions();
        return new()
        {
            CustomerPath = settings.Text(nameof(CustomerPath), "begin with / and hold {id}", unset.CustomerPath, RestOptions.PathWithId),
            StageMember = settings.Text(nameof(StageMember), "name a member of the customer", unset.StageMember),
            DoNotContactMember = settings.Text(nameof(DoNotContactMember), "name a member of the customer", unset.DoNotContactMember),
        };
    }
}
