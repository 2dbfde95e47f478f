namespace CrmEnrichment.Tests;

/// <summary>Variables of a function with which nobody's answer is late, however busy the machine is. A test that is about time sets less.</summary>
public static class Patience
{
    /// <param name="more">Over these.</param>
    public static IReadOnlyDictionary<string, string> With(params IEnumerable<(string Name, string Value)> more)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // The recorded events are old.
            ["Genesys__MaxEventAge"] = "3650.00:00:00",
            ["Http__ConnectTimeoutMs"] = "10000",
            ["Http__AttemptTimeoutMs"] = "10000",
            ["Http__CredentialsBudgetMs"] = "60000",
            ["Crm__Sources__0__TimeoutMs"] = "3000",
            ["Customers__DeadlineMs"] = "60000",
        };
        foreach (var (name, value) in more)
        {
            variables[name] = value;
        }

        return variables;
    }
}
