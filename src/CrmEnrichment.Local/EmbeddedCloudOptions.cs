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

    public int CrmPort { get; init; }

    public int HttpPort { get; init; }

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

    /// <summary>How long the journal's queue hides a message that was received; null for six times <see cref="Timeout"/>, as in template.yaml.</summary>
    public TimeSpan? JournalVisibility { get; init; }

    /// <summary>The settings of changes that come back from CRMs, by their names after <c>Changes__</c>. Null: nobody tells of any.</summary>
    public IReadOnlyDictionary<string, string>? Changes { get; init; }

    /// <summary>How many requests to each system, and conversations of Genesys, are kept. A test keeps all and asserts on them; what runs for long keeps the last ones.</summary>
    public int KeptRequests { get; init; } = int.MaxValue;

    /// <summary>Variables for the product's functions, over those that the embedded cloud gives them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Settings of every CRM source, by their names after <c>Crm__Sources__N__</c>.</summary>
    public IReadOnlyDictionary<string, string> SourceSettings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The product's executable. By default the one that was built with the local cloud.</summary>
    public string Executable { get; init; } = ProductFunctions.Executable;
}
