using System.Text;
using CrmEnrichment.Web;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>Outbound messages of Salesforce: SOAP from whoever knows the address.</summary>
public sealed class SalesforceNoticeTests : IDisposable
{
    private const string Organization = "00D5g000004HTRpEAO";
    private const string Path = "/crm/changes/salesforce/" + ChangesRoom.SigningKey;

    private readonly ChangesRoom _room = new(
        ("Crm:Sources:0:Name", "salesforce"), ("Crm:Sources:0:Kind", "Salesforce"), ("Crm:Sources:0:Fields:loyaltyTier", "Contact.Name"),
        ("Changes:Senders:0:Source", "salesforce"), ("Changes:Senders:0:Scheme", "Salesforce"), ("Changes:Senders:0:OrganizationId", Organization));

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task A_message_is_acknowledged_when_everything_is_done()
    {
        var answer = await SendAsync(Message(Organization, Notification("Contact", "0035g00000AbCdEAAV") + Notification("Lead", "00Q5g00000AbCdEEA1") + Notification("Opportunity", "0065g00000AbCdEEA1")));

        (answer.Status, answer.ContentType).ShouldBe((200, "text/xml; charset=utf-8"));
        answer.Body.ShouldContain("<notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\"><Ack>true</Ack></notificationsResponse>");
        (await _room.ForgottenAsync("salesforce", "0035g00000AbCdEAAV")).ShouldBeTrue();
        (await _room.ForgottenAsync("salesforce", "0065g00000AbCdEEA1")).ShouldBeFalse();
        _room.Counted("crm_changes", "Source", "salesforce").ShouldBe(2);
        _room.Told.ShouldContain("2 records; 1 changes of other kinds ignored");
    }

    [Theory]
    [InlineData("00D5g000004HTRp", 200)]
    [InlineData("00D5g000004HTRq", 401)]
    [InlineData("00d5g000004htrpEAO", 401)]
    public async Task The_organisation_is_the_configured_one_with_or_without_its_check_sum(string organization, int status) =>
        (await SendAsync(Message(organization, Notification("Contact", "0035g00000AbCdEAAV")))).Status.ShouldBe(status);

    [Theory]
    [InlineData("/crm/changes/salesforce")]
    [InlineData("/crm/changes/salesforce/")]
    [InlineData("/crm/changes/salesforce/k-012345678")]
    [InlineData("/crm/changes/salesforce/K-0123456789")]
    public async Task Without_the_secret_in_the_path_nothing_is_read(string path)
    {
        (await _room.SendAsync(path, "no XML at all")).Status.ShouldBe(401);
        (await _room.SendAsync(path, Message(Organization, Notification("Contact", "0035g00000AbCdEAAV")))).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<a>")]
    [InlineData("<a/>")]
    public async Task What_is_no_outbound_message_is_refused(string body) => (await SendAsync(body)).Status.ShouldBe(400);

    [Fact]
    public async Task Hostile_XML_is_refused_before_it_does_anything()
    {
        var good = Message(Organization, Notification("Contact", "0035g00000AbCdEAAV"));
        var declaration = good.IndexOf("<soapenv:Envelope", StringComparison.Ordinal);
        var bomb = "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\">" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat(i is 1 ? "&a;" : $"&a{i - 1};", 10))}\">")) + "]>";
        var file = "<!DOCTYPE b [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
        var external = "<!DOCTYPE b SYSTEM \"https://crm.test/evil.dtd\">";

        (await SendAsync(good.Insert(declaration, bomb).Replace(Organization, "&a9;", StringComparison.Ordinal))).Status.ShouldBe(400);
        (await SendAsync(good.Insert(declaration, file).Replace(Organization, "&a;", StringComparison.Ordinal))).Status.ShouldBe(400);
        (await SendAsync(good.Insert(declaration, external))).Status.ShouldBe(400);
        (await SendAsync(good.Insert(declaration, $"<!--{new string('x', 10_000_000)}-->"))).Status.ShouldBe(413);
        (await SendAsync(string.Concat(Enumerable.Repeat("<a>", 300_000)))).Status.ShouldBe(400);
        _room.Wire.Requests.ShouldAllBe(request => !request.Address.AbsolutePath.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        (await SendAsync(Message(Organization, Notification("Contact", "")))).Status.ShouldBe(400);
        (await SendAsync(Message(Organization, "<Notification><Id>04l</Id><sObject xsi:type=\"sf:Contact\" xmlns:sf=\"urn:sobject.enterprise.soap.sforce.com\"/></Notification>"))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Fields_that_are_empty_or_hold_elements_do_not_hide_the_id()
    {
        var notification = Notification("Contact", "0035g00000AbCdEAAV").Replace(
            "<sf:Id>", "<sf:Phone xsi:nil=\"true\"/><sf:MailingAddress><sf:Id>003wrong</sf:Id></sf:MailingAddress><sf:Id>", StringComparison.Ordinal);

        (await SendAsync(Message(Organization, notification))).Status.ShouldBe(200);

        (await _room.ForgottenAsync("salesforce", "0035g00000AbCdEAAV")).ShouldBeTrue();
        (await _room.ForgottenAsync("salesforce", "003wrong")).ShouldBeFalse();
    }

    private Task<ApiAnswer> SendAsync(string body) => _room.SendAsync(Path, body, ("content-type", "text/xml; charset=UTF-8"), ("soapaction", "\"\""));

    internal static string Notification(string type, string id) => $"""
        <Notification>
          <Id>04l5g00000AbCdEAAV</Id>
          <sObject xsi:type="sf:{type}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
            <sf:Id>{id}</sf:Id>
            <sf:LastModifiedDate>2026-01-05T08:59:58.000Z</sf:LastModifiedDate>
          </sObject>
        </Notification>
        """;

    internal static string Message(string organization, string notifications)
    {
        var message = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?>""").AppendLine();
        return message.Append(null, $"""
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
             <soapenv:Body>
              <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
               <OrganizationId>{organization}</OrganizationId>
               <ActionId>04k5g000000KymBAAS</ActionId>
               <SessionId xsi:nil="true"/>
               <EnterpriseUrl>https://example.my.salesforce.com/services/Soap/c/67.0/00D5g000004HTRp</EnterpriseUrl>
               <PartnerUrl>https://example.my.salesforce.com/services/Soap/u/67.0/00D5g000004HTRp</PartnerUrl>
               {notifications}
              </notifications>
             </soapenv:Body>
            </soapenv:Envelope>
            """).ToString();
    }
}
