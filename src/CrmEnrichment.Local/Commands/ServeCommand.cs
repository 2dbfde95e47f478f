using System.CommandLine;
using System.Net;
using System.Text;
using CrmEnrichment.Local.Events;
using CrmEnrichment.Local.Live;
using CrmEnrichment.Local.Mail;
using CrmEnrichment.Local.Stories;
using CrmEnrichment.Local.Vicidial;

namespace CrmEnrichment.Local.Commands;

/// <summary>serve: the cloud without a show, for `aws … --endpoint-url`, `sam local invoke --env-vars events/env.json` and a debugger.</summary>
internal static class ServeCommand
{
    public static Command Create(TimeProvider time)
    {
        var address = new Option<IPAddress>("--address")
        {
            Description = "where to listen; 0.0.0.0 lets containers in (host.docker.internal)",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (!IPAddress.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    result.AddError($"--address is '{result.Tokens[0].Value}': give an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.");
                }

                return parsed;
            },
        };
        // The ports of events/env.json.
        var aws = Port("--aws-port", 4566, "SQS, Secrets Manager and DynamoDB");
        var lambda = Port("--lambda-port", 4574, "Lambda's Invoke API");
        var genesys = Port("--genesys-port", 4580, "the pretend Genesys Cloud");
        var crm = Port("--crm-port", 4581, "the pretend CRM");
        var http = Port("--http-port", 4582, "the HTTP API in front of the functions that answer one");
        var twilio = Port("--twilio-port", 4583, "the pretend Twilio");
        var vicidial = Port("--vicidial-port", 4584, "the pretend VICIdial");
        var mail = Port("--mail-port", 4585, "the pretend mail server (IMAP over TLS)");
        var live = Port("--live-port", 4586, "the live API, on 127.0.0.1 whatever --address is");
        var noConsole = new Option<bool>("--no-console") { Description = "do not start the web console with its live view" };
        var everyKind = new Option<bool>("--every-kind") { Description = "ask a pretend CRM of every kind as well: HubSpot, Salesforce and more" };
        var environment = new Option<FileInfo?>("--environment") { Description = "write the variables that crm-enrich and the AWS CLI need into this file, for a shell to read" };
        environment.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<FileInfo?>() is { Directory.Exists: false } file)
            {
                result.AddError($"--environment names a file in {file.DirectoryName}, which does not exist. Make that folder first.");
            }
        });
        var command = new Command("serve", "Keep the local cloud running until Ctrl+C, and show each invocation; type help to make systems fail.") { address, aws, lambda, genesys, crm, http, twilio, vicidial, mail, live, noConsole, everyKind, environment };
        command.SetAction((parsed, ct) => RunAsync(
            new EmbeddedCloudOptions
            {
                Address = parsed.GetValue(address)!,
                AwsPort = parsed.GetValue(aws),
                LambdaPort = parsed.GetValue(lambda),
                GenesysPort = parsed.GetValue(genesys),
                CrmPort = parsed.GetValue(crm),
                HttpPort = parsed.GetValue(http),
                TwilioPort = parsed.GetValue(twilio),
                VicidialPort = parsed.GetValue(vicidial),
                MailPort = parsed.GetValue(mail),
                Mail = new Dictionary<string, string>(StringComparer.Ordinal),
                Twilio = new Dictionary<string, string>(StringComparer.Ordinal) { ["MaxEventAge"] = "3650.00:00:00" },
                Vicidial = new Dictionary<string, string>(StringComparer.Ordinal) { ["TimeZone"] = "Etc/GMT+5" },
                VicidialApi = new Dictionary<string, string>(StringComparer.Ordinal),
                Calls = new Dictionary<string, string>(StringComparer.Ordinal),
                Leads = new Dictionary<string, string>(StringComparer.Ordinal) { ["DefaultList"] = VicidialAccount.List },
                ScreenPop = new Dictionary<string, string>(StringComparer.Ordinal),
                KeptRequests = 10_000,
                Journal = new Dictionary<string, string>(StringComparer.Ordinal),
                Changes = new Dictionary<string, string>(StringComparer.Ordinal) { ["Senders__0__Source"] = "crm", ["Senders__0__SecretId"] = ChangeSecrets.Id },
                // The recorded samples are sent as they are, and they are old.
                Environment = new Dictionary<string, string>([EmbeddedCloud.ForgetsAtOnce], StringComparer.Ordinal) { ["Genesys__MaxEventAge"] = "3650.00:00:00" },
            },
            new ServeOptions(parsed.GetValue(everyKind), parsed.GetValue(environment), parsed.GetValue(live), HasConsole: !parsed.GetValue(noConsole)),
            time,
            ct));
        return command;
    }

    private static async Task<int> RunAsync(EmbeddedCloudOptions cloudOptions, ServeOptions options, TimeProvider time, CancellationToken ct)
    {
        EmbeddedCloud cloud;
        try
        {
            cloud = await EmbeddedCloud.StartAsync(cloudOptions, time);
        }
        catch (IOException e)
        {
            return await RefuseAsync(e);
        }

        await using var ending = cloud;
        if (options.HasEveryKind)
        {
            await cloud.AddEveryKindAsync();
        }

        LiveView view;
        try
        {
            view = await LiveView.StartAsync(cloud, options.LivePort, time);
        }
        catch (IOException e)
        {
            return await RefuseAsync(e);
        }

        await using var endingView = view;
        var environment = options.Environment;
        var exports = string.Concat(view.Environment.Select(variable => $"export {variable.Key}='{variable.Value}'\n"));
        if (environment is not null && await ProblemOfWritingAsync(environment, exports, ct) is { } problem)
        {
            await Console.Error.WriteLineAsync($"--environment: {environment.FullName} cannot be written: {problem} Name a file that you may write.");
            return 2;
        }

        Console.WriteLine("What crm-enrich, the AWS CLI and a function outside of this process need:" + (environment is null ? $"\n\n{exports}" : $" . {environment.FullName}\n")
            + "An old AWS CLI ignores AWS_ENDPOINT_URL_SQS and its like: give it --endpoint-url, as below.\n");

        var console = await OpenConsoleAsync(view, options.HasConsole, ct);

        // Last, so that the many settings do not move it off the screen. The payload by fileb:// is read alike by the AWS CLI 1 and 2.
        Console.WriteLine($"""
            AWS (SQS, Secrets Manager, DynamoDB)  {cloud.AwsUrl}
            Lambda                                {cloud.LambdaUrl}
            Genesys Cloud (API and login)         {cloud.Genesys.Url}
            CRM                                   {cloud.Crm.Url}
            HTTP APIs of the functions            {cloud.Http.Url}
            Twilio (TaskRouter)                   {cloud.Twilio.Url}
            VICIdial (both APIs)                  {cloud.Vicidial.Url}
            Mail (IMAP over TLS)                  localhost:{cloud.Mail!.Port}
            Live API                              {view.Url}
            Console                               {console}
            {string.Concat(cloud.Sources.Select(source => $"{source.Name,-38}{source.Source.Url}{Environment.NewLine}"))}
            aws lambda invoke --endpoint-url {cloud.LambdaUrl} --function-name EnrichInteraction \
              --payload fileb://events/01-customer-start-voice-inbound-known-ani.json out.json
            curl -H 'x-api-key: {LookupSecrets.StudioKey}' '{cloud.Http.Url}customers?phone=%2B13175550142'
            curl '{cloud.Http.Url}{CallUrlSecret.Value}/webhook/call_end?lead_id=501&dispo=SALE&vendor_code=CUST-10042'
            curl --cacert {cloud.Mail.AuthorityFile} --user '{MailAccount.User}:{cloud.Mail.AddUser(MailAccount.User).Password}' \
              --upload-file events/mail/answer.eml imaps://localhost:{cloud.Mail.Port}/INBOX
            aws lambda invoke --endpoint-url {cloud.LambdaUrl} --function-name UpdateTickets \
              --payload fileb://events/update-tickets.json out.json
            Screen pop: {cloud.Http.Url}{ScreenPopSecrets.Key}/screenpop?phone=%2B13175550142

            """);
        Console.WriteLine("Each invocation appears here as it ends. logs shows the functions' log, help lists what can fail, Ctrl+C ends.");
        cloud.Lambda.Activity.Ended = (function, payload, result) =>
        {
            // What somebody sends to us has happened in Genesys, too.
            cloud.Genesys.Conversations.Learn(EventFacts.TryParse(Encoding.UTF8.GetString(payload.Span)));
            Console.WriteLine(InvocationLine.Of(function, payload, result, time.GetUtcNow()));
        };
        try
        {
            // The console's reader blocks whoever asks it. When its input ends, serve does not.
            await Task.Run(() => new ServeConsole(cloud, view.World).ListenAsync(Console.In, Console.Out), ct).WaitAsync(ct);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Ended.");
        }

        return 0;
    }

    /// <returns>Null when the file is written.</returns>
    private static async Task<string?> ProblemOfWritingAsync(FileInfo file, string text, CancellationToken ct)
    {
        try
        {
            await File.WriteAllTextAsync(file.FullName, text, ct);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static async Task<int> RefuseAsync(IOException e)
    {
        await Console.Error.WriteLineAsync($"{e.Message} Another serve may be running. Give other ports: serve --help lists the options, and 0 takes a free one.");
        return 2;
    }

    /// <returns>The address for a browser, or why there is none.</returns>
    private static async Task<string> OpenConsoleAsync(LiveView view, bool isWanted, CancellationToken ct)
    {
        try
        {
            return isWanted ? $"{await view.OpenConsoleAsync([], ct)} (works once, in one browser)" : "left out (--no-console)";
        }
        catch (IOException e)
        {
            return $"none: {e.Message}";
        }
    }

    private static Option<int> Port(string name, int port, string what)
    {
        var option = new Option<int>(name) { Description = $"port of {what}; 0 takes a free one", DefaultValueFactory = _ => port };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            {
                result.AddError($"{name} is a number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
            }
        });
        return option;
    }
}
