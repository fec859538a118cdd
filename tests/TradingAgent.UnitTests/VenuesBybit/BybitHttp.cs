using TradingAgent.UnitTests.Venues;
using TradingAgent.Venues.Bybit.Rest;

namespace TradingAgent.UnitTests.VenuesBybit;

/// <summary>Bybit's envelope around a scripted answer, and its client before the script.</summary>
internal static class BybitHttp
{
    public static string List(params string[] rows) =>
        $$"""{"retCode":0,"retMsg":"OK","result":{"list":[{{string.Join(",", rows)}}],"nextPageCursor":""},"time":1}""";

    public static string Result(string json) =>
        $$"""{"retCode":0,"retMsg":"OK","result":{{json}},"time":1790000000000}""";

    public static string Error(int code, string text = "no") =>
        $$"""{"retCode":{{code}},"retMsg":"{{text}}","result":{},"time":1790000000000}""";

    public static BybitRest Rest(this ScriptedHttp http) => new(Fixtures.Options, Fixtures.Clock(), http);
}
