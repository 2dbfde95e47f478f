using Mono.Cecil;
using Shouldly;
using Xunit;

namespace CrmEnrichment.Tests.Architecture;

/// <summary>What counts as a reference: whatever the compiled code needs, wherever it stands.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly ModuleDefinition _module = ModuleDefinition.ReadModule(typeof(ReferenceTests).Assembly.Location);

    [Theory]
    [InlineData(nameof(ByBase)), InlineData(nameof(ByAttribute)), InlineData(nameof(ByAttributeArgument)), InlineData(nameof(ByConstraint<>)), InlineData(nameof(ByGenericArgument))]
    [InlineData(nameof(ByArray)), InlineData(nameof(ByProperty)), InlineData(nameof(ByCall)), InlineData(nameof(ByLambda)), InlineData(nameof(ByIterator)), InlineData(nameof(ByAsync))]
    [InlineData(nameof(ByTypeOf)), InlineData(nameof(ByCatch)), InlineData(nameof(ByNested)), InlineData(nameof(ByPattern)), InlineData(nameof(ByGenericCall))]
    public void A_type_reference_is_found(string sample) => Refers(sample).ShouldBeTrue();

    [Theory]
    [InlineData(nameof(ByNameOf)), InlineData(nameof(ByConstant))]
    public void What_the_compiler_writes_out_is_no_reference(string sample) => Refers(sample).ShouldBeFalse();

    [Fact]
    public void A_cycle_is_told_once_and_with_every_step()
    {
        Arrow[] arrows = [new("C", "A"), new("A", "B"), new("B", "C"), new("B", "D"), new("D", "B"), new("E", "A")];

        Cycles.In(arrows).ShouldBe(["A -> B -> C -> A", "B -> D -> B"]);
    }

    public void Dispose() => _module.Dispose();

    private bool Refers(string sample) => TypeReferences
        .In(_module.GetType(typeof(ReferenceTests).FullName).NestedTypes.Single(type => type.Name.Split('`')[0] == sample))
        .Any(type => type.Name is nameof(Target) or nameof(TargetAttribute));

    private class Target : Exception
    {
        public const int Constant = 42;

        public static int Field { get; set; }
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class TargetAttribute : Attribute;

    [AttributeUsage(AttributeTargets.All)]
    private sealed class NamingAttribute(params object[] types) : Attribute
    {
        public object[] Types => types;
    }

    private sealed class ByBase : Target;

    [Target]
    private sealed class ByAttribute;

    private sealed class ByAttributeArgument
    {
        [Naming(1, new[] { typeof(List<Target>) })]
        public int Member { get; set; }
    }

    private sealed class ByConstraint<T>
        where T : Target;

    private sealed class ByGenericArgument
    {
        public Dictionary<string, List<Target>>? Member { get; set; }
    }

    private sealed class ByArray
    {
        public Target[]?[] Member { get; } = [];
    }

    private sealed class ByProperty
    {
        public Target? Member { get; set; }
    }

    private sealed class ByCall
    {
        public static int Method() => Target.Field;
    }

    private sealed class ByLambda
    {
        public static Func<int> Method() => static () => Target.Field;
    }

    private sealed class ByIterator
    {
        public static IEnumerable<int> Method()
        {
            yield return Target.Field;
        }
    }

    private sealed class ByAsync
    {
        public static async Task<int> Method()
        {
            await Task.Yield();
            return Target.Field;
        }
    }

    private sealed class ByTypeOf
    {
        public static Type Method() => typeof(Target);
    }

    private sealed class ByCatch
    {
        public static void Method(Action action)
        {
            try
            {
                action();
            }
            catch (Target)
            {
                // Only its type is of interest.
            }
        }
    }

    private sealed class ByNested
    {
        public sealed class Inner
        {
            public static int Method() => Target.Field;
        }
    }

    private sealed class ByPattern
    {
        public static bool Method(object value) => value is Target;
    }

    private sealed class ByGenericCall
    {
        public static int Method() => Array.Empty<Target>().Length;
    }

    private sealed class ByNameOf
    {
        public static string Method() => nameof(Target);
    }

    private sealed class ByConstant
    {
        public static int Method() => Target.Constant;
    }
}
