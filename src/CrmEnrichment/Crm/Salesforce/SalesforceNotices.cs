using System.Security.Cryptography;
using System.Text;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>Outbound messages of Salesforce: SOAP to an address with a secret in its path, from the configured organisation (docs/crm/salesforce.md).</summary>
/// <remarks>They are not signed. Salesforce repeats one for 24 hours until the answer acknowledges it. A Flow's HTTP callout can sign: it uses <see cref="SignedNotices"/>.</remarks>
internal sealed class SalesforceNotices : IChangeNotices
{
    /// <summary>15 characters tell an organisation; the three behind them are a check sum that some screens leave out.</summary>
    private const int IdLength = 15;

    /// <summary>The records that a look-up reads as customers.</summary>
    private static readonly string[] s_customers = ["Contact", "Lead", "Account"];

    public string Name => "Salesforce";

    public NoticeSecret Secret { get; } = new("path_secret", "a long random text that stands at the end of the endpoint's address");

    public bool SignsAddress => false;

    public bool NamesOrganization => true;

    public NoticeAnswer Done { get; } = new(
        200,
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""",
        "text/xml; charset=utf-8");

    public NoticeReading Read(ReceivedNotice notice, NoticeTrust trust, DateTimeOffset now)
    {
        // First: nothing of a stranger is parsed.
        if (notice.PathSecret is not { } shown || !CryptographicOperations.FixedTimeEquals(Hash(shown), Hash(trust.Secret)))
        {
            return new NoticeReading.Refused("The last part of the path is not the sender's path_secret.");
        }

        if (OutboundMessage.Parse(notice.Body) is not { } message)
        {
            return new NoticeReading.Unreadable("body", "Send an outbound message of Salesforce: SOAP with notifications, an OrganizationId and an Id in each sObject.");
        }

        var changes = message.Records.Where(record => s_customers.Contains(record.Type, StringComparer.Ordinal)).Select(record => record.Change).ToList();
        return string.Equals(Short(message.OrganizationId), Short(trust.OrganizationId), StringComparison.Ordinal)
            ? new NoticeReading.Told(changes, message.Records.Count - changes.Count)
            : new NoticeReading.Refused("The message's OrganizationId is not the one in the setting OrganizationId of the sender.");
    }

    public override string ToString() => Name;

    /// <summary>So that the comparison takes the same time for each length.</summary>
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Short(string id) => id.Length > IdLength ? id[..IdLength] : id;
}
