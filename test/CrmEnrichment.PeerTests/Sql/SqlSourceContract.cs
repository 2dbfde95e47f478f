using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>The tables that the usual queries read, with one customer in them.</summary>
public abstract class SqlSourceContract(ISqlPeer peer) : IAsyncLifetime
{
    protected const string Ada = "+493012345678";

    internal ISqlPeer Peer => peer;

    internal SourceRoom Open(params (string Key, string Value)[] settings) => new(peer, "right-password", settings);

    public async ValueTask InitializeAsync()
    {
        await peer.AsAdministratorAsync("""
            DROP TABLE IF EXISTS customer_accounts;
            DROP TABLE IF EXISTS customers;
            CREATE TABLE customers (id BIGINT PRIMARY KEY, name VARCHAR(200), email VARCHAR(200), phone VARCHAR(40), mobile VARCHAR(40), vip BOOLEAN, balance DECIMAL(12,2), updated_at TIMESTAMP NULL);
            CREATE TABLE customer_accounts (customer_id BIGINT, status VARCHAR(20), last_visit DATE);
            CREATE INDEX customers_phone ON customers (phone);
            CREATE INDEX customers_mobile ON customers (mobile);
            CREATE INDEX customer_accounts_customer ON customer_accounts (customer_id);
            INSERT INTO customers VALUES (1, 'Ada Lovelace', 'ada@example.com', '+493012345678', NULL, TRUE, 1234.50, '2024-02-29 12:00:00');
            INSERT INTO customer_accounts VALUES (1, 'active', '2024-01-02');
            GRANT SELECT ON customers TO reader;
            GRANT SELECT ON customer_accounts TO reader;
            """);
        await peer.SetPasswordAsync("right-password");
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
