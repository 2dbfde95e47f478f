using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>VICIdial tells where a recording lies minutes after the call.</summary>
public sealed class LateRecordingTests
{
    private const string Name = "20261120-060000_7275551002", Place = "https://dialer.example.com/RECORDINGS/MP3/20261120-060000_7275551002-all.mp3";

    [Fact]
    public async Task The_entry_is_written_at_once_and_gets_its_link_when_the_recording_is_processed()
    {
        await using var floor = await OpenAsync();
        var vicidial = floor.Cloud.Vicidial;
        vicidial.Recordings.Add(new VicidialRecording("1", "1002", 502, "20261119-050000_7275551002", vicidial.Now.AddDays(-1), 40) { Location = "https://dialer.example.com/RECORDINGS/MP3/20261119-050000_7275551002-all.mp3" });
        var recording = new VicidialRecording("2", "1002", 502, Name, vicidial.Now, 60);
        vicidial.Recordings.Add(recording);

        await EndAsync(floor);
        await floor.UntilAsync(() => floor.Cloud.Crm.Activities.All.Count > 0 && floor.Cloud.JournalWork is { Delayed: 1, Bodies.Count: 1 }, "the entry, and the message of the next look");
        floor.Cloud.Crm.Activities.All.ShouldHaveSingleItem().ContainsKey("link").ShouldBeFalse("another call's recording is not this one's");

        recording.Location = Place;
        floor.Cloud.JournalWork.Send(floor.Cloud.JournalWork.Bodies.ShouldHaveSingleItem());
        await floor.UntilAsync(() => Link(floor) is Place && floor.Cloud.JournalWork.Bodies.Count == 1, "the link");

        var asked = floor.Cloud.Vicidial.Requests.All.Count;
        floor.Cloud.JournalWork.Send(floor.Cloud.JournalWork.Bodies.ShouldHaveSingleItem());
        await floor.UntilAsync(() => floor.Cloud.JournalWork.Bodies.Count == 1, "the look after it");
        (floor.Cloud.Vicidial.Requests.All.Count, floor.Cloud.JournalWork.Delayed).ShouldBe((asked, 1), "what is known is not asked again, and nothing more is waited for");
        floor.Cloud.Crm.Activities.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_entry_does_not_fail_because_VICIdial_does()
    {
        await using var floor = await OpenAsync();
        floor.Cloud.Vicidial.Faults.Always(_ => true, Fault.Answer(500));

        await EndAsync(floor);

        await floor.UntilAsync(() => floor.Cloud.Crm.Activities.All.Count == 1 && floor.Cloud.JournalWork is { Delayed: 1, Bodies.Count: 1 }, "the entry, and the message of the next look");
        floor.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }

    private static Task<Dialler> OpenAsync() => Dialler.StartAsync(
        keepsJournal: true, vicidialApi: new Dictionary<string, string>(StringComparer.Ordinal), journal: [("WaitForRecording", "02:00:00")]);

    private static async Task EndAsync(Dialler floor) =>
        (await floor.EndAsync("NI", $"&lead_id=502&campaign=TESTCAMP&uniqueid=1795170000.12&recording={Name}")).ShouldBe((200, "OK"));

    private static string? Link(Dialler floor) => floor.Cloud.Crm.Activities.All[0]["link"]?.ToString();
}
