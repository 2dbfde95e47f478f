namespace CrmEnrichment.Web.Callers;

/// <summary>How somebody whom IAM knows is called in the audit.</summary>
internal static class IamPrincipal
{
    /// <param name="arn">Such as <c>arn:aws:sts::123456789012:assumed-role/data-actions/session</c>.</param>
    /// <returns>Such as <c>role/data-actions</c>. A session's name is left out: it is often a person's address.</returns>
    public static string NameOf(string arn) => arn.Split(':') is [_, _, _, _, _, var resource] ? resource.Split('/') switch
    {
        ["assumed-role", var role, ..] => $"role/{role}",
        ["user", .., var user] => $"user/{user}",
        _ => "other",
    }
    : "other";
}
