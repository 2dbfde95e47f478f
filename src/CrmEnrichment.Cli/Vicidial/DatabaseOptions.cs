using System.CommandLine;
using CrmEnrichment.Dispositions.PreLaunch;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Cli.Vicidial;

/// <summary>Read access to VICIdial's database, for whoever has it: only there do the call URLs stand.</summary>
internal sealed class DatabaseOptions
{
    private readonly Option<string?> _secret = new("--database") { Description = "a secret with host, port, username, password and dbname of VICIdial's database: its call URLs are read there", HelpName = "secret" };
    private readonly Option<SqlTls> _tls = new("--database-tls") { Description = "what is asked of the connection to it: VerifyFull, VerifyCA, Required or None", DefaultValueFactory = _ => SqlTls.VerifyFull };
    private readonly Option<FileInfo?> _authority = new("--database-ca") { Description = "a PEM file with the authorities to trust, in place of the system's", HelpName = "file" };

    public void AddTo(Command command)
    {
        command.Options.Add(_secret);
        command.Options.Add(_tls);
        command.Options.Add(_authority);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_secret) is null && (result.GetResult(_tls) is { Implicit: false } || result.GetResult(_authority) is not null))
            {
                result.AddError("--database-tls and --database-ca belong to --database: name the secret with --database.");
            }
        });
    }

    public Action<IServiceCollection> Read(ParseResult parsed) => services =>
    {
        if (parsed.GetValue(_secret) is { } secret)
        {
            services.AddSingleton<ICallUrlColumns>(provider => VicidialDatabase.Open(
                secret, parsed.GetValue(_tls), parsed.GetValue(_authority)?.FullName ?? "", provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>()));
        }
    };
}
