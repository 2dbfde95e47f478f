using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Sql;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

public sealed class DatabaseLoginTests
{
    [Fact]
    public void A_secret_of_RDS_is_read()
    {
        var login = Read("""{"engine":"mysql","host":"db.example.com","port":3307,"username":"reader","password":" p\u00e4ss w\"rd ","dbname":"crm","dbInstanceIdentifier":"x"}""");

        (login.Host, login.Port, login.User, login.Password, login.Database).ShouldBe(("db.example.com", 3307, "reader", " päss w\"rd ", "crm"));
        login.ToString().ShouldNotContain("reader");
    }

    [Theory]
    [InlineData(SqlEngine.MySql, 3306)]
    [InlineData(SqlEngine.PostgreSql, 5432)]
    public void The_port_may_be_a_text_or_left_out_and_the_database_called_otherwise(SqlEngine engine, int port)
    {
        Read("""{"host":"h","username":"u","password":"p","database":"crm"}""", engine).Port.ShouldBe(port);
        Read("""{"host":"h","username":"u","password":"p","database":"crm","port":"1234"}""", engine).Port.ShouldBe(1234);
    }

    [Theory]
    [InlineData("""{"host":"h","username":"u","dbname":"d"}""", "has no text in its member 'password'")]
    [InlineData("""{"username":"u","password":"hush","dbname":"d"}""", "has no text in its member 'host'")]
    [InlineData("""{"host":"h","username":"u","password":"hush"}""", "has no text in its member 'database'")]
    [InlineData("""{"host":"","username":"u","password":"hush","dbname":"d"}""", "has no text in its member 'host'")]
    [InlineData("""{"host":"h","username":"","password":"hush","dbname":"d"}""", "has no text in its member 'username'")]
    [InlineData("""{"host":"h","username":"u","password":"","dbname":"d"}""", "has no text in its member 'password'")]
    [InlineData("""{"host":"h","username":"u","password":"hush","dbname":""}""", "has no text in its member 'database'")]
    [InlineData("""{"host":" ","username":"u","password":"hush","dbname":"d"}""", "has no host name in its member 'host'")]
    [InlineData("""{"host":"https://h","username":"u","password":"hush","dbname":"d"}""", "has no host name in its member 'host'")]
    [InlineData("""{"host":"h:3306","username":"u","password":"hush","dbname":"d"}""", "has no host name in its member 'host'")]
    [InlineData("""{"host":"h","username":"u","password":"hush","dbname":"d","port":"many"}""", "has no port in its member 'port'")]
    [InlineData("""{"host":"h","username":"u","password":"hush","dbname":"d","port":70000}""", "has no port in its member 'port'")]
    [InlineData("""{"engine":"postgres","host":"h","username":"u","password":"hush","dbname":"d"}""", "is for an engine that is not the configured MySql")]
    [InlineData("hush", "is not JSON")]
    [InlineData("[\"hush\"]", "is not a JSON object")]
    public void What_is_missing_is_named_and_nothing_else_told(string secret, string problem)
    {
        var fault = Should.Throw<UpstreamException>(() => Read(secret));

        fault.Fault.ShouldBe(UpstreamFault.AuthRefused);
        fault.Message.ShouldContain(problem);
        fault.ToString().ShouldNotContain("hush");
    }

    private static DatabaseLogin Read(string secret, SqlEngine engine = SqlEngine.MySql) => DatabaseLogin.Read(new SecretDocument("shop", "crm/database", secret), engine);
}
