using System.Net;

namespace CrmEnrichment.Local;

/// <summary>Where the embedded cloud listens and how patient it is. Port 0 takes a free one.</summary>
public sealed record EmbeddedCloudOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public int AwsPort { get; init; }

    public int LambdaPort { get; init; }

    public int GenesysPort { get; init; }

    public int TwilioPort { get; init; }

    public int VicidialPort { get; init; }

    public int CrmPort { get; init; }

    public int HttpPort { get; init; }

    public int MailPort { get; init; }

    /// <summary>The pauses between the attempts of an asynchronous invocation.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)];

    /// <summary>How long any other function may run. As in template.yaml where it is not set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a replay or a reconciliation may run; it ends by itself shortly before. As in template.yaml where it is not set.</summary>
    public TimeSpan ReplayTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The settings of the journal, by their names after <c>Journal__</c>. Null: no journal is kept.</summary>
    public IReadOnlyDictionary<string, string>? Journal { get; init; }

    /// <summary>The settings of Twilio, by their names after <c>Twilio__</c>, beside those that every deployment needs. Null: there is no Twilio.</summary>
    public IReadOnlyDictionary<string, string>? Twilio { get; init; }

    /// <summary>The settings of VICIdial's call URLs, by their names after <c>Vicidial__</c>, beside those that every deployment needs. Null: VICIdial calls none.</summary>
    public IReadOnlyDictionary<string, string>? Vicidial { get; init; }

    /// <summary>The settings of dispositions, by their names after <c>Dispositions__</c>.</summary>
    public IReadOnlyDictionary<string, string> Dispositions { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The settings of VICIdial's APIs, by their names after <c>VicidialApi__</c>, beside those that every deployment needs. Null: they are not used.</summary>
    public IReadOnlyDictionary<string, string>? VicidialApi { get; init; }

    /// <summary>The settings of click-to-call, by their names after <c>Calls__</c>, beside those that every deployment needs. Null: there is none. It needs <see cref="VicidialApi"/>.</summary>
    public IReadOnlyDictionary<string, string>? Calls { get; init; }

    /// <summary>The settings of leads, by their names after <c>Leads__</c>, beside those that every deployment needs. Null: there are none. It needs <see cref="VicidialApi"/>.</summary>
    public IReadOnlyDictionary<string, string>? Leads { get; init; }

    /// <summary>How long the queue of leads hides a message that was received; null for six times <see cref="Timeout"/>, as in template.yaml.</summary>
    public TimeSpan? LeadVisibility { get; init; }

    /// <summary>How long the journal's queue hides a message that was received; null for six times <see cref="Timeout"/>, as in template.yaml.</summary>
    public TimeSpan? JournalVisibility { get; init; }

    /// <summary>The settings of changes that come back from CRMs, by their names after <c>Changes__</c>. Null: nobody tells of any.</summary>
    public IReadOnlyDictionary<string, string>? Changes { get; init; }

    /// <summary>
    /// The settings of mailboxes, by their names after <c>Mail__</c>, beside those that every deployment needs. With a <c>Mailboxes__0__Host</c> the mail server is
    /// the caller's, and all its settings. Null: no mailbox is read.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Mail { get; init; }

    /// <summary>The settings of the screen pop, by their names after <c>ScreenPop__</c>. Null: there is none.</summary>
    public IReadOnlyDictionary<string, string>? ScreenPop { get; init; }

    /// <summary>How many requests to each system, and conversations of Genesys, are kept. A test keeps all and asserts on them; what runs for long keeps the last ones.</summary>
    public int KeptRequests { get; init; } = int.MaxValue;

    /// <summary>Variables for the product's functions, over those that the embedded cloud gives them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Settings of every CRM source, by their names after <c>Crm__Sources__N__</c>.</summary>
    public IReadOnlyDictionary<string, string> SourceSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The product's executable. By default the one that was built with the local cloud.</summary>
    public string Executable { get; init; } = ProductFunctions.Executable;
}
