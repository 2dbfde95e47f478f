using CrmEnrichment.Local;
using CrmEnrichment.Tests;
using Xunit;

namespace CrmEnrichment.PeerTests.Genesys;

/// <summary>Genesys as its OpenAPI has it: a validating mock for the API and one for the login, for all the tests of a class.</summary>
public sealed class ValidatingGenesys : IAsyncLifetime
{
    internal Prism Api { get; private set; } = null!;

    internal Prism Login { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (GenesysContracts.AreThere)
        {
            Api = await Prism.StartAsync(GenesysContracts.Api);
            Login = await Prism.StartAsync(GenesysContracts.Login);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (GenesysContracts.AreThere)
        {
            await Api.DisposeAsync();
            await Login.DisposeAsync();
        }
    }

    /// <summary>The embedded cloud, with the real executable talking to the validating mocks.</summary>
    internal Task<EmbeddedCloud> StartCloudAsync()
    {
        GenesysContracts.OrSkip();
        Api.Forget();
        Login.Forget();
        return EmbeddedCloud.StartAsync(new EmbeddedCloudOptions
        {
            Environment = Patience.With([("Genesys__ApiUrl", Api.Url), ("Genesys__LoginUrl", Login.Url), ("Http__MaxRetries", "0")]),
        });
    }
}
