using System.Data.Common;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CrmEnrichment.Crm;
using CrmEnrichment.Http;
using CrmEnrichment.Http.Credentials;
using CrmEnrichment.Http.Upstreams;
using CrmEnrichment.Sql.Engines;

namespace CrmEnrichment.Sql;

/// <summary>One database with one login, which may be rotated. Refused once, the secret is read again. Refused twice, the login cools down.</summary>
internal sealed class Database
{
    private readonly CrmSourceOptions _source;
    private readonly IEngine _engine;
    private readonly CoolDown _coolDown;
    private readonly RotatingSecret _secret;
    private readonly SingleFlight<DbDataSource> _signingIn;
    private DbDataSource? _current;

    public Database(CrmSourceOptions source, IEngine engine, ISecrets secrets, UpstreamClients clients)
    {
        (_source, _engine) = (source, engine);
        _coolDown = new(source.Name, clients);
        _secret = new(source.Name, source.SecretId, secrets, clients, _coolDown);
        _signingIn = new(source.Name, clients.Time);
        clients.OnForget(Forget);
        clients.OnConnect(source.Name, ConnectAsync);
    }

    /// <exception cref="UpstreamException">The login is refused or cools down, or there was no connection to sign in on.</exception>
    /// <exception cref="DbException">There is no connection now.</exception>
    public async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        _coolDown.ThrowDuring();
        var pool = _current ?? await _signingIn.RunAsync(SignInAsync, ct);
        try
        {
            return await ConnectAsync(pool, ct);
        }
        catch (Exception e) when (e is ObjectDisposedException || _engine.Read(e) is { Fault: UpstreamFault.AuthRefused })
        {
            // The password has changed since the pool was made, or another caller has just found that out.
            Drop(pool);
            pool = await _signingIn.RunAsync(SignInAsync, ct);
            return await ConnectAsync(pool, ct);
        }
    }

    /// <summary>Leaves an open connection in the pool.</summary>
    private async Task ConnectAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
    }

    private async Task<DbDataSource> SignInAsync() => _current ??= await _secret.UseAsync(SignInAsync);

    /// <summary>A pool whose login is proved by one open connection, which stays in the pool.</summary>
    private async Task<DbDataSource> SignInAsync(SecretDocument secret, CancellationToken ct)
    {
        CheckAuthorities();
        var pool = _engine.Open(DatabaseLogin.Read(secret, _source.Of<SqlSourceOptions>().Engine), _source);
        try
        {
            await using var connection = await ConnectAsync(pool, ct);
            return pool;
        }
        catch (Exception e) when (_engine.Read(e) is { } refusal)
        {
            await pool.DisposeAsync();

            // By the next time somebody may have corrected the secret.
            _secret.Suspect();
            throw refusal.Exception(_source);
        }
    }

    /// <exception cref="InvalidDataException">What answers is no database: drivers throw whatever their reading of it ends in.</exception>
    private static async Task<DbConnection> ConnectAsync(DbDataSource pool, CancellationToken ct)
    {
        try
        {
            return await pool.OpenConnectionAsync(ct);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException or OverflowException
            || e is InvalidOperationException and not ObjectDisposedException)
        {
            throw new InvalidDataException($"The greeting of the server ended in {e.GetType().Name}.", e);
        }
    }

    /// <summary>Drivers report an unusable file as a broken connection.</summary>
    private void CheckAuthorities()
    {
        if (_source.Of<SqlSourceOptions>().CaFile is { Length: > 0 } file && !HoldsCertificates(file))
        {
            throw new UpstreamException(_source.Name, UpstreamFault.Rejected, $"{_source.Name}: Crm__Sources__N__Sql__CaFile '{file}' is not a PEM file with certificates. Put one there, or remove the setting.");
        }
    }

    private static bool HoldsCertificates(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>After a restore from a snapshot: its connections are closed, and the secret may have changed.</summary>
    private void Forget()
    {
        if (_current is { } pool)
        {
            Drop(pool);
        }

        _coolDown.End();
    }

    private void Drop(DbDataSource pool)
    {
        if (Interlocked.CompareExchange(ref _current, null, pool) == pool)
        {
            _secret.Suspect();

            // Connections in use are closed when they are returned.
            pool.Dispose();
        }
    }
}
