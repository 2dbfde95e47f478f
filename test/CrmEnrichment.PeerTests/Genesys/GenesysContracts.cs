using Xunit;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>The OpenAPI files that lie in <c>../shared</c> beside the repository, where they are there.</summary>
internal static class GenesysContracts
{
    private static readonly string? s_folder = SharedContracts.Find("genesys");

    public static bool AreThere => s_folder is not null;

    public static string Api => Path.Combine(s_folder!, "genesys-openapi-strict.json");

    public static string Login => Path.Combine(s_folder!, "genesys-login-openapi.json");

    public static void OrSkip() => Assert.SkipUnless(AreThere, "../shared/contracts/genesys is not beside the repository, so there is no contract to validate against.");
}
