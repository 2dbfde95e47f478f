using CrmEnrichment.Crm;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Sql;

/// <summary>The meaning of a driver's exception.</summary>
/// <param name="Words">For logs and messages: an error number, never the database's own text, which quotes values and names.</param>
/// <param name="ValueDoesNotFit">The column cannot hold the value, so that no row has it.</param>
internal sealed record Refusal(UpstreamFault Fault, string Words, bool ValueDoesNotFit = false)
{
    public UpstreamException Exception(CrmSourceOptions source) => new(source.Name, Fault, $"{source.Name}: {Words}.{Fix(source)}");

    private string Fix(CrmSourceOptions source) => Fault switch
    {
        UpstreamFault.AuthRefused => $" Check the members 'username' and 'password' of the secret '{source.SecretId}', and the hosts from which that user may sign in.",
        UpstreamFault.Forbidden => $" Grant its user SELECT on the tables that the query reads, and check the member 'dbname' of the secret '{source.SecretId}'.",
        UpstreamFault.Rejected => $" Check the queries of Crm__Sources__N__Sql against its tables, and the member 'dbname' of the secret '{source.SecretId}'.",
        _ => "",
    };
}
