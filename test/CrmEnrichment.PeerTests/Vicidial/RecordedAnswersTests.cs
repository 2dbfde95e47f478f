using System.Net;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Tests;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vicidial;

/// <summary>The pretend VICIdial against the recordings of a real one: each request in its turn, each answer byte for byte.</summary>
public sealed class RecordedAnswersTests
{
    private static readonly string[] s_files =
        ["01_auth_and_version.txt", "02_add_lead.txt", "03_update_lead.txt", "04_lead_queries.txt", "07_agent_external_dial.txt", "08_agent_pause_status_hangup.txt"];

    /// <summary>When update_lead was recorded: its answers do not say, but a callback that it entered was read later.</summary>
    private static readonly DateTimeOffset s_updates = new(2026, 11, 20, 7, 2, 22, TimeSpan.FromHours(-5));

    [Fact]
    public async Task The_pretend_VICIdial_answers_as_the_real_one_did()
    {
        var cases = s_files.SelectMany(VicidialTranscript.Of).ToList();
        var time = new ManualTime();
        time.Advance(cases[0].At!.Value.AddHours(-1) - time.GetUtcNow());
        await using var vicidial = await PretendVicidial.StartAsync(IPAddress.Loopback, 0, time);
        VicidialAccount.Fill(vicidial);
        AsRecorded(vicidial);
        using var http = new HttpClient();
        var differences = new List<string>();
        for (var at = 0; at < cases.Count; at++)
        {
            // What was not dated was recorded before what comes next.
            var now = cases[at].Case.StartsWith("03/", StringComparison.Ordinal) ? s_updates : cases.Skip(at).Select(one => one.At).First(when => when is not null)!.Value;
            if (now > time.GetUtcNow())
            {
                time.Advance(now - time.GetUtcNow());
            }

            Settings(vicidial, cases[at].Case);
            using var request = cases[at].Request(vicidial.Url);
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if ((int)answer.StatusCode != cases[at].Status || !string.Equals(body, cases[at].Body, StringComparison.Ordinal) || answer.Content.Headers.ContentType?.ToString() is not "text/html; charset=utf-8")
            {
                differences.Add($"{cases[at].Case} {cases[at].Title}: {(int)answer.StatusCode} {body} instead of {cases[at].Status} {cases[at].Body}");
            }
        }

        cases.Count.ShouldBe(226);
        differences.ShouldBeEmpty();
        vicidial.Requests.Unexpected.ShouldBeEmpty();
    }

    /// <summary>Whom and what the recorded system had beside what every local cloud has.</summary>
    private static void AsRecorded(PretendVicidial vicidial)
    {
        vicidial.Lists["201"] = new("201", "OTHER", []);
        vicidial.Campaigns["OTHER"] = new("OTHER", "Other Campaign");
        foreach (var user in new VicidialUser[]
        {
            new("apilow", VicidialAccount.Password) { Level = 6 },
            new("apinolead", VicidialAccount.Password) { ModifiesLeads = false, HasAgentApi = false },
            new("apifn", VicidialAccount.Password) { Functions = new HashSet<string> { "add_lead" } },
            new("apirestr", VicidialAccount.Password) { RestrictedTo = VicidialAccount.Campaign },
            new("apilock", VicidialAccount.Password),
        })
        {
            vicidial.Users[user.Id] = user;
        }
    }

    /// <summary>What was changed between two requests.</summary>
    private static void Settings(PretendVicidial vicidial, string @case)
    {
        var campaign = vicidial.Campaigns[VicidialAccount.Campaign];
        var agent = vicidial.Agents["1001"];
        switch (@case)
        {
            case "01/21" or "01/23":
                vicidial.HasAgentApi = @case is "01/23";
                break;
            case "01/39" or "01/41":
                vicidial.BlocksAddress = @case is "01/39";
                break;
            case "01/42" or "01/43":
                vicidial.HasServers = @case is "01/43";
                break;
            case "02/42" or "02/43":
                vicidial.KeepsNonLatin = @case is "02/42";
                break;
            case "02/51" or "02/52":
                campaign.IsOutsideCallTime = @case is "02/51";
                break;
            case "04/1":
                vicidial.Find("501")!["phone_number"] = "7275551001";
                vicidial.Calls.Add(new("V1120070000000000502", "1795176000.1", campaign.Id, "1002", 502, "7275551002", vicidial.Now, 30, "SALE"));
                break;
            case "07/26" or "07/27":
                (agent.DialsByHand, agent.LeadId) = (@case is "07/27", @case is "07/27" ? 501 : 0);
                break;
            case "07/28" or "07/30":
                (agent.LeadId, campaign.QueuesManualDials) = (0, @case is "07/28");
                break;
        }
    }
}
