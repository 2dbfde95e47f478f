using CrmEnrichment.Crm;
using CrmEnrichment.Crm.Sql;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.PhoneNumbers;
using CrmEnrichment.Sql.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Sql;

/// <summary>Sources of kind <see cref="CrmKind.Sql"/>, with the drivers that they need.</summary>
public static class SqlServices
{
    public static IServiceCollection AddSql(this IServiceCollection services) => services.AddKeyedSingleton<CrmSourceFactory>(CrmKind.Sql, Open);

    private static SqlCustomerSource Open(IServiceProvider provider, CrmSourceOptions source)
    {
        IEngine engine = source.Sql!.Engine is SqlEngine.PostgreSql ? new PostgreSqlEngine() : new MySqlEngine();
        var clients = provider.GetRequiredService<UpstreamClients>();
        var database = new Database(source, engine, provider.GetRequiredService<ISecrets>(), clients);
        return new SqlCustomerSource(source, database, engine, provider.GetRequiredService<PhoneNumberReader>(), clients);
    }
}
