using TradingAgent.Engine;
using TradingAgent.TestKit.Engine;
using Xunit;

namespace TradingAgent.UnitTests.Engine.Positions;

/// <summary>USDC contracts pay out their open P&amp;L every eight hours and go on.</summary>
public sealed class SessionSettlementTests
{
    private static readonly InstrumentId Perpetual = new(60);

    private readonly EngineRig _rig = new();

    public SessionSettlementTests()
    {
        _rig.Connect();
        InstrumentTerms terms = SmallMarket.Future(ContractKind.LinearPerpetual, CurrencyId.Btc) with
        {
            QuoteCoin = CurrencyId.Usdc,
            SettleCoin = CurrencyId.Usdc,
        };
        _rig.List([(Perpetual, terms)]);
        _rig.Rate(CurrencyId.Usdc, 1);
        _rig.Balance(CurrencyId.Usdc, 10_000);
        _rig.Mid(100_000);
        _rig.Market(Perpetual, 99_999.9m, 100_000.1m);
    }

    [Theory]
    [InlineData(Side.Buy, 2_000)]
    [InlineData(Side.Sell, -2_000)]
    public void A_settlement_turns_open_profit_into_cash_and_leaves_equity_and_size(Side side, decimal cash)
    {
        NetQuantity held = Open(side);
        double before = _rig.Engine.Status().EquityUsd;
        _rig.Settle(Perpetual, 101_000, 1);
        Assert.Equal(10_000 + cash, _rig.Engine.WalletOf(CurrencyId.Usdc));
        Assert.Equal(held, _rig.Engine.PositionOf(Perpetual));
        _rig.Balance(CurrencyId.Usdc, 10_000 + cash);
        EngineStatus after = _rig.Engine.Status();
        Assert.Equal(before, after.EquityUsd, 6);
        Assert.Equal((double)cash, after.RealisedUsd, 6);
    }

    [Theory]
    [InlineData(Side.Buy, 2_000)]
    [InlineData(Side.Sell, -2_000)]
    public void A_settlement_whose_cash_the_wallet_told_first_moves_the_wallet_no_more(Side side, decimal cash)
    {
        Open(side);
        double before = _rig.Engine.Status().EquityUsd;
        _rig.Balance(CurrencyId.Usdc, 10_000 + cash);
        _rig.Settle(Perpetual, 101_000, 1, isInWallet: true);
        Assert.Equal(10_000 + cash, _rig.Engine.WalletOf(CurrencyId.Usdc));
        Assert.Equal(before, _rig.Engine.Status().EquityUsd, 6);
    }

    [Fact]
    public void A_settlement_told_twice_is_booked_once()
    {
        Open(Side.Buy);
        double before = _rig.Engine.Status().EquityUsd;
        _rig.Settle(Perpetual, 101_000, 1);
        _rig.Settle(Perpetual, 90_000, 1);
        Assert.Equal(12_000, _rig.Engine.WalletOf(CurrencyId.Usdc));
        Assert.Equal(before, _rig.Engine.Status().EquityUsd, 6);
    }

    [Fact]
    public void What_is_closed_after_it_realises_from_the_settlement_price()
    {
        Open(Side.Buy);
        _rig.Settle(Perpetual, 101_000, 1);
        Trade(Side.Sell, 101_500);
        Assert.Equal(13_000, _rig.Engine.WalletOf(CurrencyId.Usdc));
        Assert.True(_rig.Engine.PositionOf(Perpetual).IsZero);
    }

    /// <summary>Two contracts at 100,000, and the market at 101,000.</summary>
    private NetQuantity Open(Side side)
    {
        Trade(side, 100_000);
        _rig.Market(Perpetual, 100_999.9m, 101_000.1m);
        return _rig.Engine.PositionOf(Perpetual);
    }

    private void Trade(Side side, decimal price) => _rig.Fill(
        ClientOrderId.None, Perpetual, side, 2, price, _rig.NextExecution(), feeCurrency: CurrencyId.Usdc);
}
