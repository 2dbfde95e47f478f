using CrmEnrichment.Local.Vicidial;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Calls;

/// <summary>VICIdial refuses the login, and repeats the password in its answer.</summary>
public sealed class RefusedLoginTests(Clicks clicks) : IClassFixture<Clicks>
{
    private const string Click = """{"agent": "3001", "phone": "+17275551001"}""";

    [Fact]
    public async Task A_refused_login_is_tried_once_and_told_without_the_password()
    {
        clicks.Agent("3001");
        clicks.Vicidial.Users[VicidialAccount.User] = new(VicidialAccount.User, "NewPass456");

        for (var at = 0; at < 3; at++)
        {
            var (status, body) = await clicks.PostAsync("", Click);
            (status, body.GetProperty("detail").GetString()).ShouldBe((502, "VICIdial refuses the login of the CRM's connection. Tell an administrator."));
            body.ToString().ShouldNotContain(VicidialAccount.Password);
        }

        clicks.Vicidial.RefusedLogins.ShouldBe(1);
        clicks.Cloud.DeadLetters.Bodies.ShouldBeEmpty();
    }
}
