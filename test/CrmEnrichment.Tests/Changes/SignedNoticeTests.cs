using System.Globalization;
using CrmEnrichment.Web;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Changes;

/// <summary>Notices that any sender can sign with an HMAC: what is believed, and what is answered.</summary>
public sealed class SignedNoticeTests : IDisposable
{
    private const string Body = """{"customer_id": "C-1", "phone_number": "+13175550142", "updated_fields": ["loyaltyTier"]}""";

    private readonly ChangesRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Theory]
    [InlineData("""{"customer_id": "C-1"}""")]
    [InlineData("""{"customer_id": 151}""")]
    [InlineData("""{"customer_ids": ["C-1", 151]}""")]
    [InlineData("""{"customer_id": "C-1", "customer_ids": ["C-2"], "updated_fields": ["name"]}""")]
    public async Task A_signed_notice_is_done(string body)
    {
        var answer = await _room.SignedAsync(body);

        (answer.Status, answer.Body, answer.ContentType).ShouldBe((200, """{"status":"done"}""", "application/json"));
        _room.Counted("crm_change_notices", "Result", "done").ShouldBe(1);
    }

    [Theory]
    [InlineData(-299, 200)]
    [InlineData(299, 200)]
    [InlineData(-301, 401)]
    [InlineData(301, 401)]
    public async Task A_time_counts_for_five_minutes_in_seconds_and_in_milliseconds(int seconds, int status)
    {
        var at = _room.Time.GetUtcNow().AddSeconds(seconds);

        (await _room.SignedAsync(Body, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))).Status.ShouldBe(status);
        (await _room.SignedAsync(Body, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_notice_that_is_sent_again_is_done_again_until_its_time_is_over()
    {
        var timestamp = $"{_room.Time.GetUtcNow().ToUnixTimeSeconds()}";
        (await _room.SignedAsync(Body, timestamp)).Status.ShouldBe(200);
        (await _room.SignedAsync(Body, timestamp)).Status.ShouldBe(200);

        _room.Time.Advance(TimeSpan.FromMinutes(6));

        (await _room.SignedAsync(Body, timestamp)).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("1767603600", "")]
    [InlineData("", "sha256=00")]
    [InlineData("soon", "sha256=00")]
    [InlineData("1767603600", "sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1767603600", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("1767603600", "sha256=zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("99999999999999999999999999", "sha256=00")]
    public async Task What_is_not_signed_is_refused(string timestamp, string signature)
    {
        var answer = await _room.SendAsync("/crm/changes/crm", Body, ("x-timestamp", timestamp), ("x-signature", signature));

        answer.Status.ShouldBe(401);
        _room.Counted("crm_change_notices", "Result", "refused").ShouldBe(1);
    }

    [Fact]
    public async Task A_signature_holds_for_its_own_body_and_time_only()
    {
        var timestamp = $"{_room.Time.GetUtcNow().ToUnixTimeSeconds()}";

        (await _room.SignedAsync(Body, timestamp, key: "another-key")).Status.ShouldBe(401);
        (await _room.SendAsync("/crm/changes/crm", Body + " ", ("X-Timestamp", timestamp), ("X-Signature", ChangesRoom.Sign(Body, timestamp)))).Status.ShouldBe(401);
        (await _room.SendAsync("/crm/changes/crm", Body, ("X-Timestamp", timestamp + "0"), ("X-Signature", ChangesRoom.Sign(Body, timestamp)))).Status.ShouldBe(401);
        (await _room.SendAsync("/crm/changes/crm", Body, ("X-Timestamp", timestamp), ("X-Signature", ChangesRoom.Sign(Body, timestamp)))).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "customer_id")]
    [InlineData("""{"phone_number": "+13175550142"}""", "customer_id")]
    [InlineData("""{"customer_id": ""}""", "customer_id")]
    [InlineData("""{"customer_id": 1.5}""", "customer_id")]
    [InlineData("""{"customer_id": {"id": 1}}""", "customer_id")]
    [InlineData("""{"customer_id": "a\u0000b"}""", "customer_id")]
    [InlineData("""{"customer_ids": "C-1"}""", "customer_ids")]
    [InlineData("""{"customer_ids": ["C-1", null]}""", "customer_ids")]
    public async Task A_body_of_the_wrong_form_is_refused_by_the_name_of_its_field(string body, string field)
    {
        var answer = await _room.SignedAsync(body);

        answer.Status.ShouldBe(400);
        System.Text.Json.JsonElement.Parse(answer.Body).GetProperty("parameter").GetString().ShouldBe(field);
    }

    [Fact]
    public async Task An_id_that_is_too_long_and_a_list_that_is_too_long_are_refused()
    {
        (await _room.SignedAsync($$"""{"customer_id": "{{new string('1', 129)}}"}""")).Status.ShouldBe(400);
        (await _room.SignedAsync($$"""{"customer_ids": [{{string.Join(',', Enumerable.Range(0, 101))}}]}""")).Status.ShouldBe(400);
        (await _room.SignedAsync($$"""{"customer_ids": [{{string.Join(',', Enumerable.Range(0, 100))}}]}""")).Status.ShouldBe(200);
        (await _room.SignedAsync(new string(' ', 1_000_001))).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("POST", "/crm/changes/other", 404)]
    [InlineData("POST", "/crm/changes/", 404)]
    [InlineData("POST", "/crm/changes/crm/a/b", 404)]
    [InlineData("POST", "/customers", 404)]
    [InlineData("GET", "/crm/changes/crm", 405)]
    public async Task Other_paths_and_methods_do_not_exist(string method, string path, int status) =>
        (await _room.SendAsync(new ApiRequest(method, path, "", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), Body, null))).Status.ShouldBe(status);

    [Fact]
    public async Task A_new_key_is_accepted_a_minute_after_the_last_reading_at_the_latest()
    {
        (await _room.SignedAsync(Body)).Status.ShouldBe(200);
        _room.Secrets[ChangesRoom.SecretId] = """{"signing_key": "another-key"}""";
        _room.Time.Advance(TimeSpan.FromMinutes(1));

        (await _room.SignedAsync(Body, key: "another-key")).Status.ShouldBe(200);
        (await _room.SignedAsync(Body)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task While_the_secret_cannot_be_read_the_sender_is_asked_to_send_it_again()
    {
        _room.Secrets[ChangesRoom.SecretId] = "{}";

        var answer = await _room.SignedAsync(Body);

        (answer.Status, answer.Headers["retry-after"]).ShouldBe((503, "10"));
        _room.Told.ShouldContain($"the secret '{ChangesRoom.SecretId}' has no text in its member 'signing_key'");
        _room.Counted("crm_change_notices", "Result", "failed").ShouldBe(1);
    }
}
