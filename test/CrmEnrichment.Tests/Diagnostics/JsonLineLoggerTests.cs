using System.Text.Json;
using CrmEnrichment.Diagnostics;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Diagnostics;

public sealed class JsonLineLoggerTests
{
    private readonly StringWriter _output = new();

    [Fact]
    public void A_Line_Is_One_Json_Object_With_Message_Values_And_Scopes()
    {
        var logger = Create();
        using (logger.BeginScope(new Dictionary<string, object?> { ["correlationId"] = "c-1" }))
        {
            logger.LogWarning("first\nsecond {Upstream} {Number}", "Genesys", "+13175550142");
        }

        var line = Line();
        line.GetProperty("level").GetString().ShouldBe("Warning");
        line.GetProperty("message").GetString().ShouldBe("first\nsecond Genesys [number]");
        line.GetProperty("Number").GetString().ShouldBe("[number]");
        line.GetProperty("correlationId").GetString().ShouldBe("c-1");
    }

    [Fact]
    public void Of_An_Exception_The_Type_And_The_Stack_Are_Said_But_Not_Its_Message()
    {
        Create().LogError(new InvalidOperationException("quotes pat"), "failed");

        _output.ToString().ShouldContain("System.InvalidOperationException");
        _output.ToString().ShouldNotContain("quotes pat");
    }

    private ILogger Create() => LoggerFactory.Create(logging => logging.Services.Add(
        Microsoft.Extensions.DependencyInjection.ServiceDescriptor.Singleton<ILoggerProvider>(new JsonLineLoggerProvider(_output, new ManualTime())))).CreateLogger("Test");

    private JsonElement Line() => JsonElement.Parse(_output.ToString().TrimEnd('\n').Split('\n').ShouldHaveSingleItem());
}
