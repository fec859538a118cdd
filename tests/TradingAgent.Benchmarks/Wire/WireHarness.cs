using System.Globalization;
using System.Text.Json;
using HdrHistogram;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// The agent measured from another process, over its real sockets, on a schedule that waits for nobody: frames go out
/// at intended moments, and latencies count from those, so a stall is charged to every frame it delayed.
/// </summary>
internal sealed class WireHarness(WireScenario scenario)
{
    private const int StepEveryMilliseconds = 120;
    private const long Millisecond = 1_000_000;
    private const string Greeks = "trading_agent_tick_to_greeks_seconds";
    private readonly ScriptedMarket _market = new(scenario.Options, DateTimeOffset.UtcNow);
    private readonly ReactionLog _log = new(1_000_000);
    private readonly LongHistogram _lateness = new(100_000_000_000, 3);
    private long _frames;
    private long _sequence;
    private int _step;

    public void Run(TextWriter output)
    {
        Machine.Describe(output);
        output.WriteLine(
            $"{scenario.Name}: {scenario.Options} options ({scenario.Positions} held) and one perpetual, " +
            $"{scenario.FramesPerSecond} frames/s with {scenario.TopsPerSecond} touches, " +
            $"{scenario.Seconds} s after {scenario.WarmUpSeconds} s, " +
            $"wait {scenario.Wait}, bursts {scenario.BurstMilliseconds} ms apart");
        using var venue = new ScriptedVenue(_market, new ScriptedOrders(_log), scenario.Positions);
        using var agent = new AgentProcess(venue.Port, scenario.Wait);
        if (!WaitForSubscriptions(venue, agent))
        {
            output.WriteLine("The agent did not subscribe everything:\n" + agent.LastLines);
            return;
        }
        Stream(venue, agent, scenario.WarmUpSeconds - 1, isMeasured: false);
        var page = new AgentMetricsPage(agent.MetricsPort);
        SortedDictionary<double, long> before = page.Read(Greeks);
        Stream(venue, agent, 1, isMeasured: false);
        double cpuBefore = agent.CpuSeconds;
        long began = LinuxSocket.Now;
        Stream(venue, agent, scenario.Seconds, isMeasured: true);
        double seconds = (LinuxSocket.Now - began) / 1e9;
        double cpu = (agent.CpuSeconds - cpuBefore) / seconds;
        double resident = agent.ResidentPeakMegabytes;
        string greeks = AgentMetricsPage.Between(before, page.Read(Greeks));
        using JsonDocument? report = agent.Stop();
        output.WriteLine($"frame received to Greeks, by the agent, the last second of warm-up included: {greeks}");
        Print(output, seconds, cpu, resident, report);
        if (report is null || _log.FromIntended.TotalCount == 0) output.WriteLine(agent.LastLines);
    }

    private bool WaitForSubscriptions(ScriptedVenue venue, AgentProcess agent)
    {
        long deadline = LinuxSocket.Now + (60_000 * Millisecond);
        while (LinuxSocket.Now < deadline && !agent.HasExited)
        {
            if (venue.Topics > scenario.Options) return true;
            LinuxSocket.SleepUntil(LinuxSocket.Now + (50 * Millisecond));
        }
        return false;
    }

    /// <summary>Sends frame after frame, each at its own moment; what is late goes out at once, in order.</summary>
    private void Stream(ScriptedVenue venue, AgentProcess agent, int seconds, bool isMeasured)
    {
        long interval = 1_000_000_000 / scenario.FramesPerSecond;
        long burst = Math.Max(1, (long)scenario.FramesPerSecond * scenario.BurstMilliseconds / 1000);
        long start = LinuxSocket.Now;
        long count = (long)seconds * scenario.FramesPerSecond;
        int step = _step;
        int framesPerStep = Math.Max(1, scenario.FramesPerSecond * StepEveryMilliseconds / 1000);
        int framesPerTop = scenario.TopsPerSecond > 0
            ? scenario.FramesPerSecond / scenario.TopsPerSecond
            : int.MaxValue;
        if (isMeasured) _log.MeasureFrom(step + 1);
        for (long i = 0; i < count && !agent.HasExited; i++)
        {
            long intended = start + (i / burst * burst * interval);
            if (LinuxSocket.Now < intended) LinuxSocket.SleepUntil(intended);
            if (isMeasured) _lateness.RecordValue(Math.Max(1, LinuxSocket.Now - intended));
            long wall = LinuxSocket.WallNow / Millisecond;
            _sequence++;
            if (i % framesPerStep == 0)
            {
                byte[] frame = ScriptedMarket.Top(++step, _sequence, wall);
                _log.OnStep(step, intended);
                _log.OnLeft(step, venue.SendStamped("orderbook.1." + ScriptedMarket.Perpetual, frame));
            }
            else if (i % framesPerTop == framesPerTop / 2)
            {
                venue.TrySend(
                    "orderbook.1." + ScriptedMarket.Perpetual, ScriptedMarket.Top(step, _sequence, wall));
            }
            else if (i % framesPerStep == framesPerStep / 3)
            {
                venue.TrySend(
                    ScriptedMarket.TopicOf(ScriptedMarket.Perpetual),
                    ScriptedMarket.PerpetualTicker(step, _sequence, wall));
            }
            else
            {
                int option = (int)(_sequence % scenario.Options);
                venue.TrySend(ScriptedMarket.TopicOf(_market.Symbols[option]), _market.Option(option, wall));
            }
            _frames += isMeasured ? 1 : 0;
        }
        _step = step;
    }

    private void Print(TextWriter output, double seconds, double cpu, double resident, JsonDocument? report)
    {
        Row(output, "frame on the wire to order on the wire", _log.InAgent());
        Row(output, "intended sending to order read by the harness", _log.FromIntended);
        Row(output, "the harness itself: sent later than intended", _lateness);
        output.WriteLine($"steps without an answer: {_log.Unanswered}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_frames / seconds:0} frames/s sent, agent {cpu:P0} of one core, {resident:0} MB resident at most"));
        foreach (string name in (string[])["tickToGreeksMicros", "tickToOrderMicros", "greeksUpdates"])
            if (report is not null && report.RootElement.TryGetProperty(name, out JsonElement value))
                output.WriteLine($"agent's report, whole session: {name} {value.GetRawText().ReplaceLineEndings("")}");
        Machine.DescribeLoad(output);
    }

    internal static void Row(TextWriter output, string name, LongHistogram histogram)
    {
        string Micros(double percentile) => (histogram.GetValueAtPercentile(percentile) / 1e3)
            .ToString("0", CultureInfo.InvariantCulture);
        output.WriteLine(
            $"{name,-51} n {histogram.TotalCount,7}  p50 {Micros(50),6}  p90 {Micros(90),6}  p99 {Micros(99),6}  " +
            $"p99.9 {Micros(99.9),6}  max {Micros(100),6} us");
    }
}
