using System.CommandLine;
using System.Net;

namespace CrmEnrichment.Local.Commands;

/// <summary>serve: the cloud without a show, for `aws … --endpoint-url`, `sam local invoke --env-vars events/env.json` and a debugger.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider time)
    {
        var address = new Option<string>("--address")
        {
            Description = "where to listen; 0.0.0.0 lets containers in (host.docker.internal)",
            DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
        };
        // The ports of events/env.json.
        var aws = Port("--aws-port", 4566, "SQS, Secrets Manager and DynamoDB");
        var lambda = Port("--lambda-port", 4574, "Lambda's Invoke API");
        var genesys = Port("--genesys-port", 4580, "the pretend Genesys Cloud");
        var crm = Port("--crm-port", 4581, "the pretend CRM");
        var command = new Command("serve", "Keep the local cloud running until Ctrl+C.") { address, aws, lambda, genesys, crm };
        command.SetAction((parsed, ct) => RunAsync(
            new EmbeddedCloudOptions
            {
                Address = IPAddress.Parse(parsed.GetValue(address)!),
                AwsPort = parsed.GetValue(aws),
                LambdaPort = parsed.GetValue(lambda),
                GenesysPort = parsed.GetValue(genesys),
                CrmPort = parsed.GetValue(crm),
                // The recorded samples are sent as they are, and they are old.
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Genesys__MaxEventAge"] = "3650.00:00:00" },
            },
            time,
            ct));
        return command;
    }

    private static async Task<int> RunAsync(EmbeddedCloudOptions options, TimeProvider time, CancellationToken ct)
    {
        await using var cloud = await EmbeddedCloud.StartAsync(options, time);
        Console.WriteLine($"""
            AWS (SQS, Secrets Manager, DynamoDB)  {cloud.AwsUrl}
            Lambda                                {cloud.LambdaUrl}
            Genesys Cloud (API and login)         {cloud.Genesys.Url}
            CRM                                   {cloud.Crm.Url}

            aws lambda invoke --endpoint-url {cloud.LambdaUrl} --function-name EnrichInteraction \
              --cli-binary-format raw-in-base64-out --payload file://events/01-customer-start-voice-inbound-known-ani.json out.json

            A function outside of this process needs:
            """);
        foreach (var (name, value) in cloud.EnrichInteraction.Definition.Environment)
        {
            Console.WriteLine($"  {name}={value}");
        }

        Console.WriteLine("Ctrl+C ends.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Ended.");
        }

        return 0;
    }

    private static Option<int> Port(string name, int port, string what) =>
        new(name) { Description = $"port of {what}; 0 takes a free one", DefaultValueFactory = _ => port };
}
