using System.Net;
using CrmEnrichment.Customers;
using CrmEnrichment.Customers.Lookups;
using CrmEnrichment.Customers.Sources;
using CrmEnrichment.PhoneNumbers;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Customers;

/// <summary>Countries whose plan writes one subscriber in two ways: both are looked for, and nobody else.</summary>
public sealed class OneSubscriberTests
{
    private static readonly PhoneNumberReader s_us = new("US");

    [Theory]
    [InlineData("+5215512345678", "+525512345678")]
    [InlineData("+554188887777", "+5541988887777")]
    [InlineData("+22997123456", "+2290197123456")]
    [InlineData("+554138887777", "+554138887777")]
    [InlineData("+554178887777", "+554178887777")]
    [InlineData("+541152345678", "+541152345678")]
    [InlineData("+5491152345678", "+5491152345678")]
    public void A_number_is_read_as_the_plan_has_it_today(string text, string e164) => s_us.Read(text).Phone!.Value.E164.ShouldBe(e164);

    [Theory]
    [InlineData("+525512345678", "+5215512345678")]
    [InlineData("+5541988887777", "+554188887777")]
    [InlineData("+2290197123456", "+22997123456")]
    [InlineData("+541152345678", "+5491152345678")]
    [InlineData("+5491152345678", "+541152345678")]
    [InlineData("+554138887777", null)]
    [InlineData("+5541978887777", null)]
    [InlineData("+554178887777", null)]
    [InlineData("+548001234567", null)]
    [InlineData("+13175550142", null)]
    [InlineData("+4915112345678", null)]
    public void The_other_spelling_is_known_and_leads_back(string number, string? other)
    {
        var read = s_us.Read(number).Phone!.Value;

        (read.OtherSpelling?.E164).ShouldBe(other);
        (read.OtherSpelling?.OtherSpelling?.E164).ShouldBe(other is null ? null : number);
    }

    [Theory]
    [InlineData("BR", "+55 41 98888-7777", "+554188887777", true)]
    [InlineData("BR", "(41) 8888-7777", "+5541988887777", true)]
    [InlineData("BR", "+55 41 7888-7777", "+5541978887777", false)]
    [InlineData("AR", "+54 9 11 5234-5678", "+541152345678", true)]
    [InlineData("AR", "011 15 5234-5678", "+541152345678", true)]
    [InlineData("AR", "+54 9 11 5234-5679", "+541152345678", false)]
    [InlineData("MX", "+52 1 55 1234 5678", "+525512345678", true)]
    [InlineData("US", "+44 317 555 0142", "+13175550142", false)]
    public void What_a_CRM_wrote_is_the_caller_in_either_spelling(string region, string text, string caller, bool same) =>
        new PhoneNumberReader(region).Reads(text, s_us.Read(caller).Phone!.Value).ShouldBe(same);

    [Theory]
    [InlineData("DE", "4921123456", "+4921123456", false)]
    [InlineData("DE", "4921123456", "+494921123456", false)]
    [InlineData("DE", "41446681800", "+41446681800", false)]
    [InlineData("DE", "41446681800", "+4941446681800", false)]
    [InlineData("DE", "04144 6681800", "+4941446681800", true)]
    [InlineData("DE", "4915112345678", "+4915112345678", true)]
    [InlineData("DE", "493012345678", "+493012345678", true)]
    [InlineData("DE", "1712345678", "+491712345678", true)]
    [InlineData("ID", "6281234567890", "+6281234567890", true)]
    [InlineData("TR", "5016221234", "+905016221234", false)]
    [InlineData("TR", "5016221234", "+5016221234", false)]
    [InlineData("SE", "46468123456", "+46468123456", true)]
    [InlineData("US", "(659) 234-5678", "+16592345678", true)]
    [InlineData("US", "(659) 234-5678", "+6592345678", false)]
    [InlineData("DE", "04921 1234/1235", "+49492112341235", false)]
    [InlineData("DE", "04921/1234", "+4949211234", true)]
    public void What_lost_its_zero_or_its_plus_is_nobody_elses_number(string region, string text, string caller, bool same) =>
        new PhoneNumberReader(region).Reads(text, s_us.Read(caller).Phone!.Value).ShouldBe(same);

    [Theory]
    [InlineData("DE", "+4921123456", null)]
    [InlineData("DE", "+41446681800", null)]
    [InlineData("US", "+6592345678", null)]
    [InlineData("DE", "+4915112345678", "4915112345678")]
    [InlineData("US", "+493012345678", "493012345678")]
    public void A_table_is_not_searched_for_digits_that_may_be_anothers(string region, string number, string? digits)
    {
        var reader = new PhoneNumberReader(region);

        PhoneSpellings.Of(reader.Read(number).Phone!.Value, reader).Digits.ShouldBe(digits);
    }

    [Theory]
    [InlineData("+554188887777", "%2B554188887777", "%2B5541988887777")]
    [InlineData("+5541988887777", "%2B554188887777", "%2B5541988887777")]
    [InlineData("+541152345678", "%2B541152345678", "%2B5491152345678")]
    [InlineData("+5215512345678", "%2B5215512345678", "%2B525512345678")]
    public async Task A_source_that_knows_either_spelling_finds_the_caller(string caller, string one, string other)
    {
        foreach (var (known, unknown) in new[] { (one, other), (other, one) })
        {
            using var room = new DirectoryRoom();
            room.Crm.When(HttpMethod.Get, $"https://crm.test/customers?phone={known}").Answers(HttpStatusCode.OK, """[{"customerId": "C-1"}]""");
            room.Crm.When(HttpMethod.Get, $"https://crm.test/customers?phone={unknown}").Answers(HttpStatusCode.NotFound);

            var found = await DirectoryRoom.FindAsync(room.Directory(new CustomersOptions(), room.Source("crm")), new CustomerQuery(null, s_us.Read(caller).Phone));

            found.Status.ShouldBe(LookupStatus.Found);
        }
    }
}
