using System.Security.Cryptography;
using System.Text;

namespace CrmEnrichment.Local.Crm.Vtiger;

/// <summary>The one user that may log in, its one challenge, and its sessions.</summary>
public sealed class VtigerLogins(TimeProvider time)
{
    private static readonly TimeSpan s_challengeLife = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan s_idleLife = TimeSpan.FromSeconds(1440);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _lastUsed = new(StringComparer.Ordinal);
    private (string Token, DateTimeOffset Until) _challenge = ("", DateTimeOffset.MinValue);

    public string UserName { get; set; } = "crm-enrichment";

    /// <summary>Change it as a user does who lets Vtiger make a new one.</summary>
    public string AccessKey { get; set; } = "LocalAccessKey16";

    /// <summary>For the token endpoint.</summary>
    public string Password { get; set; } = "local-password";

    /// <summary>Sessions begun, in either way.</summary>
    public int Begun { get; private set; }

    /// <summary>Every session ends, as when PHP clears up.</summary>
    public void EndSessions()
    {
        lock (_lock)
        {
            _lastUsed.Clear();
        }
    }

    /// <summary>A new challenge, which kills the older one.</summary>
    public string Challenge()
    {
        lock (_lock)
        {
            _challenge = (Guid.NewGuid().ToString("N")[..13], time.GetUtcNow() + s_challengeLife);
            return _challenge.Token;
        }
    }

    internal bool Is(string user) => string.Equals(user, UserName, StringComparison.Ordinal);

    /// <returns>The session; null when that is not the answer to the newest challenge.</returns>
    internal string? LogIn(string user, string answer)
    {
        lock (_lock)
        {
#pragma warning disable CA5351 // Vtiger's protocol knows MD5 only.
            var expected = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(_challenge.Token + AccessKey)));
#pragma warning restore CA5351
            return Is(user) && time.GetUtcNow() < _challenge.Until && string.Equals(answer, expected, StringComparison.Ordinal) ? Begin() : null;
        }
    }

    /// <returns>The token; null when the password is wrong.</returns>
    internal string? SignIn(string? user, string? password)
    {
        lock (_lock)
        {
            return Is(user ?? "") && string.Equals(password, Password, StringComparison.Ordinal) ? Begin() : null;
        }
    }

    internal bool Knows(string session)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (!_lastUsed.TryGetValue(session, out var used) || now - used > s_idleLife)
            {
                return false;
            }

            _lastUsed[session] = now;
            return true;
        }
    }

    private string Begin()
    {
        Begun++;
        var session = Guid.NewGuid().ToString("N")[..21];
        _lastUsed[session] = time.GetUtcNow();
        return session;
    }
}
