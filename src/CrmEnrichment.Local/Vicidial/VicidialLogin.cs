namespace CrmEnrichment.Local.Vicidial;

/// <summary>Lets users in, or says why not: password and statement are in the answer.</summary>
internal sealed class VicidialLogin(PretendVicidial vicidial)
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(15);

    /// <returns>The user, or the refusal.</returns>
    public (VicidialUser? User, string Refusal) NonAgent(VicidialRequest request, int level)
    {
        var (id, password) = (Letters(request["user"], ""), Letters(request["pass"], ""));
        if (vicidial.BlocksAddress)
        {
            return (null, "ERROR: Your IP Address is not allowed: 127.0.0.1: ||IPBLOCK|\n");
        }

        var user = vicidial.UserNamed(id);
        return IsLocked(user) ? (null, $"ERROR: Too many login attempts, try again in 15 minutes: |{id}|{password}|LOCK|\n")
            : Holds(user, password) && user!.Level >= level ? (user, "")
            : (null, $"ERROR: Login incorrect, please try again: |{id}|{password}|BAD|\n");
    }

    /// <inheritdoc cref="NonAgent"/>
    public (VicidialUser? User, string Refusal) Agent(VicidialRequest request)
    {
        var (id, password) = (Letters(request["user"], ""), Letters(request["pass"], ".+/="));
        var user = vicidial.UserNamed(id);
        var known = user is null ? 0 : 1;
        if (vicidial.BlocksAddress || !vicidial.HasServers)
        {
            return (null, $"ERROR: Invalid Username/Password: |{id}|{password}|0|{known}|{(vicidial.BlocksAddress ? "IPBLOCK" : "ERRSERVERS")}|\n");
        }

        if (IsLocked(user))
        {
            return (null, $"ERROR: Invalid Username/Password: |{id}|{password}|0|{known}|LOCK|\n");
        }

        if (!Holds(user, password))
        {
            return (null, $"ERROR: Invalid Username/Password: |{id}|{password}|0|{known}|BAD|0|api|SELECT count(*) from vicidial_users where user='{id}' and pass='{password}' and user_level > 0 and active='Y' and ( (failed_login_count < 10) or (UNIX_TIMESTAMP(last_login_date) < {(vicidial.Clock - s_lock).ToUnixTimeSeconds()}) );|\n");
        }

        return user!.HasAgentApi ? (user, "") : (null, $"ERROR: Invalid Username/Password: |{id}|{password}|1|0|GOOD|\n");
    }

    private bool Holds(VicidialUser? user, string password)
    {
        if (user is null)
        {
            return false;
        }

        if (!user.Password.Is(password))
        {
            user.Failures++;
            vicidial.RefusedLogins++;
            return false;
        }

        (user.Failures, user.LastLogin) = (0, vicidial.Clock);
        return true;
    }

    /// <summary>Ten refused logins, and a good one not long ago.</summary>
    private bool IsLocked(VicidialUser? user) => user is { Failures: >= 10, LastLogin: { } at } && at > vicidial.Clock - s_lock;

    /// <summary>Every other letter is dropped before anything is compared.</summary>
    private static string Letters(string text, string also) => VicidialRequest.Keep(text, letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' || also.Contains(letter, StringComparison.Ordinal));
}
