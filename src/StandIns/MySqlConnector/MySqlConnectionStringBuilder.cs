using System.Data.Common;
using System.Globalization;

namespace MySqlConnector;

public sealed class MySqlConnectionStringBuilder : DbConnectionStringBuilder
{
    public MySqlConnectionStringBuilder()
    {
    }

    public MySqlConnectionStringBuilder(string connectionString) => ConnectionString = connectionString;

    public string Server
    {
        get => Text("Server");
        set => this["Server"] = value;
    }

    public uint Port
    {
        get => Number("Port", 3306);
        set => this["Port"] = value;
    }

    public string UserID
    {
        get => Text("User ID");
        set => this["User ID"] = value;
    }

    public string Password
    {
        get => Text("Password");
        set => this["Password"] = value;
    }

    public string Database
    {
        get => Text("Database");
        set => this["Database"] = value;
    }

    public MySqlSslMode SslMode
    {
        get => Choice("SSL Mode", MySqlSslMode.Preferred);
        set => this["SSL Mode"] = value;
    }

    /// <summary>A PEM file with the authorities that are trusted in place of the system's.</summary>
    public string SslCa
    {
        get => Text("SSL CA");
        set => this["SSL CA"] = value;
    }

    /// <summary>Whether caching_sha2_password may ask the server for its public key over a connection without TLS: whoever sits in between could send its own.</summary>
    public bool AllowPublicKeyRetrieval
    {
        get => Flag("Allow Public Key Retrieval");
        set => this["Allow Public Key Retrieval"] = value;
    }

    /// <summary>Seconds for connecting, and for waiting for a free connection; 0 for no limit.</summary>
    public uint ConnectionTimeout
    {
        get => Number("Connection Timeout", 15);
        set => this["Connection Timeout"] = value;
    }

    /// <summary>Seconds for a command; 0 for no limit.</summary>
    public uint DefaultCommandTimeout
    {
        get => Number("Default Command Timeout", 30);
        set => this["Default Command Timeout"] = value;
    }

    /// <summary>Seconds that the answer to a cancelled command is waited for before the connection is closed; 0 for no limit, -1 for closing it at once.</summary>
    public int CancellationTimeout
    {
        get => TryGetValue("Cancellation Timeout", out var value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : 2;
        set => this["Cancellation Timeout"] = value;
    }

    public uint MaximumPoolSize
    {
        get => Number("Maximum Pool Size", 100);
        set => this["Maximum Pool Size"] = value;
    }

    /// <summary>Seconds after which a connection is not used again; 0 for no limit.</summary>
    public uint ConnectionLifeTime
    {
        get => Number("Connection Lifetime", 0);
        set => this["Connection Lifetime"] = value;
    }

    /// <summary>Seconds that a connection may be idle.</summary>
    public uint ConnectionIdleTimeout
    {
        get => Number("Connection Idle Timeout", 180);
        set => this["Connection Idle Timeout"] = value;
    }

    public MySqlGuidFormat GuidFormat
    {
        get => Choice("GUID Format", MySqlGuidFormat.Default);
        set => this["GUID Format"] = value;
    }

    /// <summary>Whether 0000-00-00 is read as <see cref="DateTime.MinValue"/>.</summary>
    public bool ConvertZeroDateTime
    {
        get => Flag("Convert Zero DateTime");
        set => this["Convert Zero DateTime"] = value;
    }

    private string Text(string key) => TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "";

    private uint Number(string key, uint otherwise) => TryGetValue(key, out var value) ? Convert.ToUInt32(value, CultureInfo.InvariantCulture) : otherwise;

    private bool Flag(string key) => TryGetValue(key, out var value) && Convert.ToBoolean(value, CultureInfo.InvariantCulture);

    private T Choice<T>(string key, T otherwise)
        where T : struct, Enum => TryGetValue(key, out var value) ? Enum.Parse<T>(Convert.ToString(value, CultureInfo.InvariantCulture)!, ignoreCase: true) : otherwise;
}
