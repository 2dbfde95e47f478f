using System.Net;
using CrmEnrichment.Platforms.Vicidial.CallUrls;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>The grammar of call URLs: the article's, VICIdial's own, and the No-Agent URL, which nobody encodes.</summary>
public sealed class CallQueryTests
{
    [Fact]
    public void The_articles_dispo_call_url_is_read()
    {
        var fields = Fields("lead_id=485721&dispo=SALE&talk_time=120&agent=agent101&phone=3125551234&vendor_code=SF-00451298&recording=20261120-060000_3125551234&uniqueid=1795170000.12&first_name=Sarah&last_name=Johnson");

        fields.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lead_id"] = "485721",
            ["dispo"] = "SALE",
            ["talk_time"] = "120",
            ["agent"] = "agent101",
            ["phone"] = "3125551234",
            ["vendor_code"] = "SF-00451298",
            ["recording"] = "20261120-060000_3125551234",
            ["uniqueid"] = "1795170000.12",
            ["first_name"] = "Sarah",
            ["last_name"] = "Johnson",
        }, ignoreOrder: true);
    }

    [Fact]
    public void VICIdials_own_names_mean_the_same()
    {
        var fields = Fields("user=agent101&vendor_lead_code=SF-00451298&phone_number=3125551234&recording_filename=20261120&agent_log_id=9002&call_id=M11&term_reason=CALLER&call_notes=n&callback_datetime=2026-12-24+10%3A30%3A00&recording_id=7001&called_count=3");

        fields["agent"].ShouldBe("agent101");
        fields["vendor_code"].ShouldBe("SF-00451298");
        fields["phone"].ShouldBe("3125551234");
        fields["recording"].ShouldBe("20261120");
        fields["callback_datetime"].ShouldBe("2026-12-24 10:30:00");
        fields.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData("vendor_code=--A--vendor_lead_code--B--&dispo=NI")]
    [InlineData("vendor_code=--A--favorite_color--B--&dispo=NI")]
    [InlineData("vendor_code=%2D%2DA%2D%2Dx%2D%2DB%2D%2D&dispo=NI")]
    [InlineData("vendor_code=&dispo=NI")]
    [InlineData("vendor_code=+&dispo=NI")]
    [InlineData("vendor_code&dispo=NI")]
    public void What_VICIdial_did_not_replace_is_missing(string query)
    {
        var fields = Fields(query);

        fields.ShouldNotContainKey("vendor_code");
        fields["dispo"].ShouldBe("NI");
    }

    [Fact]
    public void The_disposition_name_is_encoded_twice() => Fields("dispo_name=Sale%2BMade")["dispo_name"].ShouldBe("Sale Made");

    [Theory]
    [InlineData("first_name=Tom & Jerry&dispo=NA", "Tom & Jerry")]
    [InlineData("first_name=Tom & Jerry = friends&dispo=NA", "Tom & Jerry = friends")]
    [InlineData("first_name=José & Ñu&dispo=NA", "José & Ñu")]
    [InlineData("first_name=José%20&%20Ñu&dispo=NA", "José & Ñu")]
    [InlineData("first_name=50% off&dispo=NA", "50% off")]
    [InlineData("first_name=a+b c&dispo=NA", "a+b c")]
    [InlineData("first_name=Jos%C3%A9+%26+%C3%91u&dispo=NA", "José & Ñu")]
    public void Values_are_read_encoded_or_not(string query, string name)
    {
        var fields = Fields(query);

        fields["first_name"].ShouldBe(name);
        fields["dispo"].ShouldBe("NA");
    }

    [Fact]
    public void What_stands_in_a_customers_name_changes_nothing_before_it()
    {
        var fields = Fields("lead_id=1&dispo=NI&vendor_code=501&first_name=x&dispo=SALE&vendor_lead_code=999");

        fields["dispo"].ShouldBe("NI");
        fields["vendor_code"].ShouldBe("501");
    }

    [Theory]
    [InlineData("lead_id=1&pass=agent2")]
    [InlineData("lead_id=1&PASSWORD=agent2")]
    [InlineData("lead_id=1&orig_pass=agent2")]
    [InlineData("lead_id=1&pass=")]
    [InlineData("lead_id=1&p=--A--pass--B--")]
    [InlineData("lead_id=1&comments=a b & pass=agent2")]
    [InlineData("lead_id=1&%70ass=agent2")]
    [InlineData("pass=agent2")]
    public void A_password_is_noticed_and_nothing_is_kept(string query)
    {
        var read = CallQuery.Read(query);

        read.HasPassword.ShouldBeTrue();
        read.Fields.ShouldBeEmpty();
        read.ToString().ShouldNotContain("agent2");
    }

    [Fact]
    public void What_means_nothing_to_us_is_not_kept() => Fields("lead_id=1&favorite_color=blue&customer_server_ip=10.0.0.1").Keys.ShouldBe(["lead_id"]);

    [Fact]
    public void Texts_have_bounds_and_no_control_characters()
    {
        var fields = Fields($"first_name=a%00b%0Ac&last_name={new string('x', 500)}&call_notes=one%0Atwo{new string('y', 5_000)}");

        fields["first_name"].ShouldBe("a b c");
        fields["last_name"].Length.ShouldBe(200);
        fields["call_notes"].ShouldStartWith("one\ntwo");
        fields["call_notes"].Length.ShouldBe(4_000);
    }

    /// <summary>Whatever somebody types into a lead comes out as it went in, if PHP encoded it.</summary>
    [Fact]
    public void Everything_that_PHP_encodes_is_read_as_it_was()
    {
        var random = new Random(20_261_129);
        const string Letters = "aZ09 &=+%#?/;,.'\"<>\\|éÑß漢🙂-_~*";
        for (var i = 0; i < 2_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Letters.EnumerateRunes().ElementAt(random.Next(Letters.EnumerateRunes().Count())).ToString()));

            var fields = Fields($"lead_id={i + 1}&first_name={WebUtility.UrlEncode(name)}&dispo=NI");

            fields.GetValueOrDefault("first_name", "").ShouldBe(name.Trim());
            fields["dispo"].ShouldBe("NI");
        }
    }

    /// <summary>Nothing that can be sent makes it fail, or keep more than the bounds.</summary>
    [Fact]
    public void Whatever_is_sent_is_read_within_its_bounds()
    {
        var random = new Random(7);
        const string Parts = "&=%+#-AB_dispopasslead_id \0\u00ff\ud83d\ude42";
        for (var i = 0; i < 5_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 80)).Select(_ => Parts[random.Next(Parts.Length)])]);

            var read = CallQuery.Read(text);

            read.Fields.Values.ShouldAllBe(value => value.Length > 0 && value.Length <= CallField.LongestNotes);
        }
    }

    private static IReadOnlyDictionary<string, string> Fields(string query)
    {
        var read = CallQuery.Read(query);
        read.HasPassword.ShouldBeFalse();
        return read.Fields;
    }
}
