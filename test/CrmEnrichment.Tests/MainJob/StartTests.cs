using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.MainJob;

/// <summary>What happens before the first event.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_Start_With_A_Wrong_Configuration_Fails_With_Every_Error_At_Once()
    {
        await using var contact = await Contact.StartAsync(
            ("Genesys__SecretId", ""),
            ("Genesys__Regoin", "mypurecloud.ie"),
            ("Crm__Sources__0__TimeoutMs", "soon"),
            ("Crm__Sources__0__Url", "not an address"),
            ("Crm__Sources__0__Fields__note", "customer.ssn"),
            ("Customers__DefaultRegion", "ZZ"),
            ("DeadLetters__QueueUrl", ""));

        var result = await contact.InvokeAsync(SampleEvents.Text("01-"));

        result.ErrorType.ShouldBe("InvalidConfigurationException");
        string[] named = ["Genesys__SecretId", "Genesys__Regoin", "Crm__Sources__0__TimeoutMs", "Crm__Sources__0__Url", "Crm__Sources__0__Fields__note", "Customers__DefaultRegion", "DeadLetters__QueueUrl"];
        foreach (var setting in named)
        {
            result.ErrorMessage!.ShouldContain(setting);
        }

        result.ErrorMessage!.ShouldContain("has 7 problem(s)");
        contact.NobodyWasAsked();
    }

    [Fact]
    public async Task After_A_SnapStart_Restore_The_Function_Works()
    {
        await using var contact = await Contact.StartAsync();
        await contact.Cloud.Lambda.DefineAsync(contact.Cloud.EnrichInteraction.Definition with { SnapStart = true });

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");
    }

    [Fact]
    public async Task What_Is_Written_Beside_The_Executable_Counts_And_A_Variable_Counts_More()
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__Fields__tier", "loyaltyTier"));
        var folder = Directory.CreateTempSubdirectory("crm-enrichment-beside-");
        try
        {
            var function = contact.Cloud.EnrichInteraction.Definition;
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(function.Executable)!))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "appsettings.json"),
                """{"Crm": {"Sources": {"0": {"Fields": {"tier": "crmAccountId", "account": "crmAccountId"}}}}}""",
                TestContext.Current.CancellationToken);
            await contact.Cloud.Lambda.DefineAsync(function with { Executable = Path.Combine(folder.FullName, Path.GetFileName(function.Executable)) });

            (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("Enriched");

            contact.Attributes.GetProperty("crm.account").GetString().ShouldBe("ACCT-99281");
            contact.Attributes.GetProperty("crm.tier").GetString().ShouldBe("Platinum");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_Missing_Secret_Is_Named()
    {
        await using var contact = await Contact.StartAsync(("Crm__Sources__0__SecretId", "not/there"));

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("AuthFailure");

        contact.Letter.GetProperty("message").GetString()!.ShouldContain("The secret not/there does not exist");
    }

    [Fact]
    public async Task A_Secret_In_The_Wrong_Form_Is_Named_With_The_Member_It_Lacks()
    {
        await using var contact = await Contact.StartAsync();
        contact.Cloud.Secrets.Set("crm-enrichment/crm", """{"key": "sesame"}""");

        (await contact.PlayAsync(SampleEvents.Read("01-"))).ShouldBe("AuthFailure");

        var message = contact.Letter.GetProperty("message").GetString()!;
        message.ShouldContain("api_key");
        message.ShouldNotContain("sesame");
    }
}
