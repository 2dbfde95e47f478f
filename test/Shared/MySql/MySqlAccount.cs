namespace CrmEnrichment.Tests.MySql;

/// <summary>Who may come in to a <see cref="FakeMySqlServer"/>, and how they prove who they are.</summary>
/// <param name="Method">The account's own method.</param>
/// <param name="Greeting">The method that the server offers to everybody; where it is another, the server asks to switch.</param>
/// <param name="IsCached">For caching_sha2_password: whether the server remembers the password's hash.</param>
public sealed record MySqlAccount(string Password, string Method, string Greeting, bool IsCached = false)
{
    public const string Native = "mysql_native_password";
    public const string Sha2 = "caching_sha2_password";
}
