namespace TradingAgent.Runtime.Journal;

/// <summary>
/// Identifies the code that decides: a digest of the module ids of the deterministic core's assemblies, which change
/// whenever their code does.
/// </summary>
public static class BuildId
{
    /// <summary>Of the running build.</summary>
    public static ulong Current { get; } = Compute();

    public static string CurrentText => $"{Current:x16}";

    private static ulong Compute()
    {
        ulong digest = 0xcbf29ce484222325UL;
        Type[] witnesses = [typeof(EngineEvent), typeof(Quant.Options.Black76), typeof(TradingEngine)];
        foreach (Type witness in witnesses)
            foreach (byte part in witness.Module.ModuleVersionId.ToByteArray())
                digest = unchecked((digest ^ part) * 0x100000001b3UL);
        return digest;
    }
}
