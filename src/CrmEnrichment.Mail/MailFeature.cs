using CrmEnrichment.Configuration;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Tickets.Mailboxes;
using Microsoft.Extensions.DependencyInjection;

namespace CrmEnrichment.Mail;

public static class MailFeature
{
    /// <summary>What opens mailboxes over IMAP. It reads no settings: those that are configured are opened when a feature asks for them.</summary>
    public static FeatureSetup AddMail(this FeatureSetup setup) => setup.Once(nameof(AddMail), () => setup.Services.AddSingleton<IMailServer>(provider =>
        new ImapServer(provider.GetRequiredService<ISecrets>(), provider.GetRequiredService<UpstreamClients>())));
}
