using CrmEnrichment.Crm.Vtiger.WebService;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.PeerTests.Vtiger;

/// <summary>What a real Vtiger 8.3.0 answered, read by us.</summary>
public sealed class TranscriptTests
{
    private const string Result = "a result", NoSuchRecord = "no such record";

    /// <summary>The recorded requests that were answered with something else than a result, and what that has to be to us.</summary>
    private static readonly Dictionary<string, string> s_meanings = new(StringComparer.Ordinal)
    {
        ["00-auth/04-login-bad-key"] = nameof(UpstreamFault.AuthRefused),
        ["00-auth/07-getchallenge-unknown-user"] = nameof(UpstreamFault.Forbidden),
        ["00-auth/12-login-with-older-token"] = nameof(UpstreamFault.AuthRefused),
        ["00-auth/17-no-session"] = nameof(UpstreamFault.AuthRefused),
        ["00-auth/18-bad-session"] = nameof(UpstreamFault.AuthRefused),
        ["00-auth/21-unknown-operation"] = nameof(UpstreamFault.Unavailable),
        ["00-auth/25-users-gettoken-get"] = nameof(UpstreamFault.Rejected),
        ["00-auth/26-users-gettoken-post"] = nameof(UpstreamFault.Unavailable),
        ["01-meta/15-describe-Calls"] = nameof(UpstreamFault.Forbidden),
        ["03-query/06-no-semicolon"] = nameof(UpstreamFault.Rejected),
        ["03-query/27-apostrophe-bare"] = nameof(UpstreamFault.Rejected),
        ["03-query/62-unknown-field"] = nameof(UpstreamFault.Forbidden),
        ["03-query/64-unknown-module"] = nameof(UpstreamFault.Forbidden),
        ["04-crud/06-retrieve-missing"] = NoSuchRecord,
        ["04-crud/07-retrieve-wrong-prefix"] = NoSuchRecord,
        ["04-crud/18-modcomment-bad-ref"] = nameof(UpstreamFault.Unavailable),
        ["04-crud/20-modcomment-wrong-ref-type"] = nameof(UpstreamFault.Rejected),
        ["04-crud/24-event-call-no-duration"] = nameof(UpstreamFault.Rejected),
        ["04-crud/47-ticket-missing-two"] = nameof(UpstreamFault.Rejected),
        ["04-crud/55-create-bad-json"] = nameof(UpstreamFault.Unavailable),
        ["04-crud/66-revise-missing"] = nameof(UpstreamFault.Forbidden),
        ["05-life/15-idle-7200s-after-gc"] = nameof(UpstreamFault.AuthRefused),
        ["05-life/29-logout"] = nameof(UpstreamFault.Unavailable),
        ["14-misc/03-duplicate-email"] = nameof(UpstreamFault.Rejected),
        ["14-misc/28-display_errors-logout"] = nameof(UpstreamFault.Unavailable),
        ["15-dbdown/05-query-db-down"] = nameof(UpstreamFault.Unavailable),
    };

    private static readonly PhoneNumberReader s_numbers = new("CZ");

    [Fact]
    public async Task Every_recorded_answer_is_read_as_the_contract_says()
    {
        var transcripts = Transcript.All();
        transcripts.Count.ShouldBe(60);
        foreach (var transcript in transcripts)
        {
            (await MeaningAsync(transcript)).ShouldBe(s_meanings.GetValueOrDefault(transcript.Case, Result), transcript.Case);
        }
    }

    [Fact]
    public async Task Two_contacts_with_the_number_in_different_fields_and_forms_are_found_by_the_recorded_search()
    {
        using var clients = RecordedVtiger.Clients(RecordedVtiger.ByWhatIsAsked);

        var several = (await FindAsync(RecordedVtiger.Source(clients), phone: "+420777123456")).ShouldBeOfType<SourceAnswer.Ambiguous>().Records;

        several.Select(record => record.Fields["customerId"].GetString()).ShouldBe(["12x4", "12x16"]);
    }

    [Theory]
    [InlineData("Leads", "777 123 456", "10x19", "Lea Dová", "NewCo")]
    [InlineData("Accounts", "+420222333444", "11x2", "Acme s.r.o.", "Acme s.r.o.")]
    public async Task A_lead_and_an_account_are_found_by_their_recorded_searches(string module, string phone, string id, string name, string company)
    {
        using var clients = RecordedVtiger.Clients(RecordedVtiger.ByWhatIsAsked);

        var found = (await FindAsync(RecordedVtiger.Source(clients, ("Vtiger:Modules:0", module)), phone: phone)).ShouldBeOfType<SourceAnswer.Found>().Record;

        found.Fields["customerId"].GetString().ShouldBe(id);
        found.Fields["name"].GetString().ShouldBe(name);
        found.Fields["company"].GetString().ShouldBe(company);
    }

    [Fact]
    public async Task The_recorded_contact_is_read_by_its_id_with_its_label_decoded_and_its_time_in_UTC()
    {
        using var clients = RecordedVtiger.Clients(RecordedVtiger.ByWhatIsAsked);

        var found = (await FindAsync(RecordedVtiger.Source(clients, ("Fields:label", "Contacts.label"), ("Fields:email", "Contacts.email"), ("Fields:none", "Contacts.title")), id: "16"))
            .ShouldBeOfType<SourceAnswer.Found>().Record;

        found.Fields.ToDictionary(field => field.Key, field => field.Value.GetString()).ShouldBe(
            new Dictionary<string, string?> { ["label"] = "Jan Novák", ["email"] = "jan@example.test" }, ignoreOrder: true);
        found.ChangedAt.ShouldBe(new DateTimeOffset(2026, 11, 20, 11, 51, 35, TimeSpan.Zero));
    }

    private static async Task<string> MeaningAsync(Transcript transcript)
    {
        using var clients = RecordedVtiger.Clients(new RecordedVtiger(_ => transcript));
        using var http = clients.Create(
            new Upstream("crm", new Uri("https://vtiger.example.com"), Errors: VtigerAnswer.Errors, Interpreter: static () => new VtigerInterpreter()), credentials: null);
        using var request = transcript.Request();
        try
        {
            using var response = await http.SendAsync(request.Accepts(VtigerInterpreter.NoSuchRecord), TestContext.Current.CancellationToken);
            if (response.StatusCode is VtigerInterpreter.NoSuchRecord)
            {
                return NoSuchRecord;
            }

            VtigerAnswer.Result("crm", await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            return Result;
        }
        catch (UpstreamException e)
        {
            return e.Fault.ToString();
        }
    }

    private static Task<SourceAnswer> FindAsync(ICustomerSource source, string? id = null, string? phone = null) =>
        source.FindAsync(new CustomerQuery(id, s_numbers.Read(phone).Phone), TestContext.Current.CancellationToken);
}
