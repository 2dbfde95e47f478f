using System.Net;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Crm.Salesforce;
using CrmEnrichment.Local.Loopback;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Tickets.Desks;

/// <summary>Cases of Salesforce and their comments.</summary>
public sealed class SalesforceDeskTests : TicketDeskContract
{
    private const string Case = "500000000000026AAA", Title = "Subject";

    private PretendSalesforce _salesforce = null!;

    private protected override string Subject => "Re: Ticket 1026 Printer";

    private protected override string UnknownSubject => "Re: Ticket 99 Printer";

    private protected override IReadOnlyList<string> Comments =>
        CommentsOf(Case);

    private protected override string CustomerId => "003000000000061AAA";

    private protected override IReadOnlyList<MadeTicket> Made =>
    [
        .. _salesforce.Store.Of("Case").Where(made => made.Value["Origin"]?.ToString() is "Email").OrderBy(made => made.Key, StringComparer.Ordinal).Select(made =>
            new MadeTicket(made.Key, made.Value[Title]!.ToString(), made.Value["Description"]!.ToString(), made.Value["ContactId"]?.ToString() ?? "")),
    ];

    private protected override IReadOnlyList<string> CommentsOf(string ticket) =>
        [.. _salesforce.Store.Of("CaseComment").OrderBy(comment => comment.Key, StringComparer.Ordinal).Where(comment => string.Equals(comment.Value["ParentId"]!.ToString(), ticket, StringComparison.Ordinal)).Select(comment => comment.Value["CommentBody"]!.ToString())];

    private protected override bool IsTicket(RecordedRequest request) => request.Path.EndsWith("/sobjects/Case", StringComparison.Ordinal);

    private protected override bool IsComment(RecordedRequest request) => request.Path.EndsWith("/sobjects/CaseComment", StringComparison.Ordinal);

    private protected override bool IsOfTheApi(RecordedRequest request) => request.Path.StartsWith("/services/data/", StringComparison.Ordinal);

    private protected override bool IsUpload(RecordedRequest request) => request.Path.EndsWith("/sobjects/ContentVersion", StringComparison.Ordinal);

    private protected override IReadOnlyList<(string Name, byte[] Content)> FilesOf(string comment) =>
    [
        .. _salesforce.Store.Of("ContentVersion").Values.Where(file => file["PathOnClient"]!.ToString().StartsWith(MarkerOf(comment), StringComparison.Ordinal))
            .Select(file => (file["Title"]!.ToString(), Convert.FromBase64String(file["VersionData"]!.ToString()))),
    ];

    private protected override async Task<DeskCrm> StartAsync()
    {
        _salesforce = await PretendSalesforce.StartAsync(IPAddress.Loopback, 0, Time);
        SampleRecords.PutInto(_salesforce);
        _salesforce.Put("Contact", "003000000000061AAA", ("Email", "Ada@example.org"));
        _salesforce.Put("Case", Case, ("CaseNumber", "00001026"), ("ContactId", "003000000000061AAA"), ("AccountId", "001000000000901AAA"), ("SuppliedEmail", "Web@example.org"));
        _salesforce.Put("Case", "500000000000027AAA", ("CaseNumber", "00001027"));
        _salesforce.RecordsOfAnswer = 5;
        return DeskCrm.Of(_salesforce);
    }

    [Theory]
    [InlineData("1026")]
    [InlineData("00001026")]
    public async Task The_zeros_of_a_number_may_be_left_out_and_whoever_wrote_the_web_form_may_answer(string number)
    {
        Deliver("1", $"Re: [#{number}] Printer", "It prints.", "web@example.org");

        Handled(await Floor.RunAsync()).ShouldBe("1 TicketCommented");

        _salesforce.Store.Of("CaseComment").Values.ShouldHaveSingleItem()["IsPublished"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task An_account_may_write_where_its_field_is_named_and_comments_may_be_published()
    {
        await using var floor = new TicketFloor(
            Time, Crm, ("Crm:Sources:0:Salesforce:Tickets:EmailFields:0", "Account.Support_Email__c"), ("Crm:Sources:0:Salesforce:Tickets:Published", "true"));
        await floor.ProbeAsync();
        _salesforce.Store.Find("Account", "001000000000901AAA")!.Value.Record["Support_Email__c"] = "it@example.org";
        floor.Mailbox.Deliver(new() { MessageId = "1@example.org", From = "it@example.org", Subject = "Re: [#1026]", Text = "It prints." });
        floor.Mailbox.Deliver(new() { MessageId = "2@example.org", From = Customer, Subject = "Re: [#1026]", Text = "It prints." });

        Handled(await floor.RunAsync()).ShouldBe("1 MessageRefused, 1 TicketCommented");

        _salesforce.Store.Of("CaseComment").Values.ShouldHaveSingleItem()["IsPublished"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_case_without_a_contact_belongs_to_nobody_and_a_deleted_one_is_a_letter()
    {
        Deliver("1", "Re: [#1027]", "It prints.");
        Deliver("2", Subject, "It prints.");
        Crm.Faults.Next(IsComment, Fault.Answer(400, """[{"errorCode":"ENTITY_IS_DELETED","message":"entity is deleted","fields":[]}]"""));

        Handled(await Floor.RunAsync()).ShouldBe("1 MessageRefused, 1 Rejected");
    }

    [Fact]
    public async Task A_field_that_is_hidden_is_named_by_the_probe()
    {
        _salesforce.Store.HiddenFields.Add("SuppliedEmail");

        (await Should.ThrowAsync<UpstreamException>(Floor.ProbeAsync)).Message.ShouldContain("'SuppliedEmail'");
    }
}
