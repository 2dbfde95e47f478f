namespace CrmEnrichment.Tests.StandIns.Generator;

/// <summary>Programs as text, put together out of the parts that a test wants to vary.</summary>
internal static class SamplePrograms
{
    private const string Usings = """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using Amazon.Lambda.Annotations;
        using Amazon.Lambda.Core;
        using Microsoft.Extensions.DependencyInjection;
        """;

    public const string Serializer = "[assembly: LambdaSerializer(typeof(Sample.Json))]";

    public const string GenerateMain = "[assembly: LambdaGlobalProperties(GenerateMain = true)]";

    public const string Startup = """
        [LambdaStartup]
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddSingleton("hello").AddScoped<PerEvent>();
        }
        """;

    public const string Functions = """
        public class Greeter(string greeting)
        {
            private static int built;
            private readonly int number = ++built;

            [LambdaFunction(ResourceName = "GreetFunction", Timeout = 30, MemorySize = 512)]
            public async Task<string> Greet(string name, ILambdaContext context, [FromServices] PerEvent perEvent)
            {
                await Task.Yield();
                return $"{greeting} {name} {context.AwsRequestId} {number} {perEvent.Number}";
            }

            [LambdaFunction]
            public Task Forget(string @event) => Task.CompletedTask;

            [LambdaFunction]
            public int Count(string text, ILambdaContext context) => text.Length;

            [LambdaFunction]
            public void Drop(string text) { }
        }
        """;

    public static string Whole { get; } = Of(Serializer + GenerateMain, Startup + Functions);

    public static string Of(string assemblyAttributes, string types) => $$"""
        {{Usings}}
        {{assemblyAttributes}}
        namespace Sample
        {
            {{types}}

            public sealed class PerEvent : IDisposable
            {
                private static int created;
                public int Number { get; } = ++created;
                public void Dispose() { }
            }

            public sealed class Json : ILambdaSerializer
            {
                public T Deserialize<T>(Stream stream) => System.Text.Json.JsonSerializer.Deserialize<T>(stream)!;
                public void Serialize<T>(T value, Stream stream) => System.Text.Json.JsonSerializer.Serialize(stream, value);
            }
        }
        """;

    /// <summary>A sound program but for this one method.</summary>
    public static string WithFunction(string method) => Of(Serializer, $$"""{{Startup}} public class Greeter { {{method}} }""");
}
