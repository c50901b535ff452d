using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Tresen.Tests;

/// <summary>A type that compiled code uses.</summary>
/// <param name="Type">Which.</param>
/// <param name="Where">In which member of the user.</param>
/// <param name="Member">Which of its members is called, if one is.</param>
sealed record Use(TypeReference Type, string Where, string? Member = null);

/// <summary>Reads what the compiler made: which types a type uses, anywhere in it.</summary>
static class CompiledCode
{
    /// <summary>Everything that a type uses in its signatures, attributes and instructions.</summary>
    /// <param name="nested">Which nested types count as part of it; all unless told.</param>
    public static IEnumerable<Use> UsesOf(TypeDefinition type, Func<TypeDefinition, bool>? nested = null)
    {
        var direct =
            Parts(type.BaseType, "its base")
            .Concat(type.Interfaces.SelectMany(i => Parts(i.InterfaceType, "its interfaces")))
            .Concat(Attributes(type, "its attributes"))
            .Concat(type.Fields.SelectMany(f => Parts(f.FieldType, f.Name).Concat(Attributes(f, f.Name))))
            .Concat(type.Properties.SelectMany(p => Parts(p.PropertyType, p.Name).Concat(Attributes(p, p.Name))))
            .Concat(type.Methods.SelectMany(Method));
        return direct.Concat(type.NestedTypes.Where(n => nested?.Invoke(n) ?? true).SelectMany(n => UsesOf(n, nested)));
    }

    /// <summary>The type that stands in the file: of a nested type its outermost, of a list or array its element.</summary>
    public static TypeReference Outermost(TypeReference type)
    {
        while (true)
        {
            switch (type)
            {
                case TypeSpecification special:
                    type = special.ElementType;
                    break;
                case { DeclaringType: { } outer }:
                    type = outer;
                    break;
                default:
                    return type;
            }
        }
    }

    static IEnumerable<Use> Method(MethodDefinition method)
    {
        var signature = Parts(method.ReturnType, method.Name)
            .Concat(method.Parameters.SelectMany(p => Parts(p.ParameterType, method.Name).Concat(Attributes(p, method.Name))))
            .Concat(method.GenericParameters.SelectMany(g => g.Constraints.SelectMany(c => Parts(c.ConstraintType, method.Name))))
            .Concat(Attributes(method, method.Name));
        return method.HasBody
            ? signature
                .Concat(method.Body.Variables.SelectMany(v => Parts(v.VariableType, method.Name)))
                .Concat(method.Body.ExceptionHandlers.SelectMany(h => Parts(h.CatchType, method.Name)))
                .Concat(method.Body.Instructions.SelectMany(i => Instruction(i, method.Name)))
            : signature;
    }

    static IEnumerable<Use> Instruction(Instruction instruction, string where) => instruction.Operand switch
    {
        TypeReference type => Parts(type, where),
        FieldReference field => Parts(field.DeclaringType, where).Concat(Parts(field.FieldType, where)),
        MethodReference method => Parts(method.DeclaringType, where, method.Name)
            .Concat(Parts(method.ReturnType, where))
            .Concat(method.Parameters.SelectMany(p => Parts(p.ParameterType, where)))
            .Concat(method is GenericInstanceMethod generic ? generic.GenericArguments.SelectMany(a => Parts(a, where)) : []),
        _ => [],
    };

    static IEnumerable<Use> Attributes(ICustomAttributeProvider owner, string where) =>
        owner.CustomAttributes.SelectMany(a => Parts(a.AttributeType, where)
            .Concat(a.HasConstructorArguments ? a.ConstructorArguments.SelectMany(c => c.Value is TypeReference t ? Parts(t, where) : []) : []));

    static IEnumerable<Use> Parts(TypeReference? type, string where, string? member = null)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case GenericInstanceType generic:
                yield return new Use(generic.ElementType, where, member);
                foreach (var part in generic.GenericArguments.SelectMany(a => Parts(a, where)))
                {
                    yield return part;
                }

                break;
            case TypeSpecification special:
                foreach (var part in Parts(special.ElementType, where, member))
                {
                    yield return part;
                }

                break;
            default:
                yield return new Use(type, where, member);
                break;
        }
    }
}
