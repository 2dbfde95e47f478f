using System.Text.Json;
using CrmEnrichment.DeadLetters;
using CrmEnrichment.Local.Loopback;
using CrmEnrichment.Tests.Cli;
using Shouldly;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What the tests of the schedule have in common.</summary>
internal static class Healing
{
    /// <summary>What template.yaml's schedule sends, at a rate for which no test has to wait.</summary>
    public const string Tick = """{"healing": true, "rate": 1000}""";

    /// <summary>A letter's first try is due at once, and so are the others.</summary>
    public static (string Name, string Value) AtOnce { get; } = ("Healing__FirstPause", "00:00:00");

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A letter whose next try is due.</summary>
    public static DeadLetter Due() => Envelopes.Write(failedAt: Now.AddMinutes(-5)) with { HealsFrom = Now.AddMinutes(-4), HealsUntil = Now.AddMinutes(55) };

    public static (int HeldBack, int Healing, int NeedingAPerson) Counts(JsonElement report) =>
        (report.GetProperty("heldBack").GetInt32(), report.GetProperty("healing").GetInt32(), report.GetProperty("needingAPerson").GetInt32());

    public static void Down(Contact contact) => contact.Cloud.Crm.Faults.Always(Contact.TheCrm, Fault.Answer(503));

    public static async Task<Contact> FailedAsync((string Name, string Value)[] environment, params string[] samples)
    {
        var contact = await Contact.StartAsync(environment);
        Down(contact);
        foreach (var sample in samples)
        {
            (await contact.PlayAsync(SampleEvents.Read(sample))).ShouldBe("CrmUnavailable");
        }

        contact.Cloud.Crm.Faults.Clear();
        return contact;
    }
}
