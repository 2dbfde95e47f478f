using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>The pretend Vtiger with the recorded one's records in it answers the recorded requests as that one did.</summary>
public sealed class PretendVtigerTests
{
    /// <summary>What the reading side asks; other operations and modules are not pretended.</summary>
    private static readonly string[] s_pretended =
    [
        "00-auth/01-getchallenge", "00-auth/04-login-bad-key", "00-auth/07-getchallenge-unknown-user", "00-auth/12-login-with-older-token", "00-auth/17-no-session",
        "00-auth/18-bad-session", "00-auth/21-unknown-operation", "00-auth/26-users-gettoken-post", "01-meta/04-describe-Contacts", "01-meta/15-describe-Calls",
        "03-query/03-phone-eq", "03-query/05-phone-or-mobile", "03-query/06-no-semicolon", "03-query/17-like-interleaved", "03-query/20-like-3-fields",
        "03-query/24-apostrophe-doubled", "03-query/27-apostrophe-bare", "03-query/37-backslash", "03-query/62-unknown-field", "03-query/64-unknown-module",
        "03-query/74-lead-phone", "03-query/75-account-phone", "04-crud/03-retrieve-contact", "04-crud/06-retrieve-missing", "04-crud/07-retrieve-wrong-prefix",
        "05-life/15-idle-7200s-after-gc", "05-life/29-logout", "14-misc/27-display_errors-query", "18-extra/03-query-session-in-body",
    ];

    [Fact]
    public async Task The_pretend_Vtiger_says_what_the_real_one_said()
    {
        var transcripts = Transcript.All().Where(transcript => s_pretended.Contains(transcript.Case, StringComparer.Ordinal)).ToList();
        transcripts.Count.ShouldBe(s_pretended.Length);
        await using var vtiger = await StartAsync();
        using var http = new HttpClient { BaseAddress = vtiger.Url };
        foreach (var transcript in transcripts)
        {
            // An unknown session has to stay unknown.
            using var request = transcript.Request(transcript.Case is "00-auth/18-bad-session" or "05-life/15-idle-7200s-after-gc" ? null : Session(vtiger));
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

            answer.StatusCode.ShouldBe(transcript.Status, transcript.Case);
            Gist(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Gist(transcript.Body), transcript.Case);
        }
    }

    /// <summary>What does not differ between two installations with the same records: a whole row (<c>SELECT *</c>) does.</summary>
    private static string Gist(string body) => body.Length == 0 ? "nothing" : JsonNode.Parse(body) switch
    {
        var answer when answer!["success"]!.GetValue<bool>() is false => answer["error"]!["code"]!.ToString(),
        var answer => answer!["result"] switch
        {
            JsonArray rows => string.Join('\n', rows.Select(row => row!.AsObject().Count > 10 ? "a whole row" : string.Join(',', row.AsObject().OrderBy(field => field.Key, StringComparer.Ordinal)))),
            var record => $"{record!["id"]} {record["idPrefix"]} {WebUtility.HtmlDecode(record["label"]?.ToString())}",
        },
    };

    private static string Session(PretendVtiger vtiger)
    {
        var challenge = vtiger.Logins.Challenge();
#pragma warning disable CA5351 // Vtiger's protocol knows MD5 only.
        return vtiger.Logins.LogIn("admin", Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + vtiger.Logins.AccessKey))))!;
#pragma warning restore CA5351
    }

    private static async Task<PretendVtiger> StartAsync()
    {
        var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        vtiger.Logins.UserName = "admin";
        vtiger.Put("Accounts", 2, ("accountname", "Acme s.r.o."), ("phone", "+420 222 333 444"));
        vtiger.Put("Contacts", 4, ("firstname", "Phone"), ("lastname", "Fmt e164"), ("phone", "+420777123456"), ("account_id", "11x2"));
        vtiger.Put("Contacts", 5, ("firstname", "Phone"), ("lastname", "Fmt spaces"), ("phone", "+420 777 123 457"), ("account_id", "11x2"));
        vtiger.Put("Contacts", 16, ("firstname", "Jan"), ("lastname", "Novák"), ("mobile", "+420777123456"), ("homephone", "222 111 000"), ("otherphone", "+420 601 000 001"), ("account_id", "11x2"));
        vtiger.Put("Contacts", 17, ("firstname", "Seán"), ("lastname", "O'Brien"));
        vtiger.Put("Leads", 19, ("firstname", "Lea"), ("lastname", "Dová"), ("company", "NewCo"), ("phone", "+420 777 123 456"), ("mobile", "601222333"));
        // The recorded 20 is a ticket: of another module than contacts is what counts.
        vtiger.Put("Leads", 20, ("lastname", "Any"));
        return vtiger;
    }
}
