using TradingAgent.Fuzzing;
using TradingAgent.Venues.Bybit.Market;
using Xunit;

namespace TradingAgent.UnitTests.Venues;

/// <summary>A small sample of what the fuzzing program does by the million.</summary>
public sealed class FuzzSampleTests
{
    public static TheoryData<string> Targets => [.. TargetList.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_decoder_survives_twenty_thousand_mutated_frames(string target)
    {
        var run = new FuzzRun(TargetList.All.Single(t => t.Name == target), 7);
        FuzzFinding? finding = run.Run(20_000);
        Assert.True(finding is null, finding?.ToString());
        Assert.True(run.Novelties > 0, "mutation found no way that the seeds had not");
    }

    [Fact]
    public void Sizes_too_large_to_be_summed_are_as_large_as_can_be_and_never_negative()
    {
        Assert.Equal(5, SizeSum.Of(2, 3));
        Assert.Equal(long.MaxValue, SizeSum.Of(long.MaxValue, 1));
        Assert.Equal(long.MaxValue, SizeSum.Of(long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void A_decoder_that_breaks_is_found()
    {
        FuzzTarget good = TargetList.All[0];
        var throws = new FuzzTarget("throws", good.Seeds, (_, _) => new BadProtocol(isThrowing: true, null));
        Assert.Contains("throws", new FuzzRun(throws, 1).Run(10)!.What, StringComparison.Ordinal);
        var lies = new FuzzTarget("lies", good.Seeds, (sink, _) => new BadProtocol(isThrowing: false, sink));
        Assert.Contains("negative quantity", new FuzzRun(lies, 1).Run(10)!.What, StringComparison.Ordinal);
    }

    private sealed class BadProtocol(bool isThrowing, TradingAgent.Venues.Ports.IEventSink? sink)
        : TradingAgent.Venues.Wire.IVenueProtocol
    {
        public void OnOpened(TradingAgent.Venues.Wire.WireTime time, TradingAgent.Venues.Wire.IWire wire)
        {
        }

        public bool OnMessage(
            ReadOnlySpan<byte> message, TradingAgent.Venues.Wire.WireTime time, TradingAgent.Venues.Wire.IWire wire)
        {
            if (isThrowing) throw new InvalidOperationException("a frame too much");
            sink!.Publish(new EngineEvent
            {
                Kind = EventKind.QuoteChanged,
                Quote = new QuoteChanged(Price.From(1), new Quantity(-1), Price.From(2), Quantity.From(1), 0),
            });
            return true;
        }

        public void OnTick(TradingAgent.Venues.Wire.WireTime time, TradingAgent.Venues.Wire.IWire wire)
        {
        }

        public bool OnWriting(long tag, TradingAgent.Venues.Wire.WireTime time) => true;

        public void OnClosed(TradingAgent.Venues.Wire.WireTime time)
        {
        }
    }
}
