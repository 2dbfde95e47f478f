namespace CrmEnrichment.Crm;

/// <summary>Which kind of system a source is.</summary>
public enum CrmKind
{
    /// <summary>Any REST API that answers JSON under a bearer key.</summary>
    Rest,

    /// <summary>Tables in MySQL, MariaDB or PostgreSQL.</summary>
    Sql,

    /// <summary>HubSpot's CRM.</summary>
    HubSpot,

    /// <summary>Salesforce's Sales Cloud and what else is built on its REST API.</summary>
    Salesforce,

    /// <summary>Vtiger CRM, through its <c>webservice.php</c>.</summary>
    Vtiger,

    /// <summary>Any API that adds to what is known of a customer: payments, appointments, availability.</summary>
    Http,
}
