using System.Text;
using CrmEnrichment.Crm;
using CrmEnrichment.Http.Upstreams;

namespace CrmEnrichment.Sql;

/// <summary>The meaning of a driver's exception.</summary>
/// <param name="Words">For logs and messages: an error number, never the database's own text, which quotes values and names.</param>
/// <param name="ValueDoesNotFit">The column cannot hold the value, so that no row has it.</param>
/// <param name="CharactersDoNotFit">
/// The value has characters that the column's character set lacks, so that the two cannot be compared. A statement that compares columns of different collations
/// gives the same error for every value.
/// </param>
internal sealed record Refusal(UpstreamFault Fault, string Words, bool ValueDoesNotFit = false, bool CharactersDoNotFit = false)
{
    /// <summary>Whether it says of the value, and not of the database or the statement, that no row can have it.</summary>
    public bool IsOfValue(string value) => ValueDoesNotFit || (CharactersDoNotFit && !Ascii.IsValid(value));

    public UpstreamException Exception(CrmSourceOptions source) => new(source.Name, Fault, $"{source.Name}: {Words}.{Fix(source)}");

    private string Fix(CrmSourceOptions source) => Fault switch
    {
        UpstreamFault.AuthRefused => $" Check the members 'username' and 'password' of the secret '{source.SecretId}', and the hosts from which that user may sign in.",
        UpstreamFault.Forbidden => $" Grant its user SELECT on the tables that the query reads, for the journal also INSERT and UPDATE, for dispositions UPDATE, and check the member 'dbname' of the secret '{source.SecretId}'.",
        UpstreamFault.Rejected => $" Check the queries of Crm__Sources__N__Sql against its tables, and the member 'dbname' of the secret '{source.SecretId}'.",
        _ => "",
    };
}
