using System.Globalization;
using System.Xml;
using CrmEnrichment.Crm.Changes;

namespace CrmEnrichment.Crm.Salesforce;

/// <summary>The SOAP of an outbound message: up to 100 notifications of one organisation.</summary>
/// <param name="Records">Each with its type, such as <c>Contact</c>.</param>
internal sealed record OutboundMessage(string OrganizationId, IReadOnlyList<(string Type, RecordChange Change)> Records)
{
    private const string Message = "http://soap.sforce.com/2005/09/outbound";
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Envelope, Body, notifications, Notification, sObject, field.</summary>
    private const int DeepestElement = 8;

    /// <summary>A document type is what bombs and references to other files are made of; SOAP has none.</summary>
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ReceivedNotice.LongestBody,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <returns>Null for what is no outbound message.</returns>
    public static OutboundMessage? Parse(string text)
    {
        try
        {
            using var xml = XmlReader.Create(new StringReader(text), s_settings);
            return Read(xml);
        }
        catch (XmlException)
        {
            // Its message can quote the text.
            return null;
        }
    }

    private static OutboundMessage? Read(XmlReader xml)
    {
        string? organization = null;
        var records = new List<(string Type, RecordChange Change)>();
        while (xml.Read())
        {
            if (xml.Depth > DeepestElement)
            {
                return null;
            }

            if (xml.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            if (IsOfMessage(xml, "OrganizationId"))
            {
                organization ??= Text(xml);
            }
            else if (IsOfMessage(xml, "sObject"))
            {
                if (Record(xml) is not { } record)
                {
                    return null;
                }

                records.Add(record);
            }
        }

        return organization is { Length: > 0 } && records.Count > 0 ? new(organization, records) : null;
    }

    /// <returns>Null for one without an id.</returns>
    private static (string Type, RecordChange Change)? Record(XmlReader xml)
    {
        var type = xml.GetAttribute("type", Instance)?.Split(':')[^1] ?? "";
        var (depth, isEmpty) = (xml.Depth, xml.IsEmptyElement);
        string? id = null, changedAt = null;
        while (!isEmpty && xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element && xml.Depth == depth + 1 && xml.LocalName is "Id")
            {
                id ??= Text(xml);
            }
            else if (xml.NodeType is XmlNodeType.Element && xml.Depth == depth + 1 && xml.LocalName is "LastModifiedDate")
            {
                changedAt ??= Text(xml);
            }
        }

        return id is not null && RecordChange.IsId(id) ? (type, new RecordChange(id, Time(changedAt))) : null;
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static bool IsOfMessage(XmlReader xml, string name) => string.Equals(xml.LocalName, name, StringComparison.Ordinal) && string.Equals(xml.NamespaceURI, Message, StringComparison.Ordinal);

    /// <summary>Of an element that holds nothing but text; the reader stands on that text afterwards.</summary>
    private static string? Text(XmlReader xml) => !xml.IsEmptyElement && xml.Read() && xml.NodeType is XmlNodeType.Text ? xml.Value : null;
}
