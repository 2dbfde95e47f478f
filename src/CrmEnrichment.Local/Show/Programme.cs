using CrmEnrichment.Local.Events;

namespace CrmEnrichment.Local.Show;

/// <summary>The scenes in their order, with every event happening now.</summary>
internal static class Programme
{
    public static IEnumerable<Scene> Of(DateTimeOffset now)
    {
        yield return new WarmUp(Event("01-customer-start-voice-inbound-known-ani.json").AsAnother());
        yield return new SingleEvent("a known caller", Event("01-customer-start-voice-inbound-known-ani.json"), "Enriched");
        yield return new SingleEvent("the same event once more", Event("24-duplicate-of-01-same-id.json"), "Duplicate");
        yield return new SingleEvent("a call with an external contact", Event("02-customer-start-voice-external-contact-resolved.json"), "Enriched");
        yield return new SingleEvent("a withheld number", Event("05-customer-start-voice-no-ani.json"), "NoMatch");
        yield return new SingleEvent("an outbound call", Event("07-customer-start-voice-outbound.json"), "Enriched");
        yield return new SingleEvent("an unknown caller", Event("customer-start-voice-unknown-caller.json"), "NoMatch");
        yield return new SingleEvent("a callback", Event("customer-start-callback.json"), "Enriched");
        yield return new SingleEvent("a text message", Event("customer-start-message-sms.json"), "Enriched");
        yield return new SingleEvent("a web chat", Event("08-customer-start-message-webmessaging.json"), "NoMatch");
        yield return new SingleEvent("an e-mail", Event("10-customer-start-email.json"), "NoMatch");
        yield return new SingleEvent("the tutorial's event", Event("tutorial-interaction-created.json"), "Enriched");
        yield return new SingleEvent("the tutorial's event without a customer", Event("tutorial-no-customer-id.json"), "NoMatch");

        foreach (var (what, file) in Others)
        {
            yield return new SingleEvent($"not for us: {what}", Event(file), "Ignored");
        }

        yield return new SingleEvent("malformed", Event("malformed-no-conversation-id.json"), "InvalidEvent");
        yield return new SingleEvent("not an event", new SampleEvent("(typed by hand)", "\"hello\""), "InvalidEvent");

        var call = Event("01-customer-start-voice-inbound-known-ani.json");
        yield return new KilledFunction(call.AsAnother());
        yield return new CrmOutage(call.AsAnother(), call.AsAnother(), call.AsAnother(), SampleEvent.Named("replay-healing.json"));
        yield return new TotalOutage(call.AsAnother());
        yield return new WholeCall(now);
        yield return new WithheldEvents(now);
        yield return new Shift();
        yield return new ClickedCall();
        yield return new NewLead();
        yield return new TicketMail(SampleEvent.Named("update-tickets.json"));
        yield return new HealthCheck(Event("check-health.json"));
        yield return new EveryKind(call.AsAnother());
        yield return new LookUp();

        SampleEvent Event(string file) => SampleEvent.Named(file).At(now);
    }

    private static readonly (string What, string File)[] Others =
    [
        ("a flow begins", "14-flow-start.json"),
        ("a queue is entered", "15-acd-start.json"),
        ("an agent joins", "17-user-start.json"),
        ("the agent leaves", "18-user-end.json"),
        ("the customer leaves", "19-customer-end.json"),
        ("after-call work", "20-acw.json"),
        ("attributes, as we write", "22-attributes.json"),
        ("an audit", "28-not-ours-audit-iso-eventtime.json"),
        ("a source that looks alike", "look-alike-source.json"),
    ];
}
