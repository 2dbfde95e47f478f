namespace CrmEnrichment.Http.Retries;

/// <summary>Reads an answer into memory, up to a limit.</summary>
internal static class BoundedBody
{
    /// <exception cref="HttpRequestException">The body is longer than the limit (<see cref="HttpRequestError.ConfigurationLimitExceeded"/>).</exception>
    public static async Task<HttpContent> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        using var body = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        await using (var stream = await content.ReadAsStreamAsync(ct))
        {
            var buffer = new byte[8 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, ct)) > 0)
            {
                if (body.Length + read > limit)
                {
                    throw TooLarge(limit);
                }

                body.Write(buffer, 0, read);
            }
        }

        var whole = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            whole.Headers.TryAddWithoutValidation(name, values);
        }

        return whole;
    }

    private static HttpRequestException TooLarge(int limit) =>
        new(HttpRequestError.ConfigurationLimitExceeded, $"The answer is longer than {limit} bytes (Http__MaxResponseBytes).");
}
