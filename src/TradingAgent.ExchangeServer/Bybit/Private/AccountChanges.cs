using TradingAgent.Exchange.Accounts;

namespace TradingAgent.ExchangeServer.Bybit.Private;

/// <summary>What happened to an account since the last publication, in order of happening.</summary>
internal sealed class AccountChanges
{
    public List<OrderSnapshot> Orders { get; } = [];

    public List<ExecutionSnapshot> Executions { get; } = [];

    public List<PositionSnapshot> Positions { get; } = [];

    /// <summary>
    /// Instruments whose position row is due although it did not change: the venue sends it on every order
    /// action.
    /// </summary>
    public List<InstrumentId> Touched { get; } = [];

    public bool Wallet { get; set; }

    /// <summary>The coins whose balance moved since they were last told; the stream leaves the others out.</summary>
    public List<string> WalletCoins { get; } = [];

    public bool IsEmpty =>
        Orders.Count == 0 && Executions.Count == 0 && Positions.Count == 0 && Touched.Count == 0 && !Wallet;

    public void Clear()
    {
        Orders.Clear();
        Executions.Clear();
        Positions.Clear();
        Touched.Clear();
        Wallet = false;
        WalletCoins.Clear();
    }
}
