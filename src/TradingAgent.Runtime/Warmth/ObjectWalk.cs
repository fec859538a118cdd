using System.Reflection;

namespace TradingAgent.Runtime.Warmth;

/// <summary>
/// Finds the objects of our own types, of collections and of sockets that hang on some. The process goes on meanwhile:
/// what is found is as of some moment during the walk, which is all that a look at memory needs.
/// </summary>
internal static class ObjectWalk
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] s_followed =
        ["TradingAgent.", "System.Collections.", "System.Net.Sockets", "System.Net.WebSockets"];

    /// <summary>Each object once, the roots included.</summary>
    public static IEnumerable<object> From(IEnumerable<object> roots)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<object>(roots);
        while (waiting.TryDequeue(out object? one))
        {
            if (!IsFollowed(one.GetType()) || !seen.Add(one)) continue;
            yield return one;
            if (one is Array array) AddElements(array, waiting);
            else AddFields(one, one.GetType(), waiting);
        }
    }

    /// <summary>What an object has in bytes at least: its fields without padding, or its elements.</summary>
    public static int BytesOf(object one)
    {
        if (one is Array array)
            return (int)Math.Min(array.LongLength * SizeOf(one.GetType().GetElementType()!), int.MaxValue);
        int bytes = 0;
        for (Type? type = one.GetType(); type is not null; type = type.BaseType)
            bytes += type.GetFields(Declared).Sum(field => SizeOf(field.FieldType));
        return bytes;
    }

    private static int SizeOf(Type type) => RuntimeHelpers.SizeOf(type.TypeHandle);

    private static bool IsFollowed(Type type) =>
        type.IsArray || (type.FullName is { } name
            && Array.Exists(s_followed, start => name.StartsWith(start, StringComparison.Ordinal)));

    private static void AddElements(Array array, Queue<object> waiting)
    {
        if (array.GetType().GetElementType()!.IsValueType) return;
        foreach (object? element in array)
            if (element is not null) waiting.Enqueue(element);
    }

    private static void AddFields(object one, Type from, Queue<object> waiting)
    {
        for (Type? type = from; type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Declared))
            {
                if (!MayRefer(field.FieldType) || field.GetValue(one) is not { } value) continue;
                if (field.FieldType.IsValueType) AddFields(value, field.FieldType, waiting);
                else waiting.Enqueue(value);
            }
        }
    }

    private static bool MayRefer(Type type) =>
        type.IsValueType ? IsFollowed(type) && !type.IsEnum : !type.IsPointer && !type.IsFunctionPointer;
}
