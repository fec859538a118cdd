using TradingAgent.VenueConformance.Bybit;
using TradingAgent.Venues.Ports;

namespace TradingAgent.VenueConformance.CryptoExchangeNet;

/// <summary>A world seen through the family's shared interfaces, which offer less than the venue does.</summary>
internal sealed class SharedWorld(BybitWorld whole) : VenueWorld
{
    public override IVenue Venue => whole.Venue;

    public override string Name => "Shared interfaces";

    public override VenueScope Scope => whole.Scope;

    public override string? Perpetual => whole.Perpetual;

    public override string? Option => null;

    public override bool TellsSequences => false;

    public override bool TellsOpenInterest => false;

    public override VenueLacks Lacks => VenueLacks.PostOnly | VenueLacks.Depth | VenueLacks.NumberedStreams
        | VenueLacks.Reasons | VenueLacks.ForcedTrades;

    public override StreamTaps Taps => whole.Taps with { Trade = null };

    public override Task TakeAsync(Side side, Price limit, Quantity quantity) => whole.TakeAsync(side, limit, quantity);

    public override Task<string> ListAsync() => whole.ListFutureAsync();

    public override void CutAccountStream() => whole.CutAccountStream();

    public override void RestoreAccountStream() => whole.RestoreAccountStream();

    public override Task<bool> CrashAsync() => whole.CrashAsync();

    public override bool IsData(string frame) => whole.IsData(frame);

    public override ValueTask DisposeAsync() => whole.DisposeAsync();
}
