using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.DeadLetters;

/// <summary>Why an event lies in the dead-letter queue. The names are part of the letter's format.</summary>
[JsonConverter(typeof(ClosedSetJson<FailureReason>))]
public enum FailureReason
{
    /// <summary>Malformed: no id, a wrong type.</summary>
    InvalidEvent,

    /// <summary>Every CRM source failed.</summary>
    CrmUnavailable,

    /// <summary>Credentials were refused twice in a row.</summary>
    AuthFailure,

    /// <summary>A scope or right is missing.</summary>
    Forbidden,

    /// <summary>429, and the wait it asks for did not fit the time left.</summary>
    Throttled,

    /// <summary>5xx, time-out, connection reset, or the invocation's own time ran out.</summary>
    Unavailable,

    /// <summary>An upstream refused the request itself (400, 409, 415, …).</summary>
    Rejected,

    /// <summary>Nobody has configured what to do after this disposition.</summary>
    UnmappedDisposition,

    /// <summary>The event names a record that the CRM does not have.</summary>
    UnknownRecord,

    /// <summary>A message that belongs to no single ticket, whose sender does not belong to it or is not proved, or that comes after too many.</summary>
    MessageRefused,

    /// <summary>A bug.</summary>
    Unexpected,
}
