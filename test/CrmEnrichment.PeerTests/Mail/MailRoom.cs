using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local;
using CrmEnrichment.Tests;
using Shouldly;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>A mailbox, the product's executable, and a pretend CRM with the tickets 7 and 8 of Ada.</summary>
internal sealed class MailRoom : IAsyncDisposable
{
    private const string Secret = "crm-enrichment/mailbox";

    private MailRoom(EmbeddedCloud cloud, IMailPeer server, string user) => (Cloud, Server, User) = (cloud, server, user);

    public EmbeddedCloud Cloud { get; }

    public IMailPeer Server { get; }

    public string User { get; }

    public IReadOnlyList<string> Comments => [.. Cloud.Crm.Comments.All.Select(comment => comment["text"]!.ToString())];

    public static async Task<MailRoom> StartAsync(IMailPeer server, int? port = null, params IEnumerable<(string Name, string Value)> more)
    {
        var user = await server.AddUserAsync();
        var mail = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Mailboxes__0__Name"] = "desk",
            ["Mailboxes__0__Host"] = "localhost",
            ["Mailboxes__0__Port"] = (port ?? server.Port).ToString(CultureInfo.InvariantCulture),
            ["Mailboxes__0__AuthoritiesFile"] = server.Authority,
            ["Mailboxes__0__SecretId"] = Secret,
            ["Mailboxes__0__TimeoutMs"] = "60000",
            ["MostCommentsAnHour"] = "1000",
        };
        foreach (var (name, value) in more)
        {
            mail[name] = value;
        }

        var cloud = await EmbeddedCloud.StartAsync(new EmbeddedCloudOptions { Mail = mail, Environment = Patience.With([("Http__BackOffBaseMs", "1"), ("Crm__Sources__0__Tickets__FilesPath", "/tickets/{id}/files")]), RetryDelays = [TimeSpan.FromMilliseconds(1)] });
        cloud.Crm.Tickets =
        [
            new JsonObject { ["id"] = "t-7", ["number"] = "7", ["contact_email"] = Written.Customer },
            new JsonObject { ["id"] = "t-8", ["number"] = "8", ["contact_email"] = Written.Customer },
        ];
        var room = new MailRoom(cloud, server, user);
        room.SetPassword(IMailPeer.Password);
        return room;
    }

    public void SetPassword(string password) => SetSecret(new() { ["username"] = User, ["password"] = password });

    public void SetSecret(JsonObject secret) => Cloud.Secrets.Set(Secret, secret.ToJsonString());

    public Task DeliverAsync(params IEnumerable<string> messages) => Server.DeliverAsync(User, messages);

    /// <summary>One run by the schedule.</summary>
    /// <returns>What it says of the mailbox.</returns>
    public async Task<JsonElement> RunAsync()
    {
        var result = await Cloud.UpdateTickets.InvokeAsync(Encoding.UTF8.GetBytes("{}"));
        result.ErrorType.ShouldBeNull(result.Text);
        return Run(result.Text);
    }

    /// <summary>One run, and how many have failed in a row in each of these mailboxes, as it has published.</summary>
    public async Task<IReadOnlyList<int>> RunsFailedAsync(params IEnumerable<string> mailboxes)
    {
        var result = await Cloud.UpdateTickets.InvokeAsync(Encoding.UTF8.GetBytes("{}"));
        result.ErrorType.ShouldBeNull(result.Text);
        var counts = new List<int>();
        foreach (var mailbox in mailboxes)
        {
            var line = await result.Log.ArrivalOfAsync(line => line.Contains("mail_runs_failed_in_a_row", StringComparison.Ordinal) && JsonElement.Parse(line).TryGetProperty("Mailbox", out var of) && of.ValueEquals(mailbox));
            counts.Add(JsonElement.Parse(line).GetProperty("mail_runs_failed_in_a_row").GetInt32());
        }

        return counts;
    }

    public static JsonElement Run(string report) => Member(JsonElement.Parse(report), "Mailboxes")[0];

    public static string End(JsonElement run) => Member(run, "EndedBy").ToString();

    public static string Failure(JsonElement run) => Member(run, "Failure").ToString();

    /// <summary>Messages that had an end, whichever.</summary>
    public static int Total(JsonElement run) => Member(run, "Messages").EnumerateObject().Sum(outcome => outcome.Value.GetInt32());

    public static int Count(JsonElement run, string outcome) => Member(run, "Messages").TryGetProperty(outcome, out var count) ? count.GetInt32() : 0;

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();

    private static JsonElement Member(JsonElement of, string name) => of.EnumerateObject().Single(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
}
