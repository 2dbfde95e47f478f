namespace CrmEnrichment.Pipeline;

/// <summary>What a handler made of a payload.</summary>
/// <typeparam name="TEvent">The handler's own event.</typeparam>
public abstract record EventReading<TEvent>
{
    private EventReading()
    {
    }

    /// <summary>As far as it is known, also for an event that is not ours or malformed: logs and letters name it.</summary>
    public EventIdentity Identity { get; init; } = EventIdentity.Unknown;

    /// <summary>The first of the readings whose reader knows the event; the others are not made. Where nobody knows it, the last reader's reason stands.</summary>
    internal static EventReading<TEvent> First(IEnumerable<EventReading<TEvent>> readings)
    {
        EventReading<TEvent> last = new NotOurs("no platform is configured");
        foreach (var reading in readings)
        {
            last = reading;
            if (reading is not NotOurs)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>Reads on where the event is ours; what is not ours or malformed stays so. The identity goes along.</summary>
    internal EventReading<TFurther> Then<TFurther>(Func<TEvent, EventReading<TFurther>> read) => this switch
    {
        Ours ours => read(ours.Event) with { Identity = Identity },
        NotOurs other => new EventReading<TFurther>.NotOurs(other.Why) { Identity = Identity },
        Invalid invalid => new EventReading<TFurther>.Invalid(invalid.Message) { Identity = Identity },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Ours(TEvent Event) : EventReading<TEvent>;

    /// <summary>Another source or topic: nothing to do and nothing wrong.</summary>
    public sealed record NotOurs(string Why) : EventReading<TEvent>;

    /// <summary>Ours, but malformed: the message names the field and the fix, never the value.</summary>
    public sealed record Invalid(string Message) : EventReading<TEvent>;
}
