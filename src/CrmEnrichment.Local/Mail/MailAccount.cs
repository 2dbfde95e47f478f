using System.Text.Json.Nodes;
using CrmEnrichment.Local.SecretsManager;

namespace CrmEnrichment.Local.Mail;

/// <summary>The mailbox that the local cloud's <c>UpdateTickets</c> reads, as <c>events/env.json</c> has it.</summary>
internal static class MailAccount
{
    public const string Mailbox = "mailbox";

    public const string User = "support@example.com";

    public const string Secret = "crm-enrichment/mailbox";

    /// <returns>Null where no mailbox is read, or one of the caller's.</returns>
    public static async Task<PretendMailServer?> StartAsync(EmbeddedCloudOptions options, TimeProvider time)
    {
        if (options.Mail?.ContainsKey("Mailboxes__0__Host") is not false)
        {
            return null;
        }

        var server = await PretendMailServer.StartAsync(options.Address, options.MailPort, time);
        server.Requests.Most = options.KeptRequests;
        return server;
    }

    public static void PutInto(Secrets secrets, PretendMailServer? server)
    {
        if (server is not null)
        {
            secrets.Set(Secret, new JsonObject { ["username"] = User, ["password"] = server.AddUser(User).Password }.ToJsonString());
        }
    }
}
