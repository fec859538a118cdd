using System.Diagnostics.CodeAnalysis;

namespace TradingAgent.Engine.Kernel;

/// <summary>Checks that stay on in production: a broken one is a bug, and a bug stops the engine.</summary>
public static class Invariant
{
    /// <exception cref="InvariantException">The condition is false.</exception>
    public static void That([DoesNotReturnIf(false)] bool condition, string what)
    {
        if (!condition) Fail(what);
    }

    [DoesNotReturn]
    private static void Fail(string what) => throw new InvariantException(what);
}
