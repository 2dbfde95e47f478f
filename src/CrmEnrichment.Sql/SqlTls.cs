namespace CrmEnrichment.Sql;

/// <summary>What is asked of the connection to a database.</summary>
public enum SqlTls
{
    /// <summary>TLS, and a certificate of a trusted authority for the host's name.</summary>
    VerifyFull,

    /// <summary>TLS, and a certificate of a trusted authority for whatever name, as behind a tunnel.</summary>
    VerifyCA,

    /// <summary>TLS, whoever answers: nobody can listen, but anybody can pose as the database.</summary>
    Required,

    /// <summary>No TLS: for a database on this machine.</summary>
    None,
}
