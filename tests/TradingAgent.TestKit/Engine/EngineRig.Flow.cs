namespace TradingAgent.TestKit.Engine;

/// <summary>What the public streams say beside prices.</summary>
public sealed partial class EngineRig
{
    /// <summary>A stranger's trade on the perpetual, or on what is given.</summary>
    public void Trade(decimal quantity, decimal price = 100_000, InstrumentId instrument = default) =>
        Flow(EventKind.TradePrinted, instrument, new EngineEvent
        {
            Trade = new TradePrinted(Price.From(price), Quantity.From(quantity), Side.Buy, 1),
        });

    /// <summary>Size within 10 basis points on either side; half of it within 5, more beyond.</summary>
    public void Depth(decimal bid, decimal ask, InstrumentId instrument = default) =>
        Flow(EventKind.DepthSummaryChanged, instrument, new EngineEvent
        {
            Depth = new DepthSummaryChanged(
                Quantity.From(bid / 2), Quantity.From(bid), Quantity.From(bid * 2), Quantity.From(bid * 4),
                Quantity.From(ask / 2), Quantity.From(ask), Quantity.From(ask * 2), Quantity.From(ask * 4)),
        });

    /// <summary>The funding rate in force, for so long from now.</summary>
    public void FundingRate(double rate, int minutes = 480, InstrumentId instrument = default) =>
        Flow(EventKind.FundingChanged, instrument, new EngineEvent
        {
            Funding = new FundingChanged(rate, Now + Duration.FromSeconds(minutes * 60), minutes),
        });

    public void OpenInterest(double contracts, InstrumentId instrument = default) =>
        Flow(EventKind.OpenInterestChanged, instrument, new EngineEvent
        {
            OpenInterest = new OpenInterestChanged(contracts),
        });

    /// <summary>A stranger is liquidated: a long when the position is a buy.</summary>
    public void Liquidation(Side position, decimal quantity, InstrumentId instrument = default) =>
        Flow(EventKind.LiquidationPrinted, instrument, new EngineEvent
        {
            Liquidation = new LiquidationPrinted(position, Price.From(100_000), Quantity.From(quantity)),
        });

    /// <summary>What the venue takes of us, as shares of the value.</summary>
    public void Fees(double maker, double taker, InstrumentId instrument = default) =>
        Flow(EventKind.FeesReported, instrument, new EngineEvent { Fees = new FeesReported(maker, taker, 0) });

    private void Flow(EventKind kind, InstrumentId instrument, EngineEvent change)
    {
        change.Kind = kind;
        change.Venue = VenueId.Bybit;
        change.Instrument = instrument.IsNone ? SmallMarket.Perpetual : instrument;
        Apply(change);
    }
}
