using System.Text.Json.Serialization;
using CrmEnrichment.Configuration;

namespace CrmEnrichment.Tickets;

/// <summary>Why a run stopped in a mailbox.</summary>
[JsonConverter(typeof(ClosedSetJson<MailRunEnd>))]
public enum MailRunEnd
{
    /// <summary>Every message was handled.</summary>
    Complete,

    /// <summary>The rest is left to the next run.</summary>
    TimeUp,

    /// <summary>Another run is at work in this mailbox.</summary>
    OtherRun,

    /// <summary>The mail server, the CRM or the state table did not answer or refused. The next run begins with the same message.</summary>
    Failed,
}
