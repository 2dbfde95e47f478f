namespace Amazon.Lambda.Annotations.SourceGenerator.Models;

internal enum ReturnKind
{
    Void,
    Value,
    Task,
    TaskOfValue,
}
