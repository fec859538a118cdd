using System.Diagnostics;

namespace TradingAgent.Host.Configuration;

/// <summary>A key or secret that shows itself only to who asks for it: every other road ends in <c>***</c>.</summary>
[DebuggerDisplay("***")]
internal sealed class Secret(string value)
{
    /// <summary>What is written instead.</summary>
    public const string Redacted = "***";

    private readonly string _value = value;

    /// <summary>The value itself: for an adapter's signer and nobody else.</summary>
    public string Reveal() => _value;

    public override string ToString() => Redacted;
}
