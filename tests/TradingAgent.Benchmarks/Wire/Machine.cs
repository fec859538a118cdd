using System.Runtime.InteropServices;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>What a figure was measured on.</summary>
internal static class Machine
{
    public static void Describe(TextWriter output)
    {
        string model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':')[1].Trim() ?? "unknown processor";
        string memory = File.ReadLines("/proc/meminfo").First().Split(':')[1].Trim();
        output.WriteLine(
            $"{Environment.ProcessorCount} x {model}, {memory}, Linux {Environment.OSVersion.Version}, " +
            $"{RuntimeInformation.FrameworkDescription}, {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
        DescribeLoad(output);
    }

    /// <summary>How busy the machine is: a figure from a busy one says little.</summary>
    public static void DescribeLoad(TextWriter output) =>
        output.WriteLine("load average " + string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]));
}
