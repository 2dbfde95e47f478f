using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>One connection from its greeting to its end: each command is recorded, answered, and goes wrong when the script says so.</summary>
internal sealed class ImapConversation(PretendMailServer server, ImapConnection connection, TimeProvider time)
{
    /// <summary>How the record calls what is no command: a client that comes.</summary>
    private const string Connect = "CONNECT";

    private readonly ImapSession _session = new(server);

    public async Task RunAsync()
    {
        try
        {
            var goesOn = await PlayAsync(new("*", Connect, []), (_, answer) =>
            {
                answer.Untagged(ImapSession.Greeting);
                return Task.FromResult(true);
            });
            while (goesOn && await connection.ReadCommandAsync(_session.IsSignedIn) is { } tokens)
            {
                goesOn = ImapCommand.Of(tokens) is { } command ? await PlayAsync(command, AnswerAsync) : await RefuseAsync("There is no command.");
            }
        }
        catch (InvalidDataException e)
        {
            await RefuseAsync(e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException && connection.Closed.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    /// <returns>False where the connection ends.</returns>
    private async Task<bool> RefuseAsync(string why)
    {
        await connection.WriteAsync($"* BYE {why}\r\n");
        return false;
    }

    private async Task<bool> PlayAsync(ImapCommand command, Func<ImapCommand, ImapAnswer, Task<bool>> usual)
    {
        var request = RecordedRequest.Of(command.Name, _session.Place, command.Told, time);
        server.Requests.Add(request);
        int? status = null;
        try
        {
            request.Fault = server.Faults.Take(request);
            var answer = new ImapAnswer();
            if (!await MailFault.SpoilAsync(request.Fault, command, answer, connection, time))
            {
                request.Unexpected = !await usual(command, answer);
                MailFault.Halve(request.Fault, answer);
            }

            await connection.WriteAsync(answer.Bytes);
            status = answer.Status;
            if (request.Fault is Fault.Reset or Fault.Half)
            {
                status = null;
                connection.Reset();
            }

            return !answer.IsLast;
        }
        finally
        {
            server.Requests.Complete(request, status);
        }
    }

    private async Task<bool> AnswerAsync(ImapCommand command, ImapAnswer answer)
    {
        try
        {
            if (command.Name is not "AUTHENTICATE" || _session.IsSignedIn)
            {
                return _session.Answer(command, answer);
            }

            _session.Authenticate(command, command.Arguments.Count > 1 ? command.Argument(1) : await AskAsync("+ "), answer);
            if (!_session.IsSignedIn && string.Equals(command.Argument(0), "XOAUTH2", StringComparison.OrdinalIgnoreCase))
            {
                // The reason, in Base64; the client replies with an empty line.
                await AskAsync("+ eyJzdGF0dXMiOiI0MDAifQ==");
            }
        }
        catch (InvalidDataException e)
        {
            answer.Clear();
            answer.Bad(command, e.Message);
        }

        return true;
    }

    private async Task<string> AskAsync(string line)
    {
        await connection.WriteAsync($"{line}\r\n");
        return await connection.ReadLineAsync() ?? "";
    }
}
