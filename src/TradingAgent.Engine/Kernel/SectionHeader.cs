using System.Runtime.InteropServices;

namespace TradingAgent.Engine.Kernel;

/// <summary>What stands before a section of facts in a snapshot.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SectionHeader(FactsSection Section, ushort Version, int Bytes);
