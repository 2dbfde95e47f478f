using System.Text;

namespace CrmEnrichment.Local.Mail.Protocol;

/// <summary>What one client may and sees, and the answers to its commands (RFC 3501, with SASL-IR, LITERAL+, MOVE and UIDPLUS).</summary>
internal sealed class ImapSession(PretendMailServer server)
{
    private const string Capabilities = "CAPABILITY IMAP4rev1 SASL-IR LITERAL+ MOVE UIDPLUS AUTH=PLAIN AUTH=XOAUTH2";

    private PretendMailbox? _mailbox;
    private OpenFolder? _open;

    public bool IsSignedIn => _mailbox is not null;

    public static string Greeting => $"OK [{Capabilities}] The pretend mail server is ready.";

    /// <summary>Where the client is, for the record.</summary>
    public string Place => _open?.Name ?? "";

    /// <returns>False where this server does not know the command.</returns>
    /// <exception cref="InvalidDataException">An argument is not understood.</exception>
    public bool Answer(ImapCommand command, ImapAnswer answer)
    {
        if (_open is not null && _mailbox!.Find(_open.Name) != _open.Folder)
        {
            answer.Bye("The folder was made anew.");
            return true;
        }

        Action<ImapCommand, ImapAnswer>? handle = (command.Name, IsSignedIn, _open) switch
        {
            ("CAPABILITY", _, _) => AnswerCapability,
            ("NOOP" or "CHECK", _, _) => DoNothing,
            ("LOGOUT", _, _) => (_, all) => all.Bye("Goodbye."),
            ("LOGIN", false, _) => Login,
            ("LIST", true, _) => List,
            ("SELECT" or "EXAMINE", true, _) => Open,
            ("APPEND", true, _) => Append,
            ("CLOSE" or "UNSELECT", true, not null) => (_, _) => _open = null,
            ("UID SEARCH", true, not null) => Search,
            ("UID FETCH", true, not null) => Fetch,
            ("UID MOVE", true, not null) => Move,
            _ => null,
        };
        if (handle is null)
        {
            answer.Bad(command, "This command is not known, or not in this state.");
            return false;
        }

        handle(command, answer);
        if (answer.Status == 200)
        {
            _open?.Tell(answer);
            answer.Ok(command, command.Name switch { "EXAMINE" => "[READ-ONLY] Done.", "SELECT" => "[READ-WRITE] Done.", _ => "Done." });
        }

        return true;
    }

    /// <summary>AUTHENTICATE, whose reply may come on a line of its own.</summary>
    /// <param name="reply">In Base64.</param>
    public void Authenticate(ImapCommand command, string reply, ImapAnswer answer)
    {
        var text = Decode(reply);
        SignIn(command, answer, command.Argument(0).ToUpperInvariant() switch
        {
            // authorization id, user, password
            "PLAIN" when text.Split('\0') is [_, var user, var password] => Find(user) is { } mailbox && string.Equals(mailbox.Password, password, StringComparison.Ordinal) ? mailbox : null,
            "XOAUTH2" when text.Split('\u0001') is [['u', 's', 'e', 'r', '=', .. var user], var bearer, ..] =>
                Find(user) is { Token: { } token } mailbox && string.Equals(bearer, $"auth=Bearer {token}", StringComparison.Ordinal) ? mailbox : null,
            _ => null,
        });
        if (IsSignedIn)
        {
            answer.Ok(command, $"[{Capabilities}] Signed in.");
        }
    }

    private static string Decode(string reply)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(reply));
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("The reply is no Base64.", e);
        }
    }

    private void Login(ImapCommand command, ImapAnswer answer) =>
        SignIn(command, answer, Find(command.Argument(0)) is { } mailbox && string.Equals(mailbox.Password, command.Argument(1), StringComparison.Ordinal) ? mailbox : null);

    private void SignIn(ImapCommand command, ImapAnswer answer, PretendMailbox? mailbox)
    {
        _mailbox = mailbox;
        if (mailbox is null)
        {
            answer.No(command, "[AUTHENTICATIONFAILED] The login is not valid.", 401);
        }
    }

    private PretendMailbox? Find(string user) => server.Mailboxes.TryGetValue(user, out var mailbox) ? mailbox : null;

    private static void DoNothing(ImapCommand command, ImapAnswer answer)
    {
        // What has changed is told with every answer.
    }

    private static void AnswerCapability(ImapCommand command, ImapAnswer answer) => answer.Untagged(Capabilities);

    private void List(ImapCommand command, ImapAnswer answer)
    {
        if (command.Argument(1) is not { Length: > 0 } pattern)
        {
            answer.Untagged("""LIST (\Noselect) "/" "" """.TrimEnd());
            return;
        }

        // There are no folders in folders, so both wildcards mean the same.
        var isAll = pattern is "*" or "%";
        foreach (var name in _mailbox!.Names.Where(name => isAll || _mailbox.Find(name) == _mailbox.Find(pattern)))
        {
            answer.Untagged($"LIST () \"/\" {ImapText.String(name)}");
        }
    }

    private void Open(ImapCommand command, ImapAnswer answer)
    {
        _open = null;
        if (_mailbox!.Find(command.Argument(0)) is not { } folder)
        {
            answer.No(command, "[NONEXISTENT] There is no such folder.");
            return;
        }

        _open = new(command.Argument(0), folder, command.Name is "EXAMINE");
        answer.Untagged(@"FLAGS (\Answered \Flagged \Deleted \Seen \Draft)");
        answer.Untagged("OK [PERMANENTFLAGS ()] No flags are kept.");
        answer.Untagged($"{_open.Messages.Count()} EXISTS");
        answer.Untagged("0 RECENT");
        answer.Untagged($"OK [UIDVALIDITY {folder.UidValidity}] UIDs are valid.");
        answer.Untagged($"OK [UIDNEXT {folder.NextUid}] The next UID.");
    }

    private void Append(ImapCommand command, ImapAnswer answer)
    {
        if (_mailbox!.Find(command.Argument(0)) is not { } folder)
        {
            answer.No(command, "[TRYCREATE] There is no such folder.");
            return;
        }

        // Flags and a date may stand between; a message that comes now arrives now.
        var message = command.Arguments.Skip(1).LastOrDefault(argument => argument.IsText);
        if (message.Text is not { Length: > 0 })
        {
            throw new InvalidDataException("There is no message.");
        }

        folder.Add(Encoding.Latin1.GetBytes(message.Text), server.Now);
    }

    private void Search(ImapCommand command, ImapAnswer answer)
    {
        _open!.Tell(answer);
        var matches = SearchKeys.Read(command.Arguments, _open.LastUid);
        answer.Untagged($"SEARCH{string.Concat(_open.Messages.Where(one => matches(one.Message)).Select(one => $" {one.Message.Uid}"))}");
    }

    private void Fetch(ImapCommand command, ImapAnswer answer)
    {
        foreach (var (number, message) in Chosen(command))
        {
            FetchItems.Write(answer, number, message, [.. command.Arguments.Skip(1)], _open!.IsReadOnly);
        }
    }

    private void Move(ImapCommand command, ImapAnswer answer)
    {
        if (_open!.IsReadOnly || _mailbox!.Find(command.Argument(1)) is not { } to)
        {
            answer.No(command, _open.IsReadOnly ? "[READ-ONLY] The folder is open for reading." : "[TRYCREATE] There is no such folder.");
            return;
        }

        var moved = Chosen(command).Select(one => one.Message).Where(_open.Folder.Remove).Select(message => (From: message.Uid, To: to.Add(message.Bytes, message.ArrivedAt).Uid)).ToList();
        if (moved.Count > 0)
        {
            answer.Untagged($"OK [COPYUID {to.UidValidity} {UidSet.Of(moved.Select(uid => uid.From))} {UidSet.Of(moved.Select(uid => uid.To))}] Moved.");
        }
    }

    private List<(int Number, StoredMessage Message)> Chosen(ImapCommand command)
    {
        var uids = new UidSet(command.Argument(0), _open!.LastUid);
        return [.. _open.Messages.Where(one => uids.Contains(one.Message.Uid))];
    }
}
