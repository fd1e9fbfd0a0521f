using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CostSim.Tokens;

namespace CostSim.Tests;

/// <summary>
/// The public API of the two libraries, type by type and member by member, against <c>PublicApi.txt</c>. <c>UPDATE_GOLDEN=1</c> rewrites the list;
/// a removed line breaks users of the library.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        var approved = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "PublicApi.txt");
        var actual = Describe(typeof(ITokenizer).Assembly, typeof(Simulation).Assembly);

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(approved, actual);

        Assert.Equal(File.ReadAllText(approved), actual);
    }

    private static string Describe(params Assembly[] libraries)
    {
        var text = new StringBuilder();
        foreach (var type in libraries.SelectMany(l => l.GetExportedTypes()).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var member in type.GetMembers(Declared).Where(IsVisible).Select(m => m.ToString()!).Distinct().Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    // What records generate is as public as the record and tells nothing more.
    private static bool IsVisible(MemberInfo member) => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !(method.IsSpecialName && !method.IsConstructor && !method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetMethod is { } get && (get.IsPublic || get.IsFamily),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };
}
