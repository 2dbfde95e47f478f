using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Turns a handler of any supported shape into a runtime loop. Which overload is taken decides who serializes what.</summary>
public class LambdaBootstrapBuilder
{
    private readonly LambdaBootstrapOptions _options = new();
    private readonly LambdaBootstrapHandler _handler;
    private readonly ILambdaSerializer? _serializer;

    private LambdaBootstrapBuilder(LambdaBootstrapHandler handler, ILambdaSerializer? serializer)
    {
        _handler = handler;
        _serializer = serializer;
    }

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async i => new InvocationResponse(await handler(i.InputStream, i.LambdaContext)), null);

    public static LambdaBootstrapBuilder Create<TOutput>(Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async i => Written(await handler(i.InputStream, i.LambdaContext), serializer), serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        new(i => { handler(Read<TInput>(i, serializer), i.LambdaContext); return Task.FromResult(Empty()); }, serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async i => { await handler(Read<TInput>(i, serializer), i.LambdaContext); return Empty(); }, serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        new(async i => new InvocationResponse(await handler(Read<TInput>(i, serializer), i.LambdaContext)), serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async i => Written(await handler(Read<TInput>(i, serializer), i.LambdaContext), serializer), serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        new(i => Task.FromResult(Written(handler(Read<TInput>(i, serializer), i.LambdaContext), serializer)), serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        Create<TInput>((input, _) => handler(input), serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        Create<TInput>((input, _) => handler(input), serializer);

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) =>
        Create<TInput>((input, _) => handler(input), serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Create<TInput, TOutput>((input, _) => handler(input), serializer);

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        Create<TInput, TOutput>((input, _) => handler(input), serializer);

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options)
    {
        options(_options);
        return this;
    }

    public LambdaBootstrap Build() => new(_handler, _serializer, _options);

    private static TInput Read<TInput>(InvocationRequest invocation, ILambdaSerializer serializer) =>
        serializer.Deserialize<TInput>(invocation.InputStream);

    private static InvocationResponse Written<TOutput>(TOutput output, ILambdaSerializer serializer)
    {
        var stream = new MemoryStream();
        serializer.Serialize(output, stream);
        stream.Position = 0;
        return new InvocationResponse(stream);
    }

    private static InvocationResponse Empty() => new(new MemoryStream(0));
}
