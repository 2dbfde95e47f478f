namespace CrmEnrichment.Crm.Salesforce.Api;

/// <summary>How the token is got.</summary>
public enum SalesforceAuth
{
    /// <summary>With the external client app's secret; it acts as the user that the app names.</summary>
    ClientCredentials,

    /// <summary>With a private key whose certificate the external client app holds; it acts as the user that the secret names.</summary>
    JwtBearer,
}
