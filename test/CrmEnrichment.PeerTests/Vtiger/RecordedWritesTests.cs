using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmEnrichment.Local.Crm.Vtiger;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>What a real Vtiger 8.3.0 answered to creates and revises: the pretend one answers the same.</summary>
public sealed class RecordedWritesTests
{
    private static readonly string? s_folder = SharedContracts.Find("vtiger");

    /// <summary>Times of the recording, numbers, and fields that the pretend one does not have.</summary>
    private static readonly string[] s_compared =
    [
        "subject", "activitytype", "eventstatus", "date_start", "time_start", "due_date", "time_end", "duration_hours", "duration_minutes", "contact_id", "parent_id", "location", "description",
        "direction", "callstatus", "starttime", "endtime", "totalduration", "customer", "customertype", "customernumber", "user", "sourceuuid",
    ];

    [Theory]
    [InlineData("next-events.jsonl", 10)]
    [InlineData("next-pbxmanager.jsonl", 9)]
    public async Task The_pretend_Vtiger_writes_as_the_real_one_did(string file, int writes)
    {
        Assert.SkipWhen(s_folder is null, "../shared/contracts/vtiger is not beside the repository, so there are no recorded answers to read.");
        await using var vtiger = await PretendVtiger.StartAsync(IPAddress.Loopback, 0, TimeProvider.System);
        vtiger.Put("Contacts", 3, ("lastname", "Dana"));
        vtiger.Put("Leads", 3001, ("lastname", "Lea"));
        using var http = new HttpClient { BaseAddress = vtiger.Url };
        var session = Session(vtiger);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var compared = 0;
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(s_folder, file), TestContext.Current.CancellationToken))
        {
            var (request, body) = (JsonElement.Parse(line).GetProperty("request"), JsonElement.Parse(line).GetProperty("response").GetProperty("body"));
            if (request.GetProperty("operation").GetString() is not ("create" or "revise") || request.GetProperty("element").TryGetProperty("phone_crm_extension", out _))
            {
                continue;
            }

            var element = ids.Aggregate(request.GetProperty("element").GetRawText(), (text, id) => text.Replace($"\"{id.Key}\"", $"\"{id.Value}\"", StringComparison.Ordinal));
            using var form = new FormUrlEncodedContent(
            [
                new("operation", request.GetProperty("operation").GetString()!), new("sessionName", session), new("element", element),
                new("elementType", request.TryGetProperty("elementType", out var module) ? module.GetString()! : ""),
            ]);
            using var response = await http.PostAsync(new Uri("webservice.php", UriKind.Relative), form, TestContext.Current.CancellationToken);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

            Gist(answer).ShouldBe(Gist(JsonNode.Parse(body.GetRawText())!), line);
            if (body.GetProperty("success").GetBoolean())
            {
                ids[body.GetProperty("result").GetProperty("id").GetString()!] = answer["result"]!["id"]!.ToString();
            }

            compared++;
        }

        compared.ShouldBe(writes);
    }

    private static string Gist(JsonNode answer) => answer["result"] is JsonObject record
        ? string.Join('\n', s_compared.Select(field => $"{field}={record[field]}"))
        : $"{answer["error"]!["code"]}";

    private static string Session(PretendVtiger vtiger)
    {
#pragma warning disable CA5351 // Vtiger's protocol knows MD5 only.
        return vtiger.Logins.LogIn(vtiger.Logins.UserName, Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(vtiger.Logins.Challenge() + vtiger.Logins.AccessKey))))!;
#pragma warning restore CA5351
    }
}
