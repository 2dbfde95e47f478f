using Mono.Cecil;

namespace CrmEnrichment.Tests.Architecture;

/// <summary>Every type that a compiled type refers to: in signatures, attributes, generic arguments and method bodies, its nested and compiler-generated types included.</summary>
/// <remarks>A constant and a <c>nameof</c> leave no trace in the compiled code. They are no references.</remarks>
internal static class TypeReferences
{
    public static IEnumerable<TypeReference> In(TypeDefinition type) =>
        [.. Declared(type).SelectMany(Parts), .. type.NestedTypes.SelectMany(In)];

    private static IEnumerable<TypeReference?> Declared(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.SelectMany(face => Attributes(face).Prepend(face.InterfaceType)),
        .. Attributes(type),
        .. Parameters(type),
        .. type.Fields.SelectMany(field => Attributes(field).Prepend(field.FieldType)),
        .. type.Properties.SelectMany(property => Attributes(property).Prepend(property.PropertyType)),
        .. type.Events.SelectMany(one => Attributes(one).Prepend(one.EventType)),
        .. type.Methods.SelectMany(Declared),
    ];

    private static IEnumerable<TypeReference?> Declared(MethodDefinition method) =>
    [
        .. Signature(method),
        .. Parameters(method),
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. method.Parameters.SelectMany(Attributes),
        .. method.Overrides.SelectMany(Signature),
        .. method.HasBody ? Body(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> Body(Mono.Cecil.Cil.MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.Select(handler => handler.CatchType),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference method => Signature(method),
            CallSite site => Signature(site),
            _ => Array.Empty<TypeReference?>(),
        }),
    ];

    private static IEnumerable<TypeReference?> Signature(MethodReference method) =>
        [method.DeclaringType, .. Signature((IMethodSignature)method), .. method is GenericInstanceMethod generic ? generic.GenericArguments : []];

    private static IEnumerable<TypeReference?> Signature(IMethodSignature signature) =>
        signature.Parameters.Select(parameter => parameter.ParameterType).Prepend(signature.ReturnType);

    private static IEnumerable<TypeReference?> Parameters(IGenericParameterProvider generic) => generic.GenericParameters
        .SelectMany(parameter => parameter.Constraints.SelectMany(constraint => Attributes(constraint).Prepend(constraint.ConstraintType)).Concat(Attributes(parameter)));

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments
        .Concat(attribute.Fields.Concat(attribute.Properties).Select(named => named.Argument)).SelectMany(Argument)
        .Concat(Signature(attribute.Constructor)));

    private static IEnumerable<TypeReference?> Argument(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [type, argument.Type],
        CustomAttributeArgument boxed => Argument(boxed),
        CustomAttributeArgument[] items => items.SelectMany(Argument).Prepend(argument.Type),
        _ => [argument.Type],
    };

    /// <summary>The named types that an array, a generic type, a pointer or a modifier is made of. Where a type parameter is declared, its constraints are read.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Concat(Parts(generic.ElementType)),
        IModifierType modifier => [.. Parts(modifier.ElementType), .. Parts(modifier.ModifierType)],
        FunctionPointerType pointer => Signature((IMethodSignature)pointer).SelectMany(Parts),
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [type],
    };
}
