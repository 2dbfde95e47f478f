using System.Globalization;
using System.Text.Json;
using CrmEnrichment.Pipeline;

namespace CrmEnrichment.Platforms.Vicidial.CallUrls;

/// <summary>Reads what call URLs tell of an interaction, for the journal: when an agent joined, and all of the rest when the call has its disposition.</summary>
internal sealed class CallInteractionReader(VicidialOptions options) : IInteractionEventReader
{
    public const string Origin = "vicidial/call";

    /// <summary>VICIdial's own names for nobody, on calls that no agent got.</summary>
    private static readonly string[] s_nobody = ["VDAD", "VDCL"];

    public EventReading<InteractionEvent> Read(JsonElement payload)
    {
        var reading = CallEvent.Read(payload);
        return reading.Then(e => new EventReading<InteractionEvent>.Ours(Of(e))) with { Identity = reading.Identity with { StaleAt = StaleAt(reading) } };
    }

    private DateTimeOffset? StaleAt(EventReading<CallEvent> reading) => reading is EventReading<CallEvent>.Ours ours ? ours.Event.ReceivedAt + options.MaxEventAge : null;

    private InteractionEvent Of(CallEvent e)
    {
        var agent = e[CallField.Agent] is { } user && !s_nobody.Contains(user, StringComparer.OrdinalIgnoreCase) ? user : null;
        var talked = Seconds(e[CallField.TalkTime]);
        var read = new InteractionEvent
        {
            Origin = Origin,
            InteractionId = CallIdentity.Interaction(e),
            Step = e.Kind is CallKind.Start ? InteractionStep.AgentJoined : InteractionStep.Closed,
            At = e.ReceivedAt,
            StaleAt = e.ReceivedAt + options.MaxEventAge,
            AgentSession = agent,
            AgentId = agent,
            AgentName = agent is null ? null : e[CallField.AgentName],
            AgentEmail = agent is null ? null : e[CallField.AgentEmail],
            HasAnswered = agent is not null,
            QueueName = e.Campaign,
            MediaType = "VOICE",
            Direction = DirectionOf(e[CallField.CallId]),
            Caller = CallerOf(e),
            CustomerId = e.VendorCode,
        };
        return e.Kind is CallKind.Start ? read : read with
        {
            WrapUpCode = e.Disposition,
            WrapUpName = e[CallField.DispositionName] ?? e.Disposition,
            Notes = e[CallField.Notes],
            TalkTime = agent is null ? null : talked,
            Duration = talked,
            Recording = options.RecordingOf(e[CallField.Recording]),
            RecordingName = options.RecordingUrl.Length > 0 ? null : RecordingOfLead.Of(e)?.Write(),
        };
    }

    private static Caller CallerOf(CallEvent e) =>
        e[CallField.Phone] is not { } phone ? Caller.Withheld
        : new Caller.Phone(DialledNumber.Whole(e[CallField.PhoneCode], phone) ?? phone);

    /// <summary>By what VICIdial's call ids begin with: V was dialled by it, M by an agent, Y came in.</summary>
    private static string? DirectionOf(string? callId) => callId switch
    {
        ['V' or 'M', ..] => "OUTBOUND",
        ['Y', ..] => "INBOUND",
        _ => null,
    };

    private static TimeSpan? Seconds(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
