using CrmEnrichment.Sql;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>A database server that the tests of <see cref="SqlSourceContract"/> run against.</summary>
public interface ISqlPeer
{
    SqlEngine Engine { get; }

    /// <summary>The PEM file of the authority that has signed the server's certificate for <c>localhost</c>.</summary>
    string Authority { get; }

    /// <summary>One that has signed nothing.</summary>
    string Stranger { get; }

    /// <summary>The secret of the user <c>reader</c>, who may read what the tests say.</summary>
    string Secret(string password, string host = "localhost", string database = "crm");

    /// <summary>A query that takes a minute to find who has @phone.</summary>
    string SlowQuery { get; }

    /// <summary>Adds so many customers who all have the number.</summary>
    Task CrowdAsync(int customers, string phone);

    /// <summary>Statements of an administrator, through the database's own client.</summary>
    Task<string> AsAdministratorAsync(string sql);

    Task SetPasswordAsync(string password);

    /// <summary>How many statements of <c>reader</c> are being executed.</summary>
    Task<int> RunningAsync();

    /// <summary>Ends all connections of <c>reader</c>.</summary>
    Task DisconnectAsync();

    Task KillAsync();

    Task StartAsync();
}
