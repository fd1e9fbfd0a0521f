using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CostSim.Tests.Architecture;

/// <summary>One type of the assembly naming another, or a member of another.</summary>
/// <param name="From">Namespace of the outermost type that uses.</param>
/// <param name="User">Name of that type.</param>
/// <param name="To">Namespace of the outermost type that is used.</param>
/// <param name="Used">Name of that type.</param>
/// <param name="Member">The method or field of it; empty where only the type is named.</param>
/// <param name="Parameters">Names of the parameter types of the method.</param>
internal sealed record CompiledReference(string From, string User, string To, string Used, string Member, string Parameters)
{
    public override string ToString() => $"{From}.{User} uses {To}.{Used}{(Member.Length == 0 ? "" : $".{Member}({Parameters})")}";
}

/// <summary>
/// Reads which types use which from a compiled assembly: signatures, base types, attributes, local variables and the instructions of
/// every body. Unlike a search of sources, neither a qualified name, an alias nor an inferred type escapes it. Constants do, since the
/// compiler copies their values.
/// </summary>
internal static class CompiledReferences
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(code => (int)unchecked((ushort)code.Value), code => code.OperandType);

    public static IReadOnlyList<CompiledReference> Of(string assembly)
    {
        using var file = new PEReader(ImmutableArray.Create(File.ReadAllBytes(assembly)));
        var metadata = file.GetMetadataReader();
        var found = new HashSet<CompiledReference>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var (ns, user) = Outermost(metadata, handle);
            if (user.StartsWith('<'))
                continue;
            foreach (var (used, member, parameters) in Uses(file, metadata, metadata.GetTypeDefinition(handle)).Distinct())
            {
                if (Outermost(metadata, used) is var (to, name) && (to, name) != (ns, user) && !name.StartsWith('<'))
                    found.Add(new CompiledReference(ns, user, to, name, member, parameters));
            }
        }
        return [.. found];
    }

    private static IEnumerable<(EntityHandle Type, string Member, string Parameters)> Uses(PEReader file, MetadataReader metadata, TypeDefinition type)
    {
        var seen = new List<EntityHandle> { type.BaseType };
        var decoder = new Collector(seen);
        seen.AddRange(type.GetInterfaceImplementations().Select(i => metadata.GetInterfaceImplementation(i).Interface));
        seen.AddRange(Attributes(metadata, type.GetCustomAttributes()));
        foreach (var parameter in type.GetGenericParameters())
            seen.AddRange(metadata.GetGenericParameter(parameter).GetConstraints().Select(c => metadata.GetGenericParameterConstraint(c).Type));
        foreach (var field in type.GetFields().Select(metadata.GetFieldDefinition))
        {
            _ = field.DecodeSignature(decoder, null);
            seen.AddRange(Attributes(metadata, field.GetCustomAttributes()));
        }
        var members = new List<(EntityHandle, string, string)>();
        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            _ = method.DecodeSignature(decoder, null);
            seen.AddRange(Attributes(metadata, method.GetCustomAttributes()));
            foreach (var parameter in method.GetGenericParameters())
                seen.AddRange(metadata.GetGenericParameter(parameter).GetConstraints().Select(c => metadata.GetGenericParameterConstraint(c).Type));
            if (method.RelativeVirtualAddress == 0)
                continue;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
                _ = metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(decoder, null);
            seen.AddRange(body.ExceptionRegions.Select(r => r.CatchType));
            foreach (var token in Tokens(body.GetILBytes()!))
                members.AddRange(Target(metadata, token, seen, decoder));
        }
        return seen.SelectMany(handle => Types(metadata, handle, [])).Select(handle => (handle, "", "")).Concat(members);
    }

    private static IEnumerable<EntityHandle> Attributes(MetadataReader metadata, CustomAttributeHandleCollection attributes) =>
        attributes.Select(metadata.GetCustomAttribute).Select(a => Parent(metadata, a.Constructor));

    private static EntityHandle Parent(MetadataReader metadata, EntityHandle member) => member.Kind switch
    {
        HandleKind.MemberReference => metadata.GetMemberReference((MemberReferenceHandle)member).Parent,
        HandleKind.MethodDefinition => metadata.GetMethodDefinition((MethodDefinitionHandle)member).GetDeclaringType(),
        HandleKind.FieldDefinition => metadata.GetFieldDefinition((FieldDefinitionHandle)member).GetDeclaringType(),
        _ => default,
    };

    // What one instruction names: a type, a member of a type, or a generic method with its arguments.
    private static List<(EntityHandle, string, string)> Target(MetadataReader metadata, EntityHandle token, List<EntityHandle> seen, Collector decoder)
    {
        if (token.Kind == HandleKind.MethodSpecification)
        {
            var method = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
            _ = method.DecodeSignature(decoder, null);
            return Target(metadata, method.Method, seen, decoder);
        }
        if (token.Kind == HandleKind.MemberReference)
        {
            var member = metadata.GetMemberReference((MemberReferenceHandle)token);
            var parameters = "";
            if (member.GetKind() == MemberReferenceKind.Field)
                _ = member.DecodeFieldSignature(decoder, null);
            else
                parameters = string.Join(", ", member.DecodeMethodSignature(decoder, null).ParameterTypes);
            return [.. Types(metadata, member.Parent, []).Select(t => (t, metadata.GetString(member.Name), parameters))];
        }
        if (token.Kind is HandleKind.MethodDefinition or HandleKind.FieldDefinition)
            seen.Add(Parent(metadata, token));
        else
            seen.Add(token);
        return [];
    }

    private static List<EntityHandle> Types(MetadataReader metadata, EntityHandle handle, List<EntityHandle> seen)
    {
        if (handle.IsNil)
            return seen;
        if (handle.Kind == HandleKind.TypeSpecification)
            _ = metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new Collector(seen), null);
        else if (handle.Kind is HandleKind.TypeDefinition or HandleKind.TypeReference)
            seen.Add(handle);
        return seen;
    }

    private static (string Namespace, string Name) Outermost(MetadataReader metadata, EntityHandle handle)
    {
        while (true)
        {
            if (handle.Kind == HandleKind.TypeDefinition)
            {
                var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                if (type.GetDeclaringType() is { IsNil: false } outer)
                    handle = outer;
                else
                    return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
            }
            else if (handle.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
                if (type.ResolutionScope.Kind == HandleKind.TypeReference)
                    handle = type.ResolutionScope;
                else
                    return (metadata.GetString(type.Namespace), metadata.GetString(type.Name));
            }
            else
            {
                return ("", "");
            }
        }
    }

    private static IEnumerable<EntityHandle> Tokens(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            int code = body[at++];
            if (code == 0xFE)
                code = (code << 8) | body[at++];
            var operand = Operands[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
                yield return MetadataTokens.EntityHandle(BitConverter.ToInt32(body, at));
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }

    /// <summary>Collects every type that a signature names, and gives the name of the outermost one.</summary>
    private sealed class Collector(List<EntityHandle> seen) : ISignatureTypeProvider<string, object?>
    {
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Add(reader, handle);
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Add(reader, handle);
        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
        public string GetArrayType(string elementType, ArrayShape shape) => elementType;
        public string GetByReferenceType(string elementType) => elementType;
        public string GetFunctionPointerType(MethodSignature<string> signature) => signature.ReturnType;
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;
        public string GetGenericMethodParameter(object? genericContext, int index) => "";
        public string GetGenericTypeParameter(object? genericContext, int index) => "";
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
        public string GetPinnedType(string elementType) => elementType;
        public string GetPointerType(string elementType) => elementType;
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();
        public string GetSZArrayType(string elementType) => elementType;

        private string Add(MetadataReader reader, EntityHandle handle)
        {
            seen.Add(handle);
            return Outermost(reader, handle).Name;
        }
    }
}
