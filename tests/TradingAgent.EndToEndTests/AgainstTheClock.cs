namespace TradingAgent.EndToEndTests;

/// <summary>
/// The collection of all tests here. Each runs an exchange and an agent against the clock: side by side they would
/// measure each other, so they run one by one.
/// </summary>
internal static class AgainstTheClock
{
    public const string Name = "against the clock";
}
