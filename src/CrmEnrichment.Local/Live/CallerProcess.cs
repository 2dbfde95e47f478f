using System.Globalization;
using CrmEnrichment.Local.Loopback;

namespace CrmEnrichment.Local.Live;

/// <summary>Which of our processes has the other end of a connection, as Linux's /proc shows it.</summary>
/// <remarks>Nothing in a request says which invocation it belongs to, and the functions are not to be changed for that. But a process works on one invocation at a time.</remarks>
internal sealed class CallerProcess
{
    /// <summary>Connections that are remembered: their owner does not change, and to find it takes a millisecond.</summary>
    private const int MostRemembered = 2_000;

    private static readonly string[] s_tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    private readonly Lock _one = new();
    private readonly Dictionary<Caller, int> _known = [];

    public static bool CanBeKnown => OperatingSystem.IsLinux();

    /// <param name="caller">Of a connection that is open.</param>
    /// <param name="processes">Those that it may be.</param>
    /// <returns>Null where it is none of them.</returns>
    public int? Of(Caller caller, IReadOnlyCollection<int> processes)
    {
        lock (_one)
        {
            if (_known.TryGetValue(caller, out var known))
            {
                return known;
            }

            if (Socket(caller) is not { } socket || processes.Cast<int?>().FirstOrDefault(process => Has(process!.Value, socket)) is not { } owner)
            {
                return null;
            }

            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            return _known[caller] = owner;
        }
    }

    /// <summary>The link that a process has to it, such as <c>socket:[4711]</c>.</summary>
    private static string? Socket(Caller caller)
    {
        // sl, local address, remote address, state, …, and the tenth is the inode. A socket for both families has its connections to 127.0.0.1 in tcp6.
        foreach (var line in s_tables.Where(File.Exists).SelectMany(File.ReadLines))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, var remote, _, _, _, _, _, _, var inode, ..] && Port(local) == caller.Port && Port(remote) == caller.Listener)
            {
                return $"socket:[{inode}]";
            }
        }

        return null;
    }

    private static int? Port(string address) =>
        address.Split(':') is [_, var port] && int.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Has(int process, string socket)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(file => string.Equals(Target(file), socket, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return false;
        }
    }

    /// <returns>Null for what was closed meanwhile.</returns>
    private static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
