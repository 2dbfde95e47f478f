namespace MySqlConnector;

public enum MySqlSslMode
{
    None = 0,

    /// <summary>TLS where the server offers it; whoever answers is believed.</summary>
    Preferred = 1,

    /// <summary>TLS or no connection; whoever answers is believed.</summary>
    Required = 2,

    /// <summary>The certificate has to be signed by a trusted authority; its name does not matter.</summary>
    VerifyCA = 3,

    /// <summary>The certificate has to be signed by a trusted authority for the server's name.</summary>
    VerifyFull = 4,
}
