using System.Net;
using CrmEnrichment.Crm.HubSpot.Api;
using CrmEnrichment.Deadlines;
using CrmEnrichment.Diagnostics;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Upstreams;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static CrmEnrichment.Tests.Crm.HubSpot.HubSpotAnswers;

namespace CrmEnrichment.Tests.Crm.HubSpot;

public sealed class HubSpotSearchLimitTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_sixth_search_of_a_second_waits_for_the_next()
    {
        using var room = Room(("HubSpot:Company", "false"));
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results(Contact()));
        room.Crm.When(HttpMethod.Post, Deals).Answers(HttpStatusCode.OK, Results());

        // Two searches each.
        await room.FoundAsync(null, Phone);
        room.Time.Advance(TimeSpan.FromMilliseconds(300));
        await room.FoundAsync(null, Phone);
        room.Time.Waits.ShouldBeEmpty();
        await room.FoundAsync(null, Phone);

        room.Time.Waits.ShouldBe([TimeSpan.FromMilliseconds(700)]);
        room.Crm.Requests.Count.ShouldBe(6);
        room.Log.Lines.ShouldHaveSingleItem().ShouldContain("700 ms");
    }

    [Fact]
    public async Task Records_that_are_read_by_id_do_not_count()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Get, ById("51")).Answers(HttpStatusCode.OK, Contact().ToJsonString());

        for (var i = 0; i < 20; i++)
        {
            await room.FoundAsync("51");
        }

        room.Time.Waits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_that_would_begin_too_late_is_not_begun_and_says_when()
    {
        using var room = ContactsOnly();
        room.Crm.When(HttpMethod.Post, Contacts).Answers(HttpStatusCode.OK, Results());
        using var deadline = Deadline.Start(s_second, room.Time);
        for (var i = 0; i < HubSpotSearchLimit.MostASecond; i++)
        {
            await room.FindAsync(null, Phone);
        }

        var fault = await room.FaultAsync(null, Phone);

        (fault.Fault, fault.NotBefore).ShouldBe((UpstreamFault.Throttled, room.Time.GetUtcNow() + s_second));
        room.Crm.Requests.Count.ShouldBe(HubSpotSearchLimit.MostASecond);
    }

    [Fact]
    public void In_no_second_are_there_more_than_five_and_none_waits_longer_than_it_must() => Prop.ForAll(
        Gen.Choose(0, 700).Select(ms => TimeSpan.FromMilliseconds(ms)).ArrayOf().ToArbitrary(),
        gaps =>
        {
            var time = new ManualTime { WaitsPassAtOnce = true };
            using var clients = new UpstreamClients(new HttpOptions(), time, new Metrics(TextWriter.Null, time, "test"), new CapturedLog<UpstreamClients>());
            var pace = new HubSpotSearchLimit("crm", clients);
            var begun = new List<DateTimeOffset>();
            foreach (var gap in gaps)
            {
                time.Advance(gap);
                var asked = time.GetUtcNow();
                var passes = pace.NextAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully;
                begun.Add(time.GetUtcNow());
                var earliest = begun.Count > 5 && begun[^6] + s_second > asked ? begun[^6] + s_second : asked;
                if (!passes || begun[^1] != earliest)
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1_000).WithReplay(new FsCheck.Replay(new Rnd(20_260_101, 1), size: null)));
}
