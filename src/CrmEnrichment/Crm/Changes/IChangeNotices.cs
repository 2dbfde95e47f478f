namespace CrmEnrichment.Crm.Changes;

/// <summary>One way in which a CRM tells that records have changed: how it is proved, how it is written, and what answer the sender waits for.</summary>
public interface IChangeNotices
{
    /// <summary>The value of <c>Changes:Senders:N:Scheme</c>.</summary>
    string Name { get; }

    /// <summary>The member of the sender's secret.</summary>
    NoticeSecret Secret { get; }

    /// <summary>Whether the address is part of what is signed, so that it has to be known.</summary>
    bool SignsAddress { get; }

    /// <summary>Whether the sender's organisation has to be known.</summary>
    bool NamesOrganization { get; }

    /// <summary>What the sender gets when everything is done.</summary>
    NoticeAnswer Done { get; }

    /// <summary>Is it authentic, and if so: what does it tell?</summary>
    NoticeReading Read(ReceivedNotice notice, NoticeTrust trust, DateTimeOffset now);
}

/// <summary>What a sender proves itself by.</summary>
/// <param name="Member">In the JSON of the secret.</param>
/// <param name="Meaning">For the message to the person who has to put it there.</param>
public sealed record NoticeSecret(string Member, string Meaning);

/// <summary>By what a notice is judged.</summary>
/// <param name="Secret">The value of the secret's member.</param>
/// <param name="OrganizationId">As configured; empty where the scheme knows none.</param>
public sealed record NoticeTrust(string Secret, string OrganizationId)
{
    public override string ToString() => nameof(NoticeTrust);
}

/// <summary>An HTTP answer in the sender's words.</summary>
public sealed record NoticeAnswer(int Status, string Body, string ContentType)
{
    public static NoticeAnswer Json { get; } = new(200, """{"status":"done"}""", "application/json");
}
