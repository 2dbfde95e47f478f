using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CrmEnrichment.Configuration;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Http.Upstreams;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>What a source says when it cannot find out, whatever the database.</summary>
public abstract class SqlFailingContract(ISqlPeer peer) : SqlSourceContract(peer)
{
    [Fact]
    public async Task A_slow_query_ends_in_time_here_and_on_the_server()
    {
        using var room = Open(("Sql:PhoneQuery", Peer.SlowQuery), ("TimeoutMs", "300"));

        (await RefusedAsync(room, UpstreamFault.Unavailable)).Message.ShouldMatch("no answer within 300 ms|error");

        await Eventually.ShouldBeAsync(0, Peer.RunningAsync);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_wait_and_leaves_nothing_running()
    {
        using var room = Open(("Sql:PhoneQuery", Peer.SlowQuery));
        using var impatient = new CancellationTokenSource();
        var asking = room.FindUntilAsync(Ada, impatient.Token);
        await Eventually.ShouldBeAsync(1, Peer.RunningAsync);

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await Eventually.ShouldBeAsync(0, Peer.RunningAsync);
        (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task The_deadline_of_all_sources_is_kept_to()
    {
        using var room = Open(("Sql:PhoneQuery", Peer.SlowQuery));
        using var deadline = Deadline.Start(TimeSpan.FromMilliseconds(200), TimeProvider.System);

        (await RefusedAsync(room, UpstreamFault.Unavailable)).Message.ShouldContain("shop: ");
    }

    [Fact]
    public async Task Who_finds_no_free_connection_is_told_in_time()
    {
        using var room = Open(("Sql:PhoneQuery", Peer.SlowQuery), ("Sql:MaxConnections", "1"));
        var first = room.FindAsync(phone: Ada);
        await Eventually.ShouldBeAsync(1, Peer.RunningAsync);

        using (Deadline.Start(TimeSpan.FromMilliseconds(200), TimeProvider.System))
        {
            (await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(id: "1"))).Fault.ShouldBe(UpstreamFault.Unavailable);
        }

        await Should.ThrowAsync<UpstreamException>(() => first);
    }

    [Fact]
    public async Task A_hundred_at_once_share_four_connections()
    {
        using var room = Open();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => room.FindAsync(phone: Ada)));

        answers.ShouldAllBe(answer => answer is SourceAnswer.Found);
        room.Secrets.ReadsOfTheStore.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_twice_and_then_cools_down()
    {
        using var room = Open();
        room.Secret = Peer.Secret("wrong-password");

        var refused = await RefusedAsync(room, UpstreamFault.AuthRefused);
        refused.Message.ShouldContain("'password' of the secret 'crm/database'");
        refused.NotBefore.ShouldNotBeNull();
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
        room.Metrics.ShouldContain("crm_auth_failure");

        room.Secret = Peer.Secret("right-password");
        await RefusedAsync(room, UpstreamFault.AuthRefused);
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task A_password_that_was_rotated_is_read_again_when_the_old_one_is_refused()
    {
        using var room = Open();
        await room.FindAsync(phone: Ada);
        await Peer.SetPasswordAsync("new-password");
        room.Secret = Peer.Secret("new-password");
        await Peer.DisconnectAsync();
        room.Http.MaxRetries = 3;

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();

        room.Secrets.ReadsOfTheStore.ShouldBe(2);
        room.Metrics.ShouldNotContain("crm_auth_failure");
    }

    [Fact]
    public async Task After_a_restore_from_a_snapshot_everything_begins_anew()
    {
        using var room = Open();
        await room.FindAsync(phone: Ada);

        room.Clients.ForgetCredentials();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
        room.Secrets.ReadsOfTheStore.ShouldBe(2);
    }

    [Fact]
    public async Task A_secret_without_a_member_names_it()
    {
        using var room = Open();
        room.Secret = """{"host":"localhost","username":"reader","passwort":"hush"}""";

        var refused = await RefusedAsync(room, UpstreamFault.AuthRefused);

        refused.Message.ShouldContain("'password'");
        refused.Message.ShouldNotContain("hush");
    }

    [Theory]
    [InlineData("")]
    [InlineData("https://localhost")]
    public async Task A_secret_without_a_host_name_is_no_bug_of_ours(string host)
    {
        using var room = Open();
        room.Secret = Peer.Secret("right-password", host);

        (await RefusedAsync(room, UpstreamFault.AuthRefused)).Message.ShouldContain("'host'");
    }

    [Fact]
    public async Task A_missing_right_is_forbidden()
    {
        await Peer.AsAdministratorAsync("REVOKE SELECT ON customers FROM reader");
        using var room = Open();

        (await RefusedAsync(room, UpstreamFault.Forbidden)).Message.ShouldContain("Grant its user SELECT");
    }

    [Theory]
    [InlineData("SELECT id FROM customers WHERE phone = @phone AND")]
    [InlineData("SELECT id FROM customers WHERE no_such_column = @phone")]
    public async Task A_wrong_query_is_rejected(string query)
    {
        using var room = Open(("Sql:PhoneQuery", query));

        (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain("Check the queries");
    }

    [Fact]
    public async Task A_missing_table_is_rejected_and_not_tried_again()
    {
        await Peer.AsAdministratorAsync("ALTER TABLE customers RENAME TO clients");
        using var room = Open();
        room.Http.MaxRetries = 3;

        await RefusedAsync(room, UpstreamFault.Rejected);

        room.Log.Lines.ShouldBeEmpty();
        await Peer.AsAdministratorAsync("DROP TABLE clients");
    }

    [Fact]
    public async Task Connections_that_the_database_has_closed_are_replaced_with_one_retry_at_most()
    {
        using var room = Open();
        room.Http.MaxRetries = 1;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => room.FindAsync(phone: Ada)));
        await Peer.DisconnectAsync();

        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task A_database_that_is_down_is_unavailable_and_found_again_when_it_is_back()
    {
        using var room = Open();
        await room.FindAsync(phone: Ada);
        await Peer.KillAsync();

        (await RefusedAsync(room, UpstreamFault.Unavailable)).NotBefore.ShouldBeNull();

        await Peer.StartAsync();
        room.Http.MaxRetries = 1;
        (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_no_connection()
    {
        using var room = Open(("Sql:CaFile", Peer.Stranger));

        (await RefusedAsync(room, UpstreamFault.Unavailable)).Message.ShouldContain("no trusted TLS connection");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no PEM")]
    [InlineData("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----")]
    public async Task A_file_without_authorities_is_named_and_not_tried_again(string? content)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "authorities.pem");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        }

        using var room = Open(("Sql:CaFile", file));
        room.Http.MaxRetries = 3;

        (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain($"Crm__Sources__N__Sql__CaFile '{file}'");
        room.Log.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("VerifyFull", false)]
    [InlineData("VerifyCA", true)]
    [InlineData("Required", true)]
    [InlineData("None", true)]
    public async Task Another_name_than_the_certificates_is_no_host_where_it_is_verified(string tls, bool connects)
    {
        using var room = Open(("Sql:Tls", tls));
        room.Secret = Peer.Secret("right-password", host: "127.0.0.1");

        if (connects)
        {
            (await room.FindAsync(phone: Ada)).ShouldBeOfType<SourceAnswer.Found>();
        }
        else
        {
            await RefusedAsync(room, UpstreamFault.Unavailable);
        }
    }

    [Fact]
    public async Task A_server_that_takes_the_connection_and_says_nothing_is_unavailable_in_time_and_replaced_by_another_in_the_secret()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        using var room = Open(("TimeoutMs", "300"), ("Sql:MaxConnections", "1"));
        var secret = JsonNode.Parse(Peer.Secret("right-password"))!;
        secret["port"] = ((IPEndPoint)mute.LocalEndpoint).Port;
        room.Secret = secret.ToJsonString();

        for (var i = 0; i < 3; i++)
        {
            (await RefusedAsync(room, UpstreamFault.Unavailable)).Message.ShouldContain("within 300 ms");
        }

        room.Secret = Peer.Secret("right-password");
        await Eventually.ShouldBeAsync(1, async () => await FoundAsync(room));
    }

    [Fact]
    public async Task An_unknown_host_is_unavailable()
    {
        using var room = Open();
        room.Secret = Peer.Secret("right-password", host: "no-such-host.invalid");

        await RefusedAsync(room, UpstreamFault.Unavailable);
    }

    [Fact]
    public async Task An_unknown_database_is_no_secret_of_ours_to_tell_and_not_tried_again()
    {
        using var room = Open();
        room.Secret = Peer.Secret("right-password", database: "nowhere");

        var refused = await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(phone: Ada));
        refused.Fault.ShouldBeOneOf(UpstreamFault.Rejected, UpstreamFault.Forbidden);
        refused.Message.ShouldContain("'dbname' of the secret 'crm/database'");
    }

    [Fact]
    public async Task Neither_messages_nor_logs_tell_a_number_a_password_or_the_databases_text()
    {
        using var room = Open(("Sql:PhoneQuery", "SELECT no_such_column FROM customers WHERE phone = @phone"));
        room.Http.MaxRetries = 1;
        var told = new List<string> { (await RefusedAsync(room, UpstreamFault.Rejected)).ToString() };
        room.Secret = Peer.Secret("wrong-password");
        room.Clients.ForgetCredentials();
        told.Add((await RefusedAsync(room, UpstreamFault.AuthRefused)).ToString());
        await Peer.KillAsync();
        room.Clients.ForgetCredentials();
        told.Add((await RefusedAsync(room, UpstreamFault.Unavailable)).ToString());
        await Peer.StartAsync();

        foreach (var text in told.Concat(room.Log.Lines))
        {
            text.ShouldNotContain("12345678");
            text.ShouldNotContain("wrong-password");
            text.ShouldNotContain("no_such_column");
        }

        room.Log.Lines.ShouldContain(line => line.Contains("Attempt 1 failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT id, REPEAT('x', 2000000) AS name FROM customers WHERE phone = @phone")]
    [InlineData("SELECT a.id * 1000 + b.id AS id, REPEAT('x', 100000) AS name FROM customers a CROSS JOIN customers b WHERE a.phone = @phone AND b.phone = @phone")]
    public async Task Rows_of_megabytes_are_no_customer(string query)
    {
        await Peer.CrowdAsync(10, Ada);
        using var room = Open(("Sql:PhoneQuery", query));

        (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain("more than 1048576 bytes (Http__MaxResponseBytes)");

        (await room.FindAsync(id: "1")).ShouldBeOfType<SourceAnswer.Found>();
    }

    [Fact]
    public void A_configured_query_without_a_parameter_is_refused_at_start() =>
        Should.Throw<InvalidConfigurationException>(() => Open(("Sql:PhoneQuery", "SELECT * FROM customers"))).Message.ShouldContain("Sql__PhoneQuery compares with none of @phone");

    [Fact]
    public async Task A_query_that_answers_none_of_the_fields_is_refused_with_the_fix()
    {
        using var room = Open(("Sql:PhoneQuery", "SELECT id AS customer_no FROM customers WHERE phone = @phone"));

        (await RefusedAsync(room, UpstreamFault.Rejected)).Message.ShouldContain("Name its columns in Crm__Sources__N__Fields");
    }

    private static async Task<int> FoundAsync(SourceRoom room)
    {
        try
        {
            return await room.FindAsync(phone: Ada) is SourceAnswer.Found ? 1 : 0;
        }
        catch (UpstreamException)
        {
            return 0;
        }
    }

    private static async Task<UpstreamException> RefusedAsync(SourceRoom room, UpstreamFault fault)
    {
        var refused = await Should.ThrowAsync<UpstreamException>(() => room.FindAsync(phone: Ada));
        refused.Fault.ShouldBe(fault, refused.Message);
        refused.Upstream.ShouldBe("shop");
        return refused;
    }
}
