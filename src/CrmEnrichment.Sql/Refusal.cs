using CrmEnrichment.Crm;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Sql;

/// <summary>What a driver's exception means to us.</summary>
/// <param name="Words">For logs and messages: a number, and nothing of the database's own text, which quotes values and names.</param>
/// <param name="ValueDoesNotFit">The value is none that the column could hold, so that no row has it.</param>
internal sealed record Refusal(UpstreamFault Fault, string Words, bool ValueDoesNotFit = false)
{
    public UpstreamException Exception(CrmSourceOptions source) => new(source.Name, Fault, $"{source.Name}: {Words}.{Fix(source)}");

    private string Fix(CrmSourceOptions source) => Fault switch
    {
        UpstreamFault.AuthRefused => $" Check the members 'username' and 'password' of the secret '{source.SecretId}', and from where that user may sign in.",
        UpstreamFault.Forbidden => $" Grant its user SELECT on what the query reads, and check the member 'dbname' of the secret '{source.SecretId}'.",
        UpstreamFault.Rejected => $" Check the queries of Crm__Sources__N__Sql against its tables, and the member 'dbname' of the secret '{source.SecretId}'.",
        _ => "",
    };
}
