using System.Net;
using System.Text;

namespace CrmEnrichment.Tests;

/// <summary>The answers to one request, one after the other; the last one stands for all that follow.</summary>
public sealed class FakeRoute(ManualTime? time)
{
    private readonly Lock _lock = new();
    private readonly List<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = [];
    private int _next;

    public FakeRoute Answers(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) =>
        Add(_ => Task.FromResult(Response(status, new StringContent(body, Encoding.UTF8, "application/json"), headers)));

    /// <summary>Answers with these bytes, which need not be text.</summary>
    public FakeRoute AnswersBytes(byte[] body) => Add(_ => Task.FromResult(Response(HttpStatusCode.OK, new ByteArrayContent(body), [("Content-Type", "application/json")])));

    /// <summary>Answers after the time, as the clock of the test has it.</summary>
    public FakeRoute AnswersAfter(TimeSpan delay, HttpStatusCode status, string body = "") => Add(ct =>
    {
        time!.Advance(delay);
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(Response(status, new StringContent(body, Encoding.UTF8, "application/json"), []));
    });

    /// <summary>Answers when the test says so.</summary>
    public FakeRoute AnswersWhen(Task opened, HttpStatusCode status, string body = "") => Add(async ct =>
    {
        await opened.WaitAsync(ct);
        return Response(status, new StringContent(body, Encoding.UTF8, "application/json"), []);
    });

    public FakeRoute RefusesConnections() => Add(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));

    public FakeRoute Resets() => Add(_ => throw new HttpRequestException("An error occurred while sending the request.", new IOException("Connection reset by peer")));

    public FakeRoute Hangs() => Add(HangAsync);

    public FakeRoute BreaksOffInTheBody() => AddBody(FakeBody.BreaksOff);

    public FakeRoute HangsInTheBody() => AddBody(FakeBody.Hangs);

    public FakeRoute NeverEnds() => AddBody(FakeBody.NeverEnds);

    internal Task<HttpResponseMessage> AnswerAsync(CancellationToken ct)
    {
        Func<CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_lock)
        {
            answer = _answers[Math.Min(_next++, _answers.Count - 1)];
        }

        return answer(ct);
    }

    private static HttpResponseMessage Response(HttpStatusCode status, HttpContent content, (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    private async Task<HttpResponseMessage> HangAsync(CancellationToken ct)
    {
        await FakeBody.HangAsync(time, ct);
        throw new InvalidOperationException("Hanging has no end but cancellation.");
    }

    private FakeRoute AddBody(Func<ManualTime?, Stream> body) =>
        Add(_ => Task.FromResult(Response(HttpStatusCode.OK, new StreamContent(body(time)), [])));

    private FakeRoute Add(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        lock (_lock)
        {
            _answers.Add(answer);
        }

        return this;
    }
}
