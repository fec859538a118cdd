using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Account;
using TradingAgent.Venues.Bybit.Setup;
using Xunit;
using static TradingAgent.UnitTests.VenuesBybit.Fixtures;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>The venue's own dead-man's switch: asked for by product, listened for where it is granted.</summary>
public sealed class DisconnectCancelTests
{
    private const string Path = "/v5/order/disconnected-cancel-all";
    private const string GuardTopics = "\"args\":[\"dcp.future\",\"dcp.option\"]";

    private readonly ScriptedHttp _http = new();
    private readonly CountingLogger _log = new();
    private readonly RecordingWire _wire = new();
    private readonly List<int> _subscribed = [];

    [Fact]
    public async Task It_is_asked_for_once_for_futures_and_once_for_options_with_a_window_the_venue_takes()
    {
        _http.On(Path, BybitHttp.Result("{}"));
        Assert.True(await ArmAsync());
        Assert.Equal(
            [
                """{"product":"DERIVATIVES","timeWindow":10}""",
                """{"product":"OPTIONS","timeWindow":10}""",
            ],
            _http.Bodies);
        Assert.InRange(DisconnectCancel.WindowSeconds, 3, 300);
        Assert.All(_log.Lines, line => Assert.Contains("armed for", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_said_with_the_venues_code_and_stops_nothing()
    {
        _http.On(Path, BybitHttp.Error(10005, "Permission denied"));
        Assert.False(await ArmAsync());
        Assert.Equal(2, _log.Lines.Count);
        Assert.All(_log.Lines, line => Assert.Contains("not granted for", line, StringComparison.Ordinal));
        Assert.All(_log.Lines, line => Assert.Contains("10005", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_answer_is_no_grant()
    {
        _http.On(Path, _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        Assert.False(await ArmAsync());
    }

    [Fact]
    public async Task One_product_is_enough_to_listen()
    {
        int asked = 0;
        _http.On(Path, _ => (200, asked++ == 0 ? BybitHttp.Error(10005) : BybitHttp.Result("{}")));
        Assert.True(await ArmAsync());
        Assert.Contains("not granted for DERIVATIVES", _log.Lines[0], StringComparison.Ordinal);
        Assert.Contains("armed for OPTIONS", _log.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void The_private_stream_listens_to_the_guard_topics_only_where_it_was_granted(bool isGuard, int times)
    {
        BybitPrivateProtocol protocol = LoggedIn(isGuard);
        Assert.Equal(times, _wire.Sent.Count(s => s.Contains(GuardTopics, StringComparison.Ordinal)));
        Assert.Contains(_wire.Sent, s => s.Contains("\"order\"", StringComparison.Ordinal));
        protocol.OnClosed(At(10));
    }

    [Fact]
    public void Guard_topics_that_are_refused_cost_the_stream_nothing()
    {
        BybitPrivateProtocol protocol = LoggedIn(isGuard: true);
        protocol.OnMessage(
            Utf8("""{"success":false,"ret_msg":"no","op":"subscribe","req_id":"guard","conn_id":"c"}"""), At(2), _wire);
        Assert.Empty(_wire.Reconnects);
        Assert.Empty(_subscribed);
        protocol.OnMessage(
            Utf8("""{"success":true,"ret_msg":"","op":"subscribe","conn_id":"c"}"""), At(3), _wire);
        Assert.Single(_subscribed);
    }

    private Task<bool> ArmAsync() => new DisconnectCancel(_http.Rest(), _log).TryArmAsync(CancellationToken.None);

    private BybitPrivateProtocol LoggedIn(bool isGuard)
    {
        BybitPrivateProtocol protocol = Private(Desk(new RecordingSink()), _subscribed.Add);
        protocol.IsGuard = isGuard;
        protocol.OnOpened(At(0), _wire);
        protocol.OnMessage(Utf8("""{"success":true,"ret_msg":"","op":"auth","conn_id":"c"}"""), At(1), _wire);
        return protocol;
    }
}
