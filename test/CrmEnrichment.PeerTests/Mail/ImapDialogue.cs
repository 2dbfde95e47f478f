using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CrmEnrichment.PeerTests.Mail;

/// <summary>Says commands to a server and hands over what it answers, byte for byte as letters of Latin-1.</summary>
internal sealed class ImapDialogue : IDisposable
{
    private readonly TcpClient _client = new();
    private SslStream? _stream;
    private int _last;

    public string Greeting { get; private set; } = "";

    /// <summary>Signed in, with nothing open yet.</summary>
    public static async Task<ImapDialogue> StartAsync(IMailPeer server, string user)
    {
        while (true)
        {
            var dialogue = await ConnectAsync(server);
            if ((await dialogue.SayAsync($"LOGIN {user} \"{IMailPeer.Password}\""))[^1] is "OK")
            {
                return dialogue;
            }

            // Dovecot sees a second late that its file of users has changed.
            dialogue.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Xunit.TestContext.Current.CancellationToken);
        }
    }

    public static async Task<ImapDialogue> ConnectAsync(IMailPeer server)
    {
        var dialogue = new ImapDialogue();
        await dialogue._client.ConnectAsync("localhost", server.Port);
        var trusted = X509CertificateLoader.LoadCertificateFromFile(server.Authority);
        dialogue._stream = new(dialogue._client.GetStream());
        await dialogue._stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted }, RevocationMode = X509RevocationMode.NoCheck },
        });
        dialogue.Greeting = await dialogue.ReadLineAsync();
        return dialogue;
    }

    /// <returns>The untagged answers, one each, and as the last one the result, without its tag and words: <c>OK</c>, <c>NO</c> or <c>BAD</c>.</returns>
    public async Task<IReadOnlyList<string>> SayAsync(string command)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"t{++_last}");
        await SendAsync($"{tag} {command}\r\n");
        var answers = new List<string>();
        while (true)
        {
            var line = await ReadAnswerAsync();
            if (line.StartsWith($"{tag} ", StringComparison.Ordinal))
            {
                return [.. answers, line.Split(' ')[1]];
            }

            answers.Add(line.Length > 0 ? line : throw new EndOfStreamException($"The server has gone at {command}, after {string.Join(", ", answers)}."));
        }
    }

    public Task SendAsync(string text) => _stream!.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>A line, with the literals in it and what follows them; empty after the server has gone.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        var line = await ReadLineAsync();
        while (line.EndsWith('}') && int.TryParse(line[(line.LastIndexOf('{') + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            var literal = new byte[length];
            await _stream!.ReadExactlyAsync(literal);
            line = $"{line}\r\n{Encoding.Latin1.GetString(literal)}{await ReadLineAsync()}";
        }

        return line;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _client.Dispose();
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (await _stream!.ReadAsync(one, patience.Token) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
