using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradingAgent.UnitTests.Layout;

/// <summary>Sizes of value types by reflection, down to their primitive fields.</summary>
internal static class StructLayouts
{
    /// <summary>Bytes the type takes.</summary>
    public static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!
        .MakeGenericMethod(type).Invoke(null, null)!;

    /// <summary>Bytes its primitive fields take together; less than the size means a hole.</summary>
    public static int SumOfFields(Type type)
    {
        if (type.IsEnum || type.IsPrimitive || type == typeof(decimal)) return SizeOf(type);
        int repeats = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        return repeats * FieldsOf(type).Sum(f => SumOfFields(f.FieldType));
    }

    public static bool IsBlittable(Type type) =>
        type.IsEnum || type.IsPrimitive || (type.IsValueType && FieldsOf(type).All(f => IsBlittable(f.FieldType)));

    private static IEnumerable<FieldInfo> FieldsOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
}
