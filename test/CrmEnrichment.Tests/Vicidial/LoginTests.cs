using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Local.Vicidial;
using CrmEnrichment.Platforms.Vicidial.Api.Leads;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Vicidial;

/// <summary>Ten refused logins lock a user, and what refuses one repeats the password.</summary>
public sealed class LoginTests : IAsyncLifetime
{
    private const string Wrong = "Wrong-Pass-9";

    private VicidialRoom _room = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _room = await VicidialRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task After_one_refused_login_nothing_is_sent_for_fifteen_minutes()
    {
        _room.Login(VicidialAccount.User, Wrong);

        var faults = new List<UpstreamException>();
        for (var at = 0; at < 5; at++)
        {
            faults.Add(await Should.ThrowAsync<UpstreamException>(SearchAsync));
            faults.Add(await Should.ThrowAsync<UpstreamException>(() => _room.Agents.PauseAsync("1001", Ct)));
            _room.Time.Advance(TimeSpan.FromMinutes(2));
        }

        _room.Vicidial.RefusedLogins.ShouldBe(1);
        faults.ShouldAllBe(fault => fault.Fault == UpstreamFault.AuthRefused && fault.NotBefore == faults[0].NotBefore);
        _room.MetricLines.ShouldContain("\"crm_auth_failure\":1");
        _room.Time.Advance(TimeSpan.FromMinutes(6));
        await Should.ThrowAsync<UpstreamException>(SearchAsync);
        _room.Vicidial.RefusedLogins.ShouldBe(2);
        Nowhere(Wrong, faults);
    }

    [Fact]
    public async Task A_changed_secret_is_tried_at_once()
    {
        _room.Login(VicidialAccount.User, Wrong);
        await Should.ThrowAsync<UpstreamException>(SearchAsync);
        _room.Login(VicidialAccount.User, VicidialAccount.Password);
        _room.Time.Advance(TimeSpan.FromMinutes(1));

        (await SearchAsync()).LeadIds.ShouldBe(["501"]);

        _room.Vicidial.RefusedLogins.ShouldBe(1);
    }

    [Fact]
    public async Task A_password_that_was_rotated_is_found_without_a_failure()
    {
        await SearchAsync();
        _room.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, "Rotated1");
        _room.Login(VicidialAccount.User, "Rotated1");
        _room.Time.Advance(TimeSpan.FromMinutes(2));

        (await SearchAsync()).LeadIds.ShouldBe(["501"]);

        _room.Vicidial.RefusedLogins.ShouldBe(1);
    }

    [Fact]
    public async Task A_health_check_does_not_try_a_refused_login_either()
    {
        _room.Login(VicidialAccount.User, Wrong);
        for (var at = 0; at < 12; at++)
        {
            _room.Clients.ForgetCredentials();
            await Should.ThrowAsync<UpstreamException>(() => _room.Leads.ProbeAsync(Ct));
        }

        _room.Vicidial.RefusedLogins.ShouldBe(1);
        _room.Login(VicidialAccount.User, VicidialAccount.Password);
        _room.Clients.ForgetCredentials();
        await _room.Leads.ProbeAsync(Ct);
        await _room.Agents.ProbeAsync(Ct);
    }

    [Theory]
    [InlineData("Api.Pass!1", "pass")]
    [InlineData("päss", "pass")]
    public async Task A_password_that_VICIdial_would_cut_is_never_sent(string password, string member)
    {
        _room.Login(VicidialAccount.User, password);

        var fault = await Should.ThrowAsync<UpstreamException>(SearchAsync);

        (fault.Fault, _room.Vicidial.Requests.All.Count).ShouldBe((UpstreamFault.AuthRefused, 0));
        fault.Message.ShouldContain($"'{member}'");
        Nowhere(password, [fault]);
    }

    [Fact]
    public async Task A_missing_right_names_the_function_and_the_right()
    {
        _room.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, VicidialAccount.Password) { ModifiesLeads = false };

        var fault = await Should.ThrowAsync<UpstreamException>(() => _room.Leads.AddAsync(new NewLead("7275551300", "1", "101"), Ct));

        (fault.Fault, fault.Message).ShouldBe((
            UpstreamFault.Forbidden, "Vicidial: POST was answered with 403. Grant the API user level 8 and 'Modify Leads', and the function add_lead among its allowed API functions."));
    }

    [Fact]
    public async Task The_Agent_APIs_one_refusal_is_told_apart()
    {
        _room.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, VicidialAccount.Password) { HasAgentApi = false };
        (await PauseAsync()).ShouldBe((UpstreamFault.Forbidden, "Vicidial: POST was answered with 403. Set 'Agent API Access' of the API user to 1 (Admin, Users)."));

        _room.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, VicidialAccount.Password);
        _room.Vicidial.BlocksAddress = true;
        (await PauseAsync()).Fault.ShouldBe(UpstreamFault.Forbidden);

        (_room.Vicidial.BlocksAddress, _room.Vicidial.HasServers) = (false, false);
        (await PauseAsync()).Fault.ShouldBe(UpstreamFault.Unavailable);

        (_room.Vicidial.HasServers, _room.Vicidial.HasAgentApi) = (true, false);
        (await PauseAsync()).ShouldBe((UpstreamFault.Rejected, "Vicidial: its API is switched off. Set 'Agent API Active' to 1 (Admin, System Settings)."));
        _room.Vicidial.RefusedLogins.ShouldBe(0);

        async Task<(UpstreamFault Fault, string Message)> PauseAsync()
        {
            var fault = await Should.ThrowAsync<UpstreamException>(() => _room.Agents.PauseAsync("1001", Ct));
            Nowhere(VicidialAccount.Password, [fault]);
            return (fault.Fault, fault.Message);
        }
    }

    private Task<FoundLeads> SearchAsync() => _room.Leads.SearchAsync(new LeadKey.Phone("7275551001"), Ct);

    private void Nowhere(string password, IEnumerable<UpstreamException> faults)
    {
        _room.Log.Lines.ShouldAllBe(line => !line.Contains(password, StringComparison.Ordinal));
        faults.ShouldAllBe(fault => !fault.ToString().Contains(password, StringComparison.Ordinal));
    }
}
