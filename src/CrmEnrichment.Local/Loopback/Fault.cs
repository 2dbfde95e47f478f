namespace CrmEnrichment.Local.Loopback;

/// <summary>What goes wrong instead of the usual answer.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The connection is reset before a byte is answered.</summary>
    public static Fault ConnectionReset { get; } = new Reset();

    /// <summary>A good status and length, half of the body, then the connection is cut.</summary>
    public static Fault HalfABody { get; } = new Half();

    /// <summary>200 and application/json, and then no JSON.</summary>
    public static Fault GarbageBody { get; } = new Garbage();

    /// <summary>This status; a body that looks like JSON is sent as application/json.</summary>
    public static Fault Answer(int status, string body = "", params (string Name, string Value)[] headers) => new Scripted(status, body, headers);

    /// <summary>The usual answer, late.</summary>
    public static Fault Late(TimeSpan by) => new Delay(by);

    /// <summary>No answer until the task completes, then the usual one. Never, with a task that never completes.</summary>
    public static Fault HangUntil(Task released) => new Hang(released);

    internal sealed record Reset : Fault;

    internal sealed record Half : Fault;

    internal sealed record Garbage : Fault;

    internal sealed record Scripted(int Status, string Body, IReadOnlyList<(string Name, string Value)> Headers) : Fault;

    internal sealed record Delay(TimeSpan By) : Fault;

    internal sealed record Hang(Task Released) : Fault;
}
