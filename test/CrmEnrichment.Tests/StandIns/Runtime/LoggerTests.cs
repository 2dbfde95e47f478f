using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.StandIns.Runtime;

public sealed class LoggerTests
{
    [Fact]
    public void The_Test_Logger_Keeps_What_Was_Logged()
    {
        var context = new TestLambdaContext { AwsRequestId = "r1" };

        context.Logger.LogWarning("late");
        context.Logger.Log(LogLevel.Error, new TimeoutException("crm"), "asked {source}", "vtiger");

        var log = ((TestLambdaLogger)context.Logger).Buffer.ToString();
        log.ShouldStartWith("Warning: late");
        log.ShouldContain("Error: asked {source}");
        log.ShouldContain("\tvtiger");
        log.ShouldContain("System.TimeoutException: crm");
    }

    [Fact]
    public void A_Logger_That_Writes_Lines_Only_Has_All_The_Levels()
    {
        var lines = new LinesOnly();
        ILambdaLogger logger = lines;

        logger.LogDebug("a");
        logger.Log(LogLevel.Critical, "b");

        lines.Lines.ShouldBe(["a", "b"]);
    }

    private sealed class LinesOnly : ILambdaLogger
    {
        public List<string> Lines { get; } = [];

        public void Log(string message) => Lines.Add(message);

        public void LogLine(string message) => Lines.Add(message);
    }
}
