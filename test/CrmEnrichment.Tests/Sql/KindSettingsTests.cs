using CrmEnrichment.Configuration;
using CrmEnrichment.Crm;
using CrmEnrichment.Sql;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Sql;

/// <summary>Each kind of source has settings of its own and none of another's.</summary>
public sealed class KindSettingsTests
{
    private static readonly (string, string)[] s_sql = [("Name", "shop"), ("Kind", "Sql"), ("SecretId", "crm/database")];

    [Fact]
    public void The_least_for_a_database_is_its_name_and_its_secret()
    {
        var (source, problems) = Read(s_sql);

        problems.ShouldBeEmpty();
        var sql = source.Of<SqlSourceOptions>();
        (sql.Engine, sql.Tls, sql.IdColumn, sql.MaxConnections, sql.PhoneQuery, sql.CustomerQuery, sql.CaFile).ShouldBe((SqlEngine.MySql, SqlTls.VerifyFull, "id", 4, "", "", ""));
        source.Fields.Keys.ShouldBe(["crmAccountId", "name", "accountStatus", "lastVisit"]);
        source.ChangedAtMember.ShouldBe("updated_at");
    }

    [Theory]
    [InlineData("Url", "https://crm.example.com")]
    [InlineData("CustomerPath", "/customers/{id}")]
    [InlineData("PhonePath", "/customers?phone={phone}")]
    public void A_setting_of_a_REST_source_is_refused_for_a_database(string key, string value) =>
        Read([.. s_sql, (key, value)]).Problems.ShouldHaveSingleItem().ShouldStartWith($"Source__{key} is not a setting");

    [Fact]
    public void A_setting_of_a_database_is_refused_for_a_REST_source() =>
        Read([("Name", "shop"), ("SecretId", "crm/key"), ("Url", "https://crm.example.com"), ("Sql:Engine", "PostgreSql")])
            .Problems.ShouldHaveSingleItem().ShouldStartWith("Source__Sql is set, and Kind is Rest: set Source__Kind to Sql");

    [Fact]
    public void A_misspelt_setting_of_a_database_is_named_with_its_place() =>
        Read([.. s_sql, ("Sql:Querry", "SELECT 1")]).Problems.ShouldHaveSingleItem().ShouldStartWith("Source__Sql__Querry is not a setting: use one of CaFile, CustomerQuery,");

    [Fact]
    public void Every_problem_is_named_at_once() =>
        Read([("Kind", "Sql"), ("Sql:Engine", "Oracle"), ("Sql:PhoneQuery", "SELECT 1"), ("Sql:CustomerQuery", "SELECT @phone"), ("Sql:MaxConnections", "0"), ("Sql:Tls", "Maybe")])
            .Problems.Select(problem => problem.Split(' ')[0]).ShouldBe(
                ["Source__Name", "Source__SecretId", "Source__Sql__Engine", "Source__Sql__PhoneQuery", "Source__Sql__CustomerQuery", "Source__Sql__MaxConnections", "Source__Sql__Tls"], ignoreOrder: true);

    [Fact]
    public void The_secret_is_asked_for_in_the_form_of_its_kind() =>
        Read([("Name", "shop"), ("Kind", "Sql")]).Problems.ShouldHaveSingleItem().ShouldContain("\"dbname\"");

    private static (CrmSourceOptions Source, List<string> Problems) Read(params (string Key, string Value)[] settings)
    {
        var problems = new List<string>();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Source:{setting.Key}", (string?)setting.Value))).Build();
        return (CrmSourceOptions.Read(Settings.Of(configuration, "Source", problems), AllKinds.List), problems);
    }
}
