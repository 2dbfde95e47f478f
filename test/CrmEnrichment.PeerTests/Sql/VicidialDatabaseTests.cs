using CrmEnrichment.Diagnostics;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Platforms.Vicidial;
using CrmEnrichment.Sql;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Sql;

/// <summary>The call URLs in a database with VICIdial's own tables, as far as they are read (its schema 1728).</summary>
[Collection(MariaDb.Collection)]
public sealed class VicidialDatabaseTests(MariaDb peer) : IAsyncLifetime
{
    private const string Database = "vicidial/database", Door = "vicidial/door", Secret = "a-secret-of-24-characters";
    private const string Variables = "lead_id=--A--lead_id--B--&dispo=--A--dispo--B--&vendor_code=--A--vendor_lead_code--B--&uniqueid=--A--uniqueid--B--";

    private readonly CapturedLog<UpstreamClients> _log = new();

    public async ValueTask InitializeAsync()
    {
        await peer.AsAdministratorAsync($"""
            DROP TABLE IF EXISTS vicidial_campaigns, vicidial_inbound_groups, vicidial_url_multi;
            CREATE TABLE vicidial_campaigns (campaign_id VARCHAR(8) PRIMARY KEY NOT NULL, campaign_name VARCHAR(40), active ENUM('Y','N'), start_call_url TEXT, dispo_call_url TEXT) DEFAULT CHARSET=utf8;
            CREATE TABLE vicidial_inbound_groups (group_id VARCHAR(20) PRIMARY KEY NOT NULL, group_name VARCHAR(30), active ENUM('Y','N'), start_call_url TEXT, dispo_call_url TEXT) DEFAULT CHARSET=latin1;
            CREATE TABLE vicidial_url_multi (url_id INT(9) UNSIGNED AUTO_INCREMENT PRIMARY KEY NOT NULL, campaign_id VARCHAR(20) NOT NULL, entry_type ENUM('campaign','ingroup','list','system','') DEFAULT '', active ENUM('Y','N') DEFAULT 'N', url_type ENUM('dispo','start','addlead','noagent','apinewlead','apiupdatelead','') DEFAULT '', url_rank SMALLINT(5) DEFAULT '1', url_address TEXT);
            INSERT INTO vicidial_campaigns VALUES ('SALES', 'Sales', 'Y', NULL, 'https://calls.example.com/{Secret}/webhook/call_end?{Variables}'),
                ('CLONED', 'A clone', 'Y', '', ''), ('NULLED', 'Never set', 'Y', NULL, NULL), ('OLD', 'Not used', 'N', '', ''),
                ('OTHER', 'Elsewhere', 'Y', '', 'https://calls.example.com/another-secret-of-24-letters/webhook/call_end?{Variables}'),
                ('SHORT', 'Too little', 'Y', '', 'https://calls.example.com/{Secret}/webhook/call_end?lead_id=--A--lead_id--B--&dispo=--A--dispo--B--'),
                ('LEAKS', 'A password', 'Y', '', 'https://calls.example.com/{Secret}/webhook/call_end?{Variables}&pass=--A--pass--B--'),
                ('MANY', 'Several', 'Y', '', 'ALT');
            INSERT INTO vicidial_inbound_groups VALUES ('SUPPORT', 'Support', 'Y', '', 'https://calls.example.com/{Secret}/webhook/call_end?{Variables}');
            INSERT INTO vicidial_url_multi (campaign_id, entry_type, active, url_type, url_address) VALUES ('MANY', 'campaign', 'Y', 'dispo', 'https://elsewhere.example.com/?x=1'),
                ('MANY', 'campaign', 'Y', 'dispo', 'https://calls.example.com/{Secret}/webhook/call_end?{Variables}'), ('MANY', 'campaign', 'N', 'dispo', 'https://old.example.com/');
            GRANT SELECT ON vicidial_campaigns TO reader;
            GRANT SELECT ON vicidial_inbound_groups TO reader;
            GRANT SELECT ON vicidial_url_multi TO reader;
            """);
        await peer.SetPasswordAsync("right-password");
    }

    public async ValueTask DisposeAsync() => await peer.AsAdministratorAsync("DROP TABLE vicidial_campaigns, vicidial_inbound_groups, vicidial_url_multi");

    [Fact]
    public async Task Each_campaign_and_in_group_is_judged_by_what_stands_in_its_column()
    {
        using var clients = Clients();

        var lines = await Check(clients).RunAsync(TestContext.Current.CancellationToken);

        lines.Select(line => (line.Name, line.Verdict, line.Text)).ShouldBe([
            ("Dispo Call URL of CLONED", CheckVerdict.Wrong, "It is empty, as it is when a campaign is cloned."),
            ("Dispo Call URL of LEAKS", CheckVerdict.Wrong, "It holds the agent's password, so that its calls are refused."),
            ("Dispo Call URL of MANY", CheckVerdict.Ok, "It leads here, and tells what is needed."),
            ("Dispo Call URL of NULLED", CheckVerdict.Wrong, "It is empty, as it is when a campaign is cloned."),
            ("Dispo Call URL of OTHER", CheckVerdict.Wrong, "It leads to another address, or has another secret in its path."),
            ("Dispo Call URL of SALES", CheckVerdict.Ok, "It leads here, and tells what is needed."),
            ("Dispo Call URL of SHORT", CheckVerdict.Wrong, "It does not tell vendor_code, uniqueid."),
            ("Dispo Call URL of SUPPORT", CheckVerdict.Ok, "It leads here, and tells what is needed."),
        ]);
        lines.ShouldAllBe(line => !$"{line}".Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_without_the_right_to_read_is_told_so()
    {
        await peer.AsAdministratorAsync("REVOKE SELECT ON vicidial_inbound_groups FROM reader");
        using var clients = Clients();

        var refused = await Check(clients).RunAsync(TestContext.Current.CancellationToken).ShouldThrowAsync<UpstreamException>();

        (refused.Fault, refused.Upstream).ShouldBe((UpstreamFault.Forbidden, VicidialDatabase.Name));
    }

    private UpstreamClients Clients() => new(new HttpOptions { MaxRetries = 0 }, TimeProvider.System, new Metrics(TextWriter.Null, TimeProvider.System, "test"), _log);

    private CallUrlColumnsCheck Check(UpstreamClients clients)
    {
        var secrets = new KnownSecrets { [Database] = peer.Secret("right-password"), [Door] = $$"""{"secret":"{{Secret}}"}""" };
        return new(VicidialDatabase.Open(Database, SqlTls.VerifyFull, peer.Authority, secrets, clients), new CallUrlSetting(reports: null!, new VicidialOptions { SecretId = Door }, secrets));
    }
}
